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

export type ReviewNode = QueueNode | QueueGroup;

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
  readonly #items = new Map<string, ReviewItem>();
  readonly #moved = new Set<string>();
  readonly #nodes = new Map<string, QueueNode>();
  readonly #histories = new Map<Root, History>();
  readonly #started = new Set<Root>();
  readonly #changed = new EventEmitter<undefined>();
  readonly #listeners: Disposable[];
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
    this.#listeners = [places.onDidChange((refs) => this.#again(refs)), roots.onDidChange(() => this.#restart())];
  }

  /** Goes through the notes of all roots, in the background. `looking`: somebody sees the queue, so all places are wanted. */
  async start(looking: boolean): Promise<void> {
    this.#looking ||= looking;
    await this.#roots.ready();
    if (this.#rootListeners.length === 0) this.#listen();
    for (const root of this.#roots.all()) {
      await root.core.notes.ready();
      const refs = root.core.notes.all().map((entry) => ({ root: root.key, file: entry.file }));
      if (!this.#started.has(root)) this.#again(refs);
      this.#started.add(root);
      if (this.#looking || refs.length <= unaskedLimit) this.#places.ask(refs);
    }
  }

  /** Tells what is known of a root's history; its notes are looked at again. */
  setHistory(root: Root, history: History): void {
    this.#histories.set(root, history);
    this.#again(root.core.notes.all().map(({ file }) => ({ root: root.key, file })));
  }

  /** The queue, in the order in which to look at it. */
  queue(): readonly QueueNode[] {
    return [...this.#items].sort(([, a], [, b]) => compareItems(a, b)).flatMap(([id]) => this.#nodes.get(id) ?? []);
  }

  item(node: NoteRef): ReviewItem | undefined {
    return this.#items.get(key(node));
  }

  /** Notes in the queue that need a person: the badge. */
  get urgent(): number {
    return [...this.#items.values()].filter(isUrgent).length;
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
    this.#changed.fire(undefined);
    return touched.length;
  }

  /** Empties the group of the last pull. */
  forgetTouched(): void {
    this.#touched = [];
    this.#changed.fire(undefined);
  }

  dispose(): void {
    for (const listener of [...this.#listeners, ...this.#rootListeners]) listener.dispose();
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
    this.#items.clear();
    this.#moved.clear();
    this.#nodes.clear();
    this.#changed.fire(undefined);
    void this.start(this.#looking);
  }

  #stored(root: Root, change: StoreChange): void {
    const refs = [...change.added, ...change.changed, ...change.removed].map((file) => ({ root: root.key, file }));
    this.#again(refs);
    if (this.#looking || root.core.notes.all().length <= unaskedLimit) this.#places.ask(refs);
  }

  #again(refs: readonly NoteRef[]): void {
    if (this.#started.size === 0 && this.#rootListeners.length === 0) return;
    let changed = false;
    for (const ref of refs) changed = this.#one(ref) || changed;
    if (changed) this.#changed.fire(undefined);
  }

  /** Looks at one note; says whether what is shown changed. */
  #one(ref: NoteRef): boolean {
    const root = this.#root(ref);
    const entry = this.#entry(ref);
    const id = key(ref);
    const before = JSON.stringify([this.#items.get(id), this.#moved.has(id)]);
    this.#items.delete(id);
    this.#moved.delete(id);
    if (root && entry) {
      const reviewed = this.#reviewed(root, entry);
      const item = review(reviewed, this.#context(root));
      if (item) this.#items.set(id, item);
      if (isAcceptable(reviewed)) this.#moved.add(id);
    }
    const item = this.#items.get(id);
    const node = this.#nodes.get(id);
    if (!item) this.#nodes.delete(id);
    else if (node?.index !== item.index) {
      this.#nodes.set(id, { kind: 'item', id, root: ref.root, file: ref.file, index: item.index });
    }
    return before !== JSON.stringify([item, this.#moved.has(id)]);
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

function key(ref: NoteRef): string {
  return `${ref.root}\n${ref.file}`;
}

function parse(id: string): NoteRef {
  const end = id.indexOf('\n');
  return { root: id.slice(0, end), file: id.slice(end + 1) };
}
