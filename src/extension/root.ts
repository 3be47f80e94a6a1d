import type { Disposable, Uri } from 'vscode';
import { createCore, type Core, type Host } from '../core/index';
import { type FolderMap, type Mount } from './host/folderMap';
import { notesFolder } from './host/vscodeHost';

/** What a root is made of. */
export interface RootSource {
  /** Address of the top: of the repository, or of the folder outside any repository. */
  readonly top: Uri;
  readonly repository: boolean;
  readonly mounts: readonly Mount[];
}

/** A repository, or a workspace folder outside any: where notes have common paths, and one core keeps them. */
export class Root implements Disposable {
  /** The same for the same top in every window. */
  readonly key: string;
  /** Last segment of the top's path, for people. */
  readonly name: string;
  /** Name of the folders that hold notes here. */
  readonly notesFolder: string;
  private made: Core | undefined;

  readonly source: RootSource;
  private readonly map: FolderMap;
  readonly host: Host & Partial<Disposable>;

  constructor(source: RootSource, map: FolderMap, host: Host & Partial<Disposable>) {
    this.source = source;
    this.map = map;
    this.host = host;
    this.key = source.top.toString();
    this.name = source.top.path.split('/').filter(Boolean).at(-1) ?? source.top.path;
    this.notesFolder = notesFolder(source.top);
  }

  /** Made when first asked for: nothing is listed or read before. */
  get core(): Core {
    this.made ??= createCore(this.host, { notesFolder: this.notesFolder });
    return this.made;
  }

  /** Root path of an address; `undefined` when it is not in this root, or outside the open folders. */
  toPath(uri: Uri): string | undefined {
    return this.map.toPath(uri);
  }

  /** Address of a root path, as the editor would show it. */
  toUri(path: string): Uri {
    return this.map.toUri(path);
  }

  /** Whether a root path lies in an open folder. */
  holds(path: string): boolean {
    return this.map.holds(path);
  }

  dispose(): void {
    this.made?.dispose();
    this.host.dispose?.();
  }
}
