import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { installOnce } from './install.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';

const decompress = promisify(brotliDecompress);
const args = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
/** What a Chromium needs that runs as root, in a container, without a display. */
const containerArgs = ['--no-sandbox', '--headless=shell', '--no-zygote', '--disable-setuid-sandbox'];

/**
 * Starts a browser: the one that DECISION_NOTES_BROWSER names, else the Chromium of an npm package (Linux on x64),
 * else an installed Chrome.
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchBrowser() {
  const named = process.env['DECISION_NOTES_BROWSER'];
  if (named) return chromium.launch({ executablePath: named, args: [...args, ...containerArgs] });
  if (process.platform !== 'linux' || process.arch !== 'x64') return chromium.launch({ channel: 'chrome', args });
  const folder = await installBrowser();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: [...args, ...containerArgs],
    env: { ...process.env, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') },
  });
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` with the libraries that a bare system lacks.
 * @returns {Promise<string>} the folder that holds `chromium`
 */
export async function installBrowser() {
  const pack = path.join(root, 'node_modules', '@sparticuz', 'chromium');
  const { version } = createRequire(import.meta.url)(path.join(pack, 'package.json'));
  return installOnce(`chromium-${version}`, async (folder) => {
    const read = async (/** @type {string} */ name) => decompress(await readFile(path.join(pack, 'bin', name)));
    await writeFile(path.join(folder, 'chromium'), await read('chromium.br'));
    await chmod(path.join(folder, 'chromium'), 0o755);
    for (const name of ['al2023', 'swiftshader']) {
      const target = name === 'al2023' ? path.join(folder, name) : folder;
      await mkdir(target, { recursive: true });
      await writeFile(path.join(folder, `${name}.tar`), await read(`${name}.tar.br`));
      await run('tar', ['xf', path.join(folder, `${name}.tar`)], { cwd: target });
    }
    if (!existsSync(path.join(folder, 'al2023', 'lib'))) throw new Error(`${pack} is laid out otherwise than expected`);
  });
}
