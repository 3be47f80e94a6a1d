import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { type CacheSlot, type Logger } from '../core/host';

const maxBytes = 256 * 1024 * 1024;

/**
 * Where caches of programs without an editor are kept: the user's cache folder, never the repository, where others would
 * meet it. `DECISION_NOTES_CACHE` names another folder; empty, it turns the cache off (`undefined`).
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const chosen = environment['DECISION_NOTES_CACHE'];
  if (chosen !== undefined) return chosen === '' ? undefined : chosen;
  const absolute = (path: string | undefined) => (path !== undefined && isAbsolute(path) ? path : undefined);
  const base =
    process.platform === 'win32'
      ? (absolute(environment['LOCALAPPDATA']) ?? join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? join(homedir(), 'Library', 'Caches')
        : (absolute(environment['XDG_CACHE_HOME']) ?? join(homedir(), '.cache'));
  return join(base, 'decision-notes');
}

/** The slot for one root in `folder`, kept apart by the program's version. */
export function cacheSlot(folder: string, root: string, version: string, log: Logger): CacheSlot {
  const name = createHash('sha256').update(`${version}\0${root}`).digest('hex').slice(0, 32);
  const file = join(folder, `${name}.index`);

  return {
    async read() {
      try {
        return (await stat(file)).size > maxBytes ? undefined : await readFile(file);
      } catch {
        // No cache, or none that can be read: a cold start.
        return undefined;
      }
    },
    async write(parts) {
      const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(temporary, parts, { mode: 0o600 });
        await rename(temporary, file);
      } catch (error) {
        log.warn(`The index could not be cached: ${error instanceof Error ? error.message : String(error)}`);
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}
