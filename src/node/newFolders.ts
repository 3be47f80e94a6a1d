import { type FSWatcher, watch } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Disposable } from '../core/host';

/** How many folders are watched at most; the oldest are let go of then. */
const most = 1000;

/** Watches folders that appeared while the root was watched as a whole. */
export interface NewFolders extends Disposable {
  /** Says that something appeared at this root path. A folder is watched from now on, with all that lie in it. */
  appeared(path: string): void;
}

/**
 * Where a system can only watch one folder at a time, a watcher of whole trees misses folders that are made in one go
 * with the folder that they lie in, and is then told of nothing that happens there: not of a note that is written into
 * a new `src/new/.decisions`. `undefined` on systems that watch trees themselves.
 *
 * @param root absolute path
 * @param seen hears the root path of whatever may have come, gone or changed in such a folder
 */
export function newFolders(root: string, seen: (path: string) => void): NewFolders | undefined {
  return process.platform === 'linux' ? watchNewFolders(root, seen) : undefined;
}

function watchNewFolders(root: string, seen: (path: string) => void): NewFolders {
  const watched = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();
  let work: Promise<void> = Promise.resolve();
  let waiting = new Set<string>();
  let disposed = false;

  function forget(path: string): void {
    watched.get(path)?.watcher.close();
    watched.delete(path);
  }

  /** Watches the folders at and under `path`, at most so many that are new; says how many those were. */
  async function follow(path: string, room: number): Promise<number> {
    if (disposed || room === 0 || isForeign(path)) return 0;
    const at = join(root, path);
    const stat = await lstat(at).catch(() => undefined);
    // A folder that was deleted and made again is another one, though it may get the same number.
    const identity = stat?.isDirectory() ? `${stat.ino} ${stat.birthtimeMs}` : '';
    const known = watched.get(path)?.identity === identity;
    if (!known) forget(path);
    if (identity === '' || (!known && !start(path, at, identity))) return 0;
    // Listed after the watching has begun: what comes between is told of, or found here.
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    if (entries.some(({ name }) => name === '.git')) {
      forget(path);
      return 0;
    }
    let count = known ? 0 : 1;
    for (const entry of entries) {
      if (entry.isDirectory()) count += await follow(`${path}/${entry.name}`, room - count);
    }
    return count;
  }

  function start(path: string, at: string, identity: string): boolean {
    try {
      const watcher = watch(at, { persistent: false }, (event, name) => {
        if (name === null) return;
        const changed = `${path}/${name}`;
        seen(changed);
        if (event !== 'rename') return;
        appeared(changed);
        // The end of the folder itself is told of under its own name.
        if (name === basename(path)) appeared(path);
      });
      watcher.on('error', () => forget(path));
      watched.set(path, { identity, watcher });
    } catch {
      // Gone again, or the system watches no more: then the watcher of the whole is all there is.
      return false;
    }
    const [oldest] = watched.keys();
    if (watched.size > most && oldest !== undefined) forget(oldest);
    return true;
  }

  function appeared(path: string): void {
    if (disposed || isForeign(path)) return;
    if (waiting.size === 0) work = work.then(lookAtAll);
    waiting.add(path);
  }

  async function lookAtAll(): Promise<void> {
    const paths = waiting;
    waiting = new Set();
    for (const path of paths) {
      // What was put into the folders before they were watched has not been told of.
      if ((await follow(path, most)) > 0 && !disposed) seen(path);
    }
  }

  return {
    appeared,
    dispose() {
      disposed = true;
      for (const path of [...watched.keys()]) forget(path);
    },
  };
}

function isForeign(path: string): boolean {
  return path === '' || /(^|\/)(\.git|node_modules)(\/|$)/.test(path);
}
