import type { Problem } from '../note/note';
import { MultiMap } from '../util/multiMap';
import { baseName } from '../util/rootPath';
import { visible } from '../util/visible';
import type { Held } from './held';
import { linksOf } from './links';
import { keysOf, referenceKey } from './noteKeys';
import type { AnchoredNote, NoteEntry, NoteLink, StoreChange } from './noteStore';
import { SortedEntries } from './sortedEntries';

/** All notes in memory, with the ways to find them. Knows no disk; told of changes, it says what they changed. */
export class NoteIndex {
  readonly #held = new Map<string, Held>();
  /** Entries with problems that depend on other files; all others are those of `#held`. */
  readonly #composed = new Map<string, NoteEntry>();
  readonly #byId = new MultiMap<string, string>();
  /** Notes by their file's name. Made when somebody asks. */
  #byName: MultiMap<string, string> | undefined;
  readonly #byCode = new MultiMap<string, string>();
  /** Notes by what they name: an id in capitals, or a file's name without `.md`. */
  readonly #byReference = new MultiMap<string, string>();
  /** By id that several notes have: the one that came first and keeps it. */
  readonly #owners = new Map<string, string>();
  /** Positions of anchors whose code is gone, by note file. */
  readonly #missing = new Map<string, ReadonlySet<number>>();
  /** Notes with problems. */
  readonly #troubled = new Set<string>();
  readonly #sorted = new SortedEntries();
  /** Folders above notes, also of those that are gone: asked often, and wrong in the harmless direction. */
  readonly #folders = new Set<string>();

  get size(): number {
    return this.#held.size;
  }

  all(): readonly NoteEntry[] {
    return this.#sorted.all();
  }

  /** All problems, by file. */
  problems(): readonly Problem[] {
    return [...this.#troubled].sort(order).flatMap((file) => this.entry(file)?.problems ?? []);
  }

  entry(file: string): NoteEntry | undefined {
    return this.#composed.get(file) ?? this.#held.get(file)?.entry;
  }

  held(file: string): Held | undefined {
    return this.#held.get(file);
  }

  files(): IterableIterator<string> {
    return this.#held.keys();
  }

  /** By id, by file name with or without `.md`, or by root path; of several the first by path. */
  find(reference: string): NoteEntry | undefined {
    const file =
      first(this.#byId.get(reference.toUpperCase())) ??
      (this.#held.has(reference) ? reference : undefined) ??
      first(this.#names().get(reference)) ??
      first(this.#names().get(`${reference}.md`));
    return file === undefined ? undefined : this.entry(file);
  }

  /** Links of one note, from both sides. */
  links(file: string): readonly NoteLink[] {
    const entry = this.entry(file);
    if (!entry) return [];
    const names = [baseName(file), ...(entry.note?.id === undefined ? [] : [entry.note.id])];
    const naming = new Set(names.flatMap((name) => this.#byReference.get(referenceKey(name))));
    const others = [...naming].sort(order).flatMap((other) => this.entry(other) ?? []);
    return linksOf(entry, (reference) => this.find(reference), others);
  }

  #names(): MultiMap<string, string> {
    if (!this.#byName) {
      this.#byName = new MultiMap();
      for (const file of this.#held.keys()) this.#byName.add(baseName(file), file);
    }
    return this.#byName;
  }

  /** Anchors whose recorded path is `path`, by note file. */
  anchoredIn(path: string): AnchoredNote[] {
    return [...this.#byCode.get(path)]
      .sort(order)
      .flatMap((file) => this.anchors(file).filter(({ anchor }) => anchor.path === path));
  }

  /** Every path that a note records, once. */
  codePaths(): IterableIterator<string> {
    return this.#byCode.keys();
  }

  /** Whether notes are known under the folder `path`. */
  hasUnder(path: string): boolean {
    return this.#folders.has(path);
  }

  /** Takes a new stamp for a note whose content is as before. */
  restamp(file: string, stamp: Held['stamp']): void {
    const held = this.#held.get(file);
    if (held) held.stamp = stamp;
  }

  /** All anchors of one note. */
  anchors(file: string): AnchoredNote[] {
    const entry = this.entry(file);
    const note = entry?.note;
    return entry && note ? note.code.map((anchor, index) => ({ entry, note, anchor, index })) : [];
  }

  /** Takes what was read (`undefined`: the file is gone) and says which entries are new, other than before, or gone. */
  apply(updates: Iterable<readonly [file: string, held: Held | undefined]>): StoreChange {
    const added: string[] = [];
    const removed: string[] = [];
    const changed = new Set<string>();
    const touchedIds = new Set<string>();
    for (const [file, held] of updates) {
      const before = this.#held.get(file);
      if (before) {
        this.#unlist(before, touchedIds);
        this.#composed.delete(file);
        if (held?.entry.note !== before.entry.note) this.#missing.delete(file);
      }
      if (held) {
        this.#list(held, touchedIds);
        this.#held.set(file, held);
        this.#sorted.set(held.entry);
        if (before) changed.add(file);
        else added.push(file);
      } else if (before) {
        this.#held.delete(file);
        this.#sorted.delete(file);
        removed.push(file);
      }
    }
    const look = new Set(changed);
    for (const id of touchedIds) for (const file of this.#settleOwner(id)) look.add(file);
    const isNew = new Set(look.size > 0 ? added : []);
    for (const file of look) if (this.#compose(file) && !isNew.has(file)) changed.add(file);
    if (added.length > 0 || removed.length > 0) this.#byName = undefined;
    return { added: added.sort(order), changed: [...changed].sort(order), removed: removed.sort(order) };
  }

  /** Says which anchors of a note have no code any more. True when that is news. */
  setMissing(file: string, index: number, missing: boolean): boolean {
    const before = this.#missing.get(file);
    if ((before?.has(index) ?? false) === missing || !this.#held.has(file)) return false;
    const now = new Set(before);
    if (missing) now.add(index);
    else now.delete(index);
    if (now.size > 0) this.#missing.set(file, now);
    else this.#missing.delete(file);
    return this.#compose(file);
  }

  /** Gives the entry its problems that depend on other files. True when they differ from before. */
  #compose(file: string): boolean {
    const held = this.#held.get(file);
    const before = this.entry(file);
    if (!held || !before) return false;
    const own = held.entry.problems;
    const others = [...this.#duplicate(held), ...this.#gone(held)];
    const problems = others.length === 0 ? own : [...own, ...others];
    if (sameProblems(problems, before.problems)) return false;
    if (others.length === 0) this.#composed.delete(file);
    else this.#composed.set(file, new Composed(held.entry, problems));
    this.#sorted.set(this.entry(file) ?? held.entry);
    if (problems.length === 0) this.#troubled.delete(file);
    else this.#troubled.add(file);
    return true;
  }

  /** Decides who keeps an id, and returns the notes whose problems that may touch. */
  #settleOwner(id: string): readonly string[] {
    const wasShared = this.#owners.delete(id);
    if (this.#byId.count(id) < 2) return wasShared ? this.#byId.get(id) : [];
    const files = this.#byId.get(id);
    const holders = files.flatMap((file) => this.held(file)?.entry ?? []);
    const owner = holders.reduce((one, other) => (isEarlier(other, one) ? other : one));
    this.#owners.set(id, owner.file);
    return files;
  }

  #duplicate({ entry: { file, note }, idLine }: Held): Problem[] {
    const owner = note?.id === undefined ? undefined : this.#owners.get(note.id);
    if (owner === undefined || owner === file) return [];
    return [
      {
        file,
        line: idLine,
        code: 'duplicate-id',
        severity: 'error',
        message: `This note has the same id as ${visible(owner)}. Give one of them a new id.`,
      },
    ];
  }

  #gone({ entry: { file, note }, codeLines }: Held): Problem[] {
    return [...(this.#missing.get(file) ?? [])]
      .sort((a, b) => a - b)
      .map((index) => ({
        file,
        line: codeLines[index] ?? 1,
        code: 'code-missing',
        severity: 'warning',
        message: `${note?.code[index]?.path ?? 'The code'} is gone, and its lines were found nowhere else.`,
      }));
  }

  /** `touchedIds`: gets the ids that several notes have, or had. */
  #list(held: Held, touchedIds: Set<string>): void {
    const { file } = held.entry;
    const { id, paths, references } = keysOf(held);
    if (id !== undefined && this.#byId.add(id, file) > 1) touchedIds.add(id);
    for (const path of paths) this.#byCode.add(path, file);
    for (const other of references) this.#byReference.add(referenceKey(other), file);
    if (held.entry.problems.length > 0) this.#troubled.add(file);
    addFolders(file, this.#folders);
  }

  #unlist(held: Held, touchedIds: Set<string>): void {
    const { file } = held.entry;
    const { id, paths, references } = keysOf(held);
    if (id !== undefined) {
      this.#byId.delete(id, file);
      if (this.#owners.has(id)) touchedIds.add(id);
    }
    for (const path of paths) this.#byCode.delete(path, file);
    for (const other of references) this.#byReference.delete(referenceKey(other), file);
    this.#troubled.delete(file);
  }
}

/** An entry with other problems, of which the note is decoded no sooner than it would be without. */
class Composed implements NoteEntry {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly #entry: NoteEntry;

  constructor(entry: NoteEntry, problems: readonly Problem[]) {
    this.file = entry.file;
    this.problems = problems;
    this.#entry = entry;
  }

  get note(): NoteEntry['note'] {
    return this.#entry.note;
  }

  get brief(): NoteEntry['brief'] {
    return this.#entry.brief;
  }
}

function addFolders(file: string, folders: Set<string>): void {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    const folder = file.slice(0, end);
    if (folders.has(folder)) return;
    folders.add(folder);
  }
}

/** By date, then by path: of two notes with one id, the later one is taken for the copy. */
function isEarlier(a: NoteEntry, b: NoteEntry): boolean {
  const dates = order(a.note?.date ?? '\uffff', b.note?.date ?? '\uffff');
  return dates === 0 ? a.file < b.file : dates < 0;
}

function sameProblems(a: readonly Problem[], b: readonly Problem[]): boolean {
  return (
    a.length === b.length &&
    a.every((problem, at) => {
      const other = b[at];
      return problem.code === other?.code && problem.line === other.line && problem.message === other.message;
    })
  );
}

function first(files: readonly string[]): string | undefined {
  return [...files].sort(order)[0];
}

/** Code unit order: the same on every machine. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
