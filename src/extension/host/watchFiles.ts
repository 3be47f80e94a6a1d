import { Disposable, RelativePattern, type Uri, workspace } from 'vscode';
import type { FilesChange } from '../../core/index';
import type { FolderMap } from './folderMap';

const quietMs = 60;
const longestWaitMs = 400;
/** A file that is deleted right after it came can be told of as created only: it is looked at once more after this. */
const secondLookMs = 1000;
/** More than this in one batch is told as "everything": one look at the whole is then cheaper than many at parts. */
const mostPaths = 500;

/** One watcher over the open folders of a root, shared by all who listen; batches, so that a rebase is one event. */
export class FileWatch {
  private readonly listeners = new Set<(change: FilesChange) => void>();
  private watchers: Disposable[] = [];
  private paths = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since = 0;
  private created = new Set<Uri>();
  private secondLook: ReturnType<typeof setTimeout> | undefined;

  private readonly map: FolderMap;

  constructor(map: FolderMap) {
    this.map = map;
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
    for (const mount of this.map.mounts) {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(mount.uri, '**/*'));
      const add = (uri: Uri): void => this.add(uri);
      const addNew = (uri: Uri): void => {
        this.add(uri);
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
    for (const watcher of this.watchers) watcher.dispose();
    this.watchers = [];
  }

  private add(uri: Uri): void {
    const path = this.map.toPath(uri);
    if (path === undefined || /(^|\/)(\.git|node_modules)(\/|$)/.test(path)) return;
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
      for (const one of created) this.add(one);
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
