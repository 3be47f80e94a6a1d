import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { version } from '../../package.json';
import { type Disposable, type Host, type Logger } from '../core/index';
import { cacheFolder, cacheSlot } from '../node/cacheSlot';
import { findRepository, nodeHost } from '../node/nodeHost';
import { CannotRun, type Terminal } from './command';
import { printable } from './printable';

/**
 * The host for the repository that holds `folder` (default: the current one), or for the folder itself outside any
 * repository. Throws CannotRun when there is no such folder, or when it is a bare repository, which has no files.
 */
export async function openRepository(folder: string | undefined, terminal: Terminal): Promise<Host & Disposable> {
  const asked = resolve(terminal.cwd, folder ?? '.');
  const isFolder = await stat(asked).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new CannotRun(`${asked} is no folder that can be opened.`);
  const real = await realpath(asked);
  const root = (await findRepository(real)) ?? real;
  if (root === real && !(await exists(join(root, '.git'))) && (await isBare(root)))
    throw new CannotRun(`${asked} is a bare repository: it has no files to look at. Name a work tree.`);
  if (real.split(/[\\/]/).includes('.git'))
    throw new CannotRun(`${asked} is inside git's own folder. Name the work tree, such as ${dirname(workTree(real))}.`);
  const log = logTo(terminal);
  const caches = cacheFolder(terminal.environment);
  return nodeHost({ root, log, ...(caches === undefined ? {} : { cache: cacheSlot(caches, root, version, log) }) });
}

function workTree(inside: string): string {
  for (let at = inside; ; at = dirname(at)) if (basename(at) === '.git') return at;
}

async function isBare(folder: string): Promise<boolean> {
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => exists(join(folder, name))));
  return parts.every(Boolean);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function logTo(terminal: Terminal): Logger {
  const verbose = terminal.environment['DECISION_NOTES_LOG'] !== undefined;
  const write = (level: string, message: string) => terminal.err(`${level}: ${printable(message)}\n`);
  return {
    debug: (message) => verbose && write('debug', message),
    info: (message) => verbose && write('info', message),
    warn: (message) => write('warning', message),
    error: (message, cause) => write('error', cause instanceof Error ? `${message} ${cause.message}` : message),
  };
}
