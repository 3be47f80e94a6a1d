import { EventEmitter } from 'vscode';
import type { Disposable, Location, Logger } from '../core/index';
import { Backlog } from '../core/util/backlog';
import { MultiMap } from '../core/util/multiMap';
import { turn } from '../core/util/turn';
import type { Root } from './root';
import type { Roots } from './roots';

/** Names a note, and one of its anchors where that matters: what trees, hovers and commands hand to each other. */
export interface NoteRef {
  /** Key of the root. */
  readonly root: string;
  /** Root path of the note's file. */
  readonly file: string;
  /** Position in `note.code`. */
  readonly index?: number | undefined;
}

/** Places of a note's anchors by position; `undefined` where none could be computed. */
export type NotePlaces = readonly (Location | undefined)[];

interface Cached {
  readonly ref: NoteRef;
  readonly places: NotePlaces;
  /** Where its code was recorded and found, as keys. */
  readonly paths: readonly string[];
  stale: boolean;
}

const atOnce = 4;
const batchMilliseconds = 100;

/**
 * Places of notes as last computed, for lists that show many: asked for in the background, a few at a time, and kept
 * in step with the store and the code. Nothing is computed for a note that nobody asked about.
 */
export class Places implements Disposable {
  readonly #roots: Roots;
  readonly #log: Logger;
  readonly #cache = new Map<string, Cached>();
  /** Keys of cached notes by the key of each path where their code was recorded or found. */
  readonly #byPath = new MultiMap<string, string>();
  readonly #queue = new Map<string, NoteRef>();
  readonly #changed = new EventEmitter<readonly NoteRef[]>();
  readonly #following = new Map<Root, Disposable[]>();
  readonly #rootsListener: Disposable;
  #batch = new Map<string, NoteRef>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = 0;
  #disposed = false;
  /** Wishes that are not gone through yet. */
  #asked = 0;
  /** Changes of which it is not yet known which of the cached places they touch. */
  #doubts = 0;
  readonly #asking = new Backlog<NoteRef>(
    (ref) => {
      const id = key(ref);
      const cached = this.#cache.get(id);
      if (!cached || cached.stale) this.#queue.set(id, ref);
    },
    () => this.#pump(),
  );
  readonly #doubting = new Backlog<string>(
    (id) => {
      const cached = this.#cache.get(id);
      if (!cached) return;
      cached.stale = true;
      this.#queue.set(id, cached.ref);
    },
    () => this.#pump(),
  );

  /** Fires with the notes whose places were computed to be elsewhere than recorded, or changed; in batches. */
  readonly onDidChange = this.#changed.event;

  constructor(roots: Roots, log: Logger) {
    this.#roots = roots;
    this.#log = log;
    this.#rootsListener = roots.onDidChange(() => this.#follow());
    this.#follow();
  }

  /** Places as last computed; `undefined` when nobody asked yet. They may be about to be computed again. */
  get(ref: NoteRef): NotePlaces | undefined {
    return this.#cache.get(key(ref))?.places;
  }

  /** Asks for the places of these notes, in the background. Those already known are left as they are. */
  ask(refs: Iterable<NoteRef>): void {
    this.#asked++;
    void this.#asking.add(refs).then(() => this.#asked--);
  }

  /** Notes asked for that are not computed yet, or not told of. */
  get pending(): number {
    return this.#asked + this.#doubts + this.#queue.size + this.#running + this.#batch.size;
  }

  /** The places of one note, computed now if need be. */
  async of(ref: NoteRef): Promise<NotePlaces> {
    const cached = this.#cache.get(key(ref));
    if (cached && !cached.stale && this.#doubts === 0) return cached.places;
    await this.#compute(ref);
    return this.get(ref) ?? [];
  }

  dispose(): void {
    this.#disposed = true;
    this.#asking.clear();
    this.#doubting.clear();
    this.#queue.clear();
    clearTimeout(this.#timer);
    this.#rootsListener.dispose();
    for (const listeners of this.#following.values()) for (const listener of listeners) listener.dispose();
    this.#following.clear();
    this.#changed.dispose();
  }

  #follow(): void {
    const present = new Set(this.#roots.all());
    for (const [root, listeners] of this.#following) {
      if (present.has(root)) continue;
      for (const listener of listeners) listener.dispose();
      this.#following.delete(root);
      for (const [id, { ref }] of this.#cache) if (ref.root === root.key) this.#forget(id);
    }
    for (const root of present) {
      if (this.#following.has(root)) continue;
      this.#following.set(root, [
        root.core.notes.onDidChange((change) => {
          for (const file of change.removed) this.#forget(key({ root: root.key, file }));
          // Of a workspace that has just been opened, nothing is known.
          if (this.#cache.size === 0) return;
          this.#doubt(keysOf(root, [...change.added, ...change.changed]));
        }),
        root.core.locations.onDidChange((paths) => this.#doubt(this.#concerned(root, paths))),
      ]);
    }
  }

  /** Asks again for the places of those of the notes that are cached. */
  #doubt(ids: Iterable<string>): void {
    this.#doubts++;
    void this.#doubting.add(ids).then(() => this.#doubts--);
  }

  /** Notes asked about before that have code in one of `paths`. */
  *#concerned(root: Root, paths: readonly string[] | undefined): Generator<string> {
    if (paths) for (const id of keysOf(root, paths)) yield* this.#byPath.get(id);
    else for (const [id, { ref }] of [...this.#cache]) if (ref.root === root.key) yield id;
  }

  #forget(id: string): void {
    for (const path of this.#cache.get(id)?.paths ?? []) this.#byPath.delete(path, id);
    this.#cache.delete(id);
  }

  #pump(): void {
    while (this.#running < atOnce && this.#queue.size > 0) {
      const [next] = this.#queue;
      if (!next) return;
      this.#queue.delete(next[0]);
      this.#running++;
      void this.#inTurn(next[1]).finally(() => {
        this.#running--;
        this.#pump();
      });
    }
  }

  /** Each may be short, but together they are long work. */
  async #inTurn(ref: NoteRef): Promise<void> {
    await turn.next();
    await this.#compute(ref);
  }

  async #compute(ref: NoteRef): Promise<void> {
    const root = this.#roots.all().find((one) => one.key === ref.root);
    const entry = root?.core.notes.get(ref.file);
    const note = entry?.note;
    if (!root || !note) return;
    const places = await Promise.all(
      note.code.map((anchor, index) =>
        root.core.locations.of({ entry, note, anchor, index }).catch((error: unknown) => {
          this.#log.warn(`${ref.file}: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        }),
      ),
    );
    // The note may have changed meanwhile; then it is in the queue again.
    if (this.#disposed || root.core.notes.get(ref.file) !== entry) return;
    const id = key(ref);
    const before = this.#cache.get(id)?.places;
    this.#forget(id);
    const where = [...note.code, ...places].flatMap((place) =>
      place ? key({ root: ref.root, file: place.path }) : [],
    );
    const paths = [...new Set(where)];
    this.#cache.set(id, { ref: { root: ref.root, file: ref.file }, places, paths, stale: false });
    for (const path of paths) this.#byPath.add(path, id);
    // A note whose code is where it was looks the same before its place is known and after.
    if (before ? same(before, places) : places.every((place) => place?.state === 'exact')) return;
    this.#batch.set(id, { root: ref.root, file: ref.file });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const batch = [...this.#batch.values()];
      this.#batch = new Map();
      this.#changed.fire(batch);
    }, batchMilliseconds);
  }
}

function same(a: NotePlaces, b: NotePlaces): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Keys of files, made as they are asked for. */
function* keysOf(root: Root, files: readonly string[]): Generator<string> {
  for (const file of files) yield key({ root: root.key, file });
}

function key(ref: NoteRef): string {
  return `${ref.root}\0${ref.file}`;
}
