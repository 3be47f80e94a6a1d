import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Ignored by git, and kept from one run to the next. */
const cache = path.join('node_modules', '.cache', 'anchor-bench');

/** The package's files whose paths match, texts by path. Downloads it with `npm pack` when it is not in the cache. */
export async function packageFiles(name: string, version: string, wanted: RegExp): Promise<Map<string, string>> {
  const folder = await unpacked(name, version);
  const files = new Map<string, string>();
  for (const entry of (await readdir(folder, { recursive: true })).sort()) {
    const file = entry.split(path.sep).join('/');
    if (!wanted.test(file) || file.includes('node_modules/')) continue;
    const full = path.join(folder, file);
    if (!(await stat(full)).isFile()) continue;
    files.set(file, (await readFile(full, 'utf8')).replaceAll('\r\n', '\n'));
  }
  return files;
}

async function unpacked(name: string, version: string): Promise<string> {
  const folder = path.join(cache, `${name}@${version}`);
  const inside = path.join(folder, 'package');
  if (await exists(inside)) return inside;
  await mkdir(cache, { recursive: true });
  const partial = await mkdtemp(path.join(cache, 'partial-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await run(npm, ['pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', partial]);
    const archive = (await readdir(partial)).find((file) => file.endsWith('.tgz'));
    if (archive === undefined) throw new Error(`npm packed nothing for ${name}@${version}.`);
    await run('tar', ['-xzf', archive], { cwd: partial });
    await rm(path.join(partial, archive));
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return inside;
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  );
}
