import type { CacheSlot, Disposable, Files, Host, Logger } from '../../core/index';
import type { AppearingFolders } from './watchFiles';

/** A root on this machine's disk. */
export interface LocalRoot {
  /** Absolute path of the root's top, symbolic links resolved. */
  readonly root: string;
  /** Root paths of the open folders in it: nothing outside them is listed, read or written. */
  readonly folders: readonly string[];
  /** Name of the folders that hold notes. */
  readonly notesFolder: string;
  /** Whether git may be run. */
  readonly trusted: boolean;
  readonly watch: Files['watch'];
  readonly log: Logger;
  readonly cache?: CacheSlot;
  readonly heatCache?: CacheSlot;
}

/** What only a machine with a disk can give. There is none in a browser. */
export interface Platform {
  /** The absolute path with symbolic links resolved; the same path when there is no such file. */
  realPath(path: string): Promise<string>;
  host(root: LocalRoot): Promise<Host & Disposable>;
  /** Watches folders that the editor's own watcher may miss; `seen` hears root paths. Absent where it misses none. */
  newFolders(root: string, seen: (path: string) => void): AppearingFolders | undefined;
  /** Where the index of a root may be kept between sessions: the extension's own folder, never the repository. */
  cache(folder: string, root: string, version: string, log: Logger): CacheSlot;
}
