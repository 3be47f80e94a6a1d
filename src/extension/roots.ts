import { type Disposable, EventEmitter, type TextDocument, Uri, workspace, type WorkspaceFolder } from 'vscode';
import type { Logger } from '../core/index';
import { settings } from './contributions';
import { RepositoryFinder } from './host/findRepository';
import { FolderMap, pathBelow, type Mount } from './host/folderMap';
import type { Platform } from './host/platform';
import { makeHost, type Surroundings } from './host/vscodeHost';
import { Root, type RootSource } from './root';

/** An address as it is known to a root. */
export interface Place {
  readonly root: Root;
  readonly path: string;
}

/**
 * The roots of this window: one for each repository that an open folder is, is part of, or holds; and one for each open
 * folder outside any repository. Several folders of one repository share a root.
 */
export class Roots implements Disposable {
  private roots: readonly Root[] = [];
  /** Tops of repositories inside open folders, found so far. */
  private readonly nested = new Map<string, { top: Uri; folder: WorkspaceFolder }>();
  private readonly finder = new RepositoryFinder();
  private readonly changed = new EventEmitter<void>();
  private building: Promise<void>;
  private disposed = false;
  private readonly subscriptions: { dispose(): unknown }[];

  /** Fires when roots came or went; those that stay keep their core. */
  readonly onDidChange = this.changed.event;

  private readonly surroundings: Surroundings;

  constructor(platform: Platform | undefined, log: Logger, cache?: Surroundings['cache']) {
    this.surroundings = { platform, log, cache };
    this.building = this.build();
    this.subscriptions = [
      this.changed,
      workspace.onDidChangeWorkspaceFolders(() => this.rebuild()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.folderName)) this.rebuild(true);
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.rebuild(true)),
    ];
  }

  /** All roots known now; empty before `ready`. */
  all(): readonly Root[] {
    return this.roots;
  }

  /** Resolves when the roots of the open folders are known. */
  ready(): Promise<void> {
    return this.building;
  }

  /** Where an address belongs, by what is known now. Old versions shown by git belong where their file is. */
  of(uri: Uri): Place | undefined {
    const file = fileOf(uri);
    let best: { place: Place; depth: number } | undefined;
    for (const root of this.roots) {
      const path = root.toPath(file);
      if (path === undefined) continue;
      const depth = root.source.top.path.length;
      if (!best || depth > best.depth) best = { place: { root, path }, depth };
    }
    return best?.place;
  }

  /** Where an address belongs, looking first whether it is in a repository not seen before. */
  async find(uri: Uri): Promise<Place | undefined> {
    await this.building;
    const file = fileOf(uri);
    const folder = workspace.getWorkspaceFolder(file);
    if (!folder) return this.of(file);
    const parent = file.with({ path: file.path.replace(/\/[^/]*$/, '') });
    const top = await this.finder.find(parent, folder.uri);
    if (top && top.path !== folder.uri.path && !this.nested.has(top.toString())) {
      this.nested.set(top.toString(), { top, folder });
      this.rebuild();
      await this.building;
    }
    return this.of(file);
  }

  /** Where the document's file belongs; `undefined` for one without a file, or outside the open folders. */
  ofDocument(document: TextDocument): Place | undefined {
    return this.of(document.uri);
  }

  dispose(): void {
    this.disposed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const root of this.roots) root.dispose();
    this.roots = [];
  }

  private rebuild(fresh = false): void {
    this.finder.forget();
    this.building = this.building.then(() => this.build(fresh));
  }

  private async build(fresh = false): Promise<void> {
    const sources = new Map<string, { top: Uri; repository: boolean; mounts: Mount[] }>();
    const add = (top: Uri, repository: boolean, mount: Mount): void => {
      const key = top.toString();
      const source = sources.get(key) ?? { top, repository, mounts: [] };
      source.mounts.push(mount);
      sources.set(key, source);
    };
    for (const folder of workspace.workspaceFolders ?? []) {
      const real = await this.realUri(folder.uri);
      const top = await this.finder.find(real, real.scheme === 'file' ? undefined : real);
      add(top ?? real, top !== undefined, { uri: folder.uri, prefix: (top && pathBelow(top, real)) ?? '' });
    }
    for (const [key, { top, folder }] of this.nested) {
      if (!workspace.workspaceFolders?.some((open) => open.uri.toString() === folder.uri.toString())) {
        this.nested.delete(key);
      } else {
        const real = await this.realUri(top);
        if (!sources.has(real.toString())) add(real, true, { uri: top, prefix: '' });
      }
    }
    await this.replace([...sources.values()], fresh);
  }

  private async replace(sources: readonly RootSource[], fresh: boolean): Promise<void> {
    const before = new Map(this.roots.map((root) => [identity(root.source), root]));
    const after = await Promise.all(
      sources.map(async (source) => (fresh ? undefined : before.get(identity(source))) ?? (await this.make(source))),
    );
    if (this.disposed) {
      for (const root of after) root.dispose();
      return;
    }
    const same = after.length === this.roots.length && after.every((root, index) => root === this.roots[index]);
    const gone = this.roots.filter((root) => !after.includes(root));
    this.roots = after;
    for (const root of gone) root.dispose();
    if (!same) this.changed.fire();
  }

  private async make(source: RootSource): Promise<Root> {
    const map = new FolderMap(source.top, source.mounts);
    return new Root(source, map, await makeHost(map, this.surroundings));
  }

  private async realUri(uri: Uri): Promise<Uri> {
    const { platform } = this.surroundings;
    return platform && uri.scheme === 'file' ? Uri.file(await platform.realPath(uri.fsPath)) : uri;
  }
}

function identity(source: RootSource): string {
  return JSON.stringify([
    source.top.toString(),
    source.repository,
    source.mounts.map((mount) => [mount.uri.toString(), mount.prefix]),
  ]);
}

/** The file that an address shows: git's old versions carry its path, and a notebook's cells its address. */
export function fileOf(uri: Uri): Uri {
  if (uri.scheme === 'git') return Uri.file(gitPath(uri) ?? uri.path);
  return uri;
}

function gitPath(uri: Uri): string | undefined {
  try {
    const query: unknown = JSON.parse(uri.query);
    const path = typeof query === 'object' && query !== null && 'path' in query ? query.path : undefined;
    return typeof path === 'string' ? path : undefined;
  } catch {
    // Another extension's use of the scheme: the path is then all that is known.
    return undefined;
  }
}
