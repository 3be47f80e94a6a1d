import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { hostsFolder } from './paths.mjs';

const lockWaitMs = 10 * 60_000;

/**
 * Fills `<hosts>/<name>` once and returns its path. `fill` works in a folder beside it that is renamed when it is
 * done, so an install that was cut off is never taken for a whole one. A second process waits for the first.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>}
 */
export async function installOnce(name, fill) {
  const target = path.join(hostsFolder, name);
  if (existsSync(target)) return target;
  await mkdir(hostsFolder, { recursive: true });
  const unlock = await lock(path.join(hostsFolder, `${name}.lock`));
  try {
    if (existsSync(target)) return target;
    console.log(`Installing ${name} into ${path.relative(process.cwd(), hostsFolder) || '.'} …`);
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    await fill(partial);
    await rename(partial, target);
    return target;
  } finally {
    await unlock();
  }
}

/** @param {string} file */
async function lock(file) {
  for (const start = Date.now(); Date.now() - start < lockWaitMs; await wait(250)) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      if (await isAbandoned(file)) await rm(file, { force: true });
    }
  }
  throw new Error(`${file} is held by another process. Remove it if none is installing.`);
}

/** @param {string} file */
async function isAbandoned(file) {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
