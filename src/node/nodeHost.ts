import { randomBytes } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type CacheSlot, type Clock, type Disposable, type Files, type Host, type Logger } from '../core/host';
import { nodeGit } from './git';
import { nodeHistory } from './history';
import { nodeFiles } from './nodeFiles';
import { findGit, gitProgram } from './program';

/** How to reach one root on a local disk. */
export interface NodeHostOptions {
  /** Absolute path of the root. */
  readonly root: string;
  /** Root paths of the open folders. Default: the whole root. */
  readonly folders?: readonly string[];
  /** Default `.decisions`. */
  readonly notesFolder?: string;
  /** Whether the git program may run: false in a workspace that is not trusted. Default: true. */
  readonly trusted?: boolean;
  readonly log?: Logger;
  readonly watch?: Files['watch'];
  readonly cache?: CacheSlot;
  /** Where the heat of the root's files may be kept. */
  readonly heatCache?: CacheSlot;
}

/** Core's host on `node:fs` and the git program. Dispose it to end git's process. */
export async function nodeHost(options: NodeHostOptions): Promise<Host & Disposable> {
  const { root, folders = [''] } = options;
  const program = (options.trusted ?? true) && (await isRepositoryTop(root)) ? await findGit() : undefined;
  const git = program === undefined ? undefined : nodeGit(program, root, folders);
  const files = nodeFiles({
    root,
    folders,
    ...(options.notesFolder === undefined ? {} : { notesFolder: options.notesFolder }),
    ...(options.watch ? { watch: options.watch } : {}),
    ...(git ? { tracked: (under, cancel) => git.listFiles(under, cancel) } : {}),
  });
  return {
    files,
    ...(git ? { git } : {}),
    ...(program === undefined ? {} : { history: nodeHistory(gitProgram(program, root)) }),
    ...(options.cache ? { cache: options.cache } : {}),
    ...(options.heatCache ? { heatCache: options.heatCache } : {}),
    clock: systemClock,
    log: options.log ?? silent,
    random: (length) => randomBytes(length),
    dispose: () => git?.dispose(),
  };
}

/**
 * The top level of the repository that holds `folder`, found by looking for `.git` upwards, without running git:
 * `undefined` outside any repository. A submodule and a linked work tree are repositories of their own.
 */
export async function findRepository(folder: string): Promise<string | undefined> {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (await isRepositoryTop(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

async function isRepositoryTop(folder: string): Promise<boolean> {
  return (await lstat(join(folder, '.git')).catch(() => undefined)) !== undefined;
}

const systemClock: Clock = {
  now: () => Date.now(),
  today: () => {
    const now = new Date();
    const two = (value: number) => String(value).padStart(2, '0');
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  },
};

const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
