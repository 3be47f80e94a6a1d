import { EventEmitter } from 'vscode';
import type { Disposable, NoteEntry, StoreChange } from '../../core/index';
import {
  compareItems,
  isAcceptable,
  isUrgent,
  review,
  touchedNotes,
  type ReviewContext,
  type ReviewItem,
} from '../../core/review/queue';
import { Backlog } from '../../core/util/backlog';
import { sortInParts } from '../../core/util/sortInParts';
import type { NoteRef, Places } from '../places';
import type { Root } from '../root';
import type { Roots } from '../roots';

/** One row of the queue. */
export interface QueueNode {
  readonly kind: 'item';
  readonly id: string;
  readonly root: string;
  readonly file: string;
  readonly index: number;
}

/** A group beside the queue: notes that only moved, or that the last pull touched. */
export interface QueueGroup {
  readonly kind: 'moved' | 'touched';
  readonly id: string;
}

/** The rest of a long queue. */
export interface QueueRest {
  readonly kind: 'rest';
  readonly id: string;
  /** Position in the queue of the first item in it. */
  readonly from: number;
}

export type ReviewNode = QueueNode | QueueGroup | QueueRest;

/** What is known of a root's history; see `history.ts`. */
export interface History {
  heat(path: string): number;
  readonly authors: ReadonlySet<string> | undefined;
}

const unknownHistory: History = { heat: () => 0, authors: undefined };

/** Where more notes than this are kept, their places are computed only once the Review view is looked at. */
export const unaskedLimit = 2000;

/** The review queue of all roots, kept in step with the notes, their places and the history. */
export class ReviewModel implements Disposable {
  readonly #roots: Roots;
  readonly #places: Places;
  /** The queue by key of the note. A row's node stays the same while it stands for the same anchor. */
  readonly #rows = new Map<string, { readonly node: QueueNode; readonly item: ReviewItem }>();
  #urgent = 0;
  readonly #moved = new Set<string>();
  readonly #histories = new Map<Root, History>();
  readonly #started = new Set<Root>();
  readonly #changed = new EventEmitter<undefined>();
  readonly #listeners: Disposable[];
  /** Keys of notes to look at. */
  readonly #backlog: Backlog<string>;
  #hasChanged = false;
  #sorted: Promise<readonly QueueNode[]> | undefined;
  #rootListeners: Disposable[] = [];
  #touched: readonly NoteRef[] = [];
  #looking = false;

  /** Fires when the queue or a group changed. */
  readonly onDidChange = this.#changed.event;

  readonly movedGroup: QueueGroup = { kind: 'moved', id: 'moved' };
  readonly touchedGroup: QueueGroup = { kind: 'touched', id: 'touched' };

  constructor(roots: Roots, places: Places) {
    this.#roots = roots;
    this.#places = places;
    this.#backlog = new Backlog(
      (id) => (this.#hasChanged = this.#one(parse(id)) || this.#hasChanged),
      () => {
        if (this.#hasChanged) this.#tell();
      },
    );
    this.#listeners = [places.onDidChange((refs) => void this.#again(refs)), roots.onDidChange(() => this.#restart())];
  }

  /** Goes through the notes of all roots, in the background. `looking`: somebody sees the queue, so all places are wanted. */
  async start(looking: boolean): Promise<void> {
    this.#looking ||= looking;
    await this.#roots.ready();
    if (this.#rootListeners.length === 0) this.#listen();
    for (const root of this.#roots.all()) {
      await root.core.notes.ready();
      const entries = root.core.notes.all();
      if (!this.#started.has(root)) await this.#again(refsOf(root, entries));
      this.#started.add(root);
      if (this.#looking || entries.length <= unaskedLimit) this.#places.ask(refsOf(root, entries));
    }
  }

  /** Tells what is known of a root's history; its notes are looked at again. */
  setHistory(root: Root, history: History): void {
    this.#histories.set(root, history);
    void this.#again(refsOf(root, root.core.notes.all()));
  }

  /** The queue, in the order in which to look at it. */
  queue(): Promise<readonly QueueNode[]> {
    this.#sorted ??= this.#sort();
    return this.#sorted;
  }

  item(node: NoteRef): ReviewItem | undefined {
    return this.#rows.get(key(node))?.item;
  }

  /** Notes in the queue that need a person: the badge. */
  get urgent(): number {
    return this.#urgent;
  }

  /** Number of notes whose code moved unchanged. */
  get movedCount(): number {
    return this.#moved.size;
  }

  /** Notes whose code moved unchanged, which may be accepted together. */
  moved(): readonly NoteRef[] {
    return [...this.#moved].sort().map(parse);
  }

  /** Notes that the last pull touched and that are still there. */
  touched(): readonly NoteRef[] {
    return this.#touched.filter((ref) => this.#entry(ref) !== undefined);
  }

  /** Sets the notes of the last pull from the files that it changed, and says how many there are. */
  async pulled(root: Root, files: readonly string[]): Promise<number> {
    await root.core.notes.ready();
    const entries = root.core.notes.all();
    const touched = touchedNotes(
      entries.map((entry) => this.#reviewed(root, entry)),
      files,
    );
    this.#touched = [
      ...this.#touched.filter((ref) => ref.root !== root.key),
      ...touched.map((file) => ({ root: root.key, file })),
    ];
    this.#tell();
    return touched.length;
  }

  /** Empties the group of the last pull. */
  forgetTouched(): void {
    this.#touched = [];
    this.#tell();
  }

  dispose(): void {
    for (const listener of [...this.#listeners, ...this.#rootListeners]) listener.dispose();
    this.#backlog.clear();
    this.#changed.dispose();
  }

  #listen(): void {
    this.#rootListeners = this.#roots
      .all()
      .map((root) => root.core.notes.onDidChange((change) => this.#stored(root, change)));
  }

  #restart(): void {
    if (this.#rootListeners.length === 0) return;
    for (const listener of this.#rootListeners) listener.dispose();
    this.#rootListeners = [];
    this.#started.clear();
    this.#rows.clear();
    this.#urgent = 0;
    this.#moved.clear();
    this.#backlog.clear();
    this.#tell();
    void this.start(this.#looking);
  }

  #stored(root: Root, change: StoreChange): void {
    void this.#again(changedRefs(root, change));
    if (this.#looking || root.core.notes.all().length <= unaskedLimit) this.#places.ask(changedRefs(root, change));
  }

  async #again(refs: Iterable<NoteRef>): Promise<void> {
    if (this.#started.size === 0 && this.#rootListeners.length === 0) return;
    await this.#backlog.add(keysOf(refs));
  }

  #tell(): void {
    this.#hasChanged = false;
    this.#sorted = undefined;
    this.#changed.fire(undefined);
  }

  async #sort(): Promise<readonly QueueNode[]> {
    const sorted = await sortInParts([...this.#rows.values()], (a, b) => compareItems(a.item, b.item));
    return sorted.map(({ node }) => node);
  }

  /** Looks at one note; says whether what is shown changed. */
  #one(ref: NoteRef): boolean {
    const root = this.#root(ref);
    const entry = this.#entry(ref);
    const id = key(ref);
    const before = this.#rows.get(id);
    const hadMoved = this.#moved.delete(id);
    const reviewed = root && entry && this.#reviewed(root, entry);
    const item = reviewed && review(reviewed, this.#context(root));
    if (reviewed && isAcceptable(reviewed)) this.#moved.add(id);
    this.#urgent +=
      Number(item !== undefined && isUrgent(item)) - Number(before !== undefined && isUrgent(before.item));
    if (!item) this.#rows.delete(id);
    else if (before?.node.index === item.index) this.#rows.set(id, { node: before.node, item });
    else this.#rows.set(id, { node: { kind: 'item', id, root: ref.root, file: ref.file, index: item.index }, item });
    return hadMoved !== this.#moved.has(id) || !sameItem(before?.item, item);
  }

  #context(root: Root): ReviewContext {
    const history = this.#histories.get(root) ?? unknownHistory;
    return {
      today: root.host.clock.today(),
      heat: (path) => history.heat(path),
      authors: history.authors,
    };
  }

  #reviewed(root: Root, entry: NoteEntry): { entry: NoteEntry; locations: ReturnType<Places['get']> & object } {
    return { entry, locations: this.#places.get({ root: root.key, file: entry.file }) ?? [] };
  }

  #root(ref: NoteRef): Root | undefined {
    return this.#roots.all().find((root) => root.key === ref.root);
  }

  #entry(ref: NoteRef): NoteEntry | undefined {
    return this.#root(ref)?.core.notes.get(ref.file);
  }
}

function sameItem(a: ReviewItem | undefined, b: ReviewItem | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}

function* refsOf(root: Root, entries: readonly NoteEntry[]): Generator<NoteRef> {
  for (const { file } of entries) yield { root: root.key, file };
}

function* changedRefs(root: Root, { added, changed, removed }: StoreChange): Generator<NoteRef> {
  for (const files of [added, changed, removed]) for (const file of files) yield { root: root.key, file };
}

function* keysOf(refs: Iterable<NoteRef>): Generator<string> {
  for (const ref of refs) yield key(ref);
}

function key(ref: NoteRef): string {
  return `${ref.root}\n${ref.file}`;
}

function parse(id: string): NoteRef {
  const end = id.indexOf('\n');
  return { root: id.slice(0, end), file: id.slice(end + 1) };
}
