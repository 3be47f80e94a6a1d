import { Disposable, RelativePattern, type Uri, workspace } from 'vscode';
import type { FilesChange } from '../../core/index';
import type { FolderMap } from './folderMap';

const quietMs = 60;
const longestWaitMs = 400;
/** A file that is deleted right after it came can be told of as created only: it is looked at once more after this. */
const secondLookMs = 1000;
/** More than this in one batch is told as "everything": one look at the whole is then cheaper than many at parts. */
const mostPaths = 500;

/** Watches folders one by one that came after the watching of the whole had begun. */
export interface AppearingFolders {
  /** Says that something came to be at this root path. */
  appeared(path: string): void;
  dispose(): void;
}

/** One watcher over the open folders of a root, shared by all who listen; batches, so that a rebase is one event. */
export class FileWatch {
  private readonly listeners = new Set<(change: FilesChange) => void>();
  private watchers: Disposable[] = [];
  private paths = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private created = new Set<Uri>();
  private secondLook: ReturnType<typeof setTimeout> | undefined;
  private folders: AppearingFolders | undefined;

  private readonly map: FolderMap;
  private readonly watchFolders: ((seen: (path: string) => void) => AppearingFolders | undefined) | undefined;

  constructor(map: FolderMap, watchFolders?: (seen: (path: string) => void) => AppearingFolders | undefined) {
    this.map = map;
    this.watchFolders = watchFolders;
  }

  /** Starts watching with the first listener, and stops with the last. */
  readonly listen = (listener: (change: FilesChange) => void): Disposable => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return new Disposable(() => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    });
  };

  private start(): void {
    this.folders = this.watchFolders?.((path) => this.addPath(path));
    for (const mount of this.map.mounts) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(mount.uri, '**/*'));
      const add = (uri: Uri): void => this.add(uri, false);
      const addNew = (uri: Uri): void => {
        this.add(uri, true);
        this.lookAgain(uri);
      };
      this.watchers.push(watcher, watcher.onDidChange(add), watcher.onDidCreate(addNew), watcher.onDidDelete(add));
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.secondLook);
    this.timer = undefined;
    this.secondLook = undefined;
    this.created.clear();
    this.paths.clear();
    this.folders?.dispose();
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = [];
  }

  private add(uri: Uri, isNew: boolean): void {
    const path = this.map.toPath(uri);
    if (path === undefined) return;
    this.addPath(path);
    // A folder that went and came again can be told of as changed. Most names of folders have no dot inside.
    if (isNew || !path.includes('.', path.lastIndexOf('/') + 2)) this.folders?.appeared(path);
  }

  private addPath(path: string): void {
    if (/(^|\/)(\.git|node_modules)(\/|$)/.test(path)) return;
    const now = Date.now();
    if (this.paths.size === 0) this.since = now;
    this.paths.add(path);
    if (this.timer !== undefined && now - this.since > longestWaitMs) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), quietMs);
  }

  private lookAgain(uri: Uri): void {
    this.created.add(uri);
    this.secondLook ??= setTimeout(() => {
      this.secondLook = undefined;
      const created = this.created;
      this.created = new Set();
      for (const one of created) this.add(one, false);
    }, secondLookMs);
  }

  private flush(): void {
    this.timer = undefined;
    const everything = this.paths.size > mostPaths;
    const change = { everything, paths: everything ? [] : [...this.paths].sort() };
    this.paths = new Set();
    for (const listener of this.listeners) listener(change);
  }
}
