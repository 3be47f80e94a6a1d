import { EventEmitter, type Memento } from 'vscode';
import type { Disposable, NoteEntry, SearchHit, StoreChange } from '../../core/index';
import { NoteTree, type TreeNode } from '../../core/browse/noteTree';
import { groupings, placements, type Grouping } from '../../core/browse/placement';
import { Backlog } from '../../core/util/backlog';
import type { NoteRef, Places } from '../places';
import type { Root } from '../root';
import type { Roots } from '../roots';

/** The top of one root, shown where more than one root has notes. */
export interface RootNode {
  readonly kind: 'root';
  readonly id: string;
  readonly root: string;
}

/** A note found by the search. */
export interface HitNode {
  readonly kind: 'hit';
  readonly id: string;
  readonly root: string;
  readonly file: string;
  readonly index: number;
  readonly hit: SearchHit;
}

export type Element = RootNode | HitNode | TreeNode;

/** What the tree is narrowed to. */
export interface Filter {
  readonly query: string;
  /** Notes found, and how many of them are shown. */
  readonly found: number;
  readonly hits: readonly HitNode[];
}

/** The tree of one root, filled and changed in parts. */
interface Filling {
  readonly tree: NoteTree;
  /** Note files to put in, anew or again, or to take out. */
  readonly backlog: Backlog<string>;
  /** Resolves when all notes are in for the first time. */
  readonly filled: Promise<void>;
}

/** So few notes are placed in a moment; thousands are not. */
const fewAtFirst = 200;
const firstWaitMs = 4000;
const mostHits = 200;
const groupingKey = 'notes.grouping';

/** What the Notes view shows: a tree for each root, filled when the view first asks, or the hits of a search. */
export class NotesModel implements Disposable {
  readonly #roots: Roots;
  readonly #places: Places;
  readonly #memento: Memento;
  readonly #trees = new Map<Root, Filling>();
  readonly #rootNodes = new Map<Root, RootNode>();
  readonly #changed = new EventEmitter<Element[] | undefined>();
  readonly #listeners: Disposable[];
  #rootListeners: Disposable[] = [];
  #grouping: Grouping;
  #filter: Filter | undefined;
  #firstPlaces: Promise<void> | undefined;

  /** Fires with the elements to show anew; `undefined`: all. */
  readonly onDidChange = this.#changed.event;

  constructor(roots: Roots, places: Places, memento: Memento) {
    this.#roots = roots;
    this.#places = places;
    this.#memento = memento;
    const kept = memento.get<string>(groupingKey);
    this.#grouping = groupings.find((one) => one === kept) ?? 'file';
    this.#listeners = [roots.onDidChange(() => this.#restart()), places.onDidChange((refs) => this.#placed(refs))];
    this.#restart();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  set grouping(grouping: Grouping) {
    if (grouping === this.#grouping) return;
    this.#grouping = grouping;
    void this.#memento.update(groupingKey, grouping);
    for (const root of [...this.#trees.keys()]) this.#drop(root);
    this.#changed.fire(undefined);
  }

  get filter(): Filter | undefined {
    return this.#filter;
  }

  /** All notes of all roots, as far as they are indexed. */
  get total(): number {
    return this.#roots.all().reduce((sum, root) => sum + root.core.notes.all().length, 0);
  }

  /** Narrows the tree to the notes that match; an empty query shows all again. A newer call supersedes an older. */
  async search(query: string, stillWanted: () => boolean = () => true): Promise<void> {
    if (query.trim() === '') {
      if (!this.#filter) return;
      this.#filter = undefined;
      this.#changed.fire(undefined);
      return;
    }
    const found: HitNode[] = [];
    for (const root of this.#roots.all()) {
      await root.core.notes.ready();
      for (const hit of await root.core.notes.search(query)) {
        const { file } = hit.entry;
        found.push({ kind: 'hit', id: `hit ${root.key} ${file}`, root: root.key, file, index: 0, hit });
      }
    }
    if (!stillWanted()) return;
    found.sort((a, b) => b.hit.score - a.hit.score);
    this.#filter = { query, found: found.length, hits: found.slice(0, mostHits) };
    this.#changed.fire(undefined);
  }

  async children(element?: Element): Promise<readonly Element[]> {
    if (element === undefined) return this.#top();
    if (element.kind === 'hit') return [];
    const root = this.root(element.root);
    if (!root) return [];
    return this.#childrenIn(root, element.kind === 'root' ? undefined : element);
  }

  parent(element: Element): Element | undefined {
    if (element.kind === 'hit' || element.kind === 'root') return undefined;
    const root = this.root(element.root);
    if (!root) return undefined;
    return this.#trees.get(root)?.tree.parent(element) ?? (this.#shown().length > 1 ? this.#rootNode(root) : undefined);
  }

  /** The element that shows a note, the one under the path `under` first. */
  async find(ref: NoteRef, under?: string): Promise<Element | undefined> {
    if (this.#filter) return this.#filter.hits.find((hit) => hit.root === ref.root && hit.file === ref.file);
    const root = this.root(ref.root);
    return root && (await this.#filled(root)).nodes(ref.file, under)[0];
  }

  /** The group of a file that has notes, in the tree by file. */
  findFile(root: Root, path: string): Element | undefined {
    if (this.#filter || this.#grouping !== 'file') return undefined;
    return this.#trees.get(root)?.tree.group(path);
  }

  root(key: string): Root | undefined {
    return this.#roots.all().find((root) => root.key === key);
  }

  entry(ref: NoteRef): NoteEntry | undefined {
    return this.root(ref.root)?.core.notes.get(ref.file);
  }

  dispose(): void {
    for (const listener of [...this.#listeners, ...this.#rootListeners]) listener.dispose();
    this.#changed.dispose();
  }

  /** Resolves when the notes of all roots are indexed. */
  async ready(): Promise<void> {
    await this.#roots.ready();
    await Promise.all(this.#roots.all().map((root) => root.core.notes.ready()));
  }

  async #top(): Promise<readonly Element[]> {
    if (this.#filter) return this.#filter.hits;
    await this.ready();
    await (this.#firstPlaces ??= this.#findFirstPlaces());
    const shown = this.#shown();
    const [only] = shown;
    if (!only) return [];
    return shown.length === 1 ? this.#childrenIn(only) : shown.map((root) => this.#rootNode(root));
  }

  /**
   * Where there are few notes, their places are waited for: notes that moved to another folder while the editor is
   * filling the view for the first time would end up in neither, or in both.
   */
  async #findFirstPlaces(): Promise<void> {
    if (this.total > fewAtFirst) return;
    const refs = this.#roots
      .all()
      .flatMap((root) => root.core.notes.all().map(({ file }) => ({ root: root.key, file })));
    const late = new Promise<void>((resolve) => setTimeout(() => resolve(), firstWaitMs));
    await Promise.race([Promise.all(refs.map((ref) => this.#places.of(ref))), late]);
  }

  #shown(): readonly Root[] {
    return this.#roots.all().filter((root) => root.core.notes.all().length > 0);
  }

  #rootNode(root: Root): RootNode {
    const known = this.#rootNodes.get(root);
    if (known) return known;
    const node: RootNode = { kind: 'root', id: `root ${root.key}`, root: root.key };
    this.#rootNodes.set(root, node);
    return node;
  }

  async #childrenIn(root: Root, node?: TreeNode): Promise<readonly Element[]> {
    const tree = await this.#filled(root);
    await tree.prepare(node);
    return tree.children(node);
  }

  async #filled(root: Root): Promise<NoteTree> {
    for (;;) {
      const { tree, filled } = this.#filling(root);
      await filled;
      // Another grouping may have been chosen meanwhile.
      if (this.#trees.get(root)?.tree === tree) return tree;
    }
  }

  #filling(root: Root): Filling {
    const known = this.#trees.get(root);
    if (known) return known;
    const today = root.host.clock.today();
    const tree = new NoteTree(root.key, (entry) =>
      placements(entry, this.#grouping, today, (one, index) => this.#presentPath(root, one, index)),
    );
    const dirty = new Set<TreeNode | undefined>();
    let shown: number | undefined;
    const put = (file: string): void => {
      const entry = root.core.notes.get(file);
      tree.update(entry ? [entry] : [], entry ? [] : [file], dirty);
    };
    const atRest = (): void => {
      // A root shows, or stops showing, with its first and last note. What is filled for the first time is waited for.
      const touched = shown === 0 || tree.size === 0 ? new Set([undefined]) : new Set(dirty);
      dirty.clear();
      if (shown !== undefined && this.#trees.get(root)?.tree === tree) this.#fire(touched, root);
      shown = tree.size;
    };
    const backlog = new Backlog(put, atRest);
    const filling = { tree, backlog, filled: backlog.add(filesOf(root.core.notes.all())) };
    this.#trees.set(root, filling);
    return filling;
  }

  #drop(root: Root): void {
    this.#trees.get(root)?.backlog.clear();
    this.#trees.delete(root);
  }

  #presentPath(root: Root, entry: NoteEntry, index: number): string | undefined {
    const place = this.#places.get({ root: root.key, file: entry.file })?.[index];
    return place?.state === 'lost' || place?.state === 'uncertain' ? undefined : place?.path;
  }

  #restart(): void {
    for (const listener of this.#rootListeners) listener.dispose();
    const roots = this.#roots.all();
    for (const root of [...this.#trees.keys()]) if (!roots.includes(root)) this.#drop(root);
    for (const root of this.#rootNodes.keys()) if (!roots.includes(root)) this.#rootNodes.delete(root);
    this.#rootListeners = roots.map((root) => root.core.notes.onDidChange((change) => this.#stored(root, change)));
    this.#changed.fire(undefined);
  }

  #stored(root: Root, change: StoreChange): void {
    if (this.#filter) void this.search(this.#filter.query);
    const filling = this.#trees.get(root);
    if (filling) void filling.backlog.add([...change.added, ...change.changed, ...change.removed]);
    else if (!this.#filter) this.#changed.fire(undefined);
  }

  #placed(refs: readonly NoteRef[]): void {
    if (this.#filter) {
      this.#changed.fire(this.#filter.hits.filter((hit) => refs.some((ref) => same(ref, hit))));
      return;
    }
    for (const root of this.#roots.all()) {
      const files = refs.filter((ref) => ref.root === root.key).map(({ file }) => file);
      if (files.length > 0) void this.#trees.get(root)?.backlog.add(files);
    }
  }

  #fire(dirty: ReadonlySet<TreeNode | undefined>, root: Root): void {
    if (this.#filter || dirty.size === 0) return;
    if (!dirty.has(undefined)) this.#changed.fire([...dirty].filter((node) => node !== undefined));
    else this.#changed.fire(this.#shown().length > 1 ? [this.#rootNode(root)] : undefined);
  }
}

function* filesOf(entries: readonly NoteEntry[]): Generator<string> {
  for (const { file } of entries) yield file;
}

function same(a: NoteRef, b: NoteRef): boolean {
  return a.root === b.root && a.file === b.file;
}
