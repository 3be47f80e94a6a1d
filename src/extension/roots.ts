import {
  type Disposable,
  EventEmitter,
  RelativePattern,
  type TextDocument,
  Uri,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import type { Logger } from '../core/index';
import { turn } from '../core/util/turn';
import { cellOf } from './cells';
import { settings } from './contributions';
import { RepositoryFinder } from './host/findRepository';
import { FolderMap, pathBelow, type Mount } from './host/folderMap';
import type { Platform } from './host/platform';
import { makeHost, notesFolder, type Surroundings } from './host/vscodeHost';
import { Root, type RootSource } from './root';

/** A folder full of links may be walked through with the arrow keys; more than this is forgotten and looked up again. */
const mostLinks = 1000;

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
  /** Files seen through symbolic links, and where they really are, as the open folders have it. */
  private readonly behindLinks = new Map<string, Uri>();
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
    const discover = (): void => {
      this.discover().catch((error: unknown) => log.warn(`Repositories inside were not looked for: ${String(error)}`));
    };
    discover();
    this.subscriptions = [
      this.changed,
      workspace.onDidChangeWorkspaceFolders(() => {
        this.rebuild();
        discover();
      }),
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

  /**
   * Where an address belongs, by what is known now. Old versions shown by git belong where their file is, cells where
   * their notebook is, and what is seen through a symbolic link where it really is, once `find` has looked there.
   */
  of(uri: Uri): Place | undefined {
    const file = fileOf(uri);
    return this.placeOf(this.behindLinks.get(file.toString()) ?? file);
  }

  private placeOf(file: Uri): Place | undefined {
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
    const file = await this.followLinks(fileOf(uri));
    const folder = workspace.getWorkspaceFolder(file);
    if (!folder) return this.of(file);
    const parent = file.with({ path: file.path.replace(/\/[^/]*$/, '') });
    const top = await this.finder.find(parent, folder.uri);
    if (top && (await this.addNested(top, folder))) {
      this.rebuild();
      await this.building;
    }
    return this.of(file);
  }

  /** Says whether a repository inside an open folder is new. One that a link leads to, outside the folder, is not taken. */
  private async addNested(top: Uri, folder: WorkspaceFolder): Promise<boolean> {
    if (top.path === folder.uri.path || this.nested.has(top.toString())) return false;
    if (pathBelow(await this.realUri(folder.uri), await this.realUri(top)) === undefined) return false;
    this.nested.set(top.toString(), { top, folder });
    return true;
  }

  /**
   * Looks for notes in repositories inside the open folders, submodules among them. A linked work tree holds the notes
   * of its repository once more: it is taken when one of its files is opened, not before.
   */
  private async discover(): Promise<void> {
    await this.building;
    await turn.next();
    let found = false;
    for (const folder of workspace.workspaceFolders ?? []) {
      const name = notesFolder(folder.uri).replace(/[[\]{}*?]/g, '?');
      const notes = await workspace.findFiles(
        new RelativePattern(folder, `**/${name}/*.md`),
        '**/{node_modules,.git}/**',
      );
      const parents = new Map<string, Uri>();
      for (const note of notes) {
        const { path } = note;
        parents.set(path.slice(0, Math.max(0, path.lastIndexOf('/', path.lastIndexOf('/') - 1))), note);
        if (turn.isSpent()) await turn.next();
      }
      const tops = new Map<string, Uri>();
      for (const [path, note] of parents) {
        await turn.next();
        const top = await this.finder.find(note.with({ path }), folder.uri);
        if (top && top.path !== folder.uri.path) tops.set(top.toString(), top);
      }
      for (const top of tops.values()) {
        if (!(await this.finder.isLinkedWorkTree(top)) && (await this.addNested(top, folder))) found = true;
      }
    }
    if (found && !this.disposed) this.rebuild();
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
    this.behindLinks.clear();
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
    // All who listen begin their work at once.
    await turn.next();
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

  /** Remembers a file that is seen through a link inside an open folder, where its real place is open too. */
  private async followLinks(file: Uri): Promise<Uri> {
    const known = this.behindLinks.get(file.toString());
    if (known) return known;
    const seen = this.placeOf(file);
    if (!seen || file.scheme !== 'file') return file;
    const real = await this.realUri(file);
    for (const root of this.roots) {
      const path = pathBelow(root.source.top, real);
      if (path === undefined || !root.holds(path) || (root === seen.root && path === seen.path)) continue;
      const there = root.toUri(path);
      if (this.behindLinks.size >= mostLinks) this.behindLinks.clear();
      this.behindLinks.set(file.toString(), there);
      return there;
    }
    return file;
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
  return cellOf(uri)?.notebook.uri ?? uri;
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
