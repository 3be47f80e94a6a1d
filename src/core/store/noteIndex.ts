import type { Note, Problem } from '../note/note';
import { MultiMap } from '../util/multiMap';
import type { Held } from './held';
import { linksOf, referencesOf } from './links';
import type { AnchoredNote, NoteEntry, NoteLink, StoreChange } from './noteStore';

interface Slot {
  held: Held;
  entry: NoteEntry;
}

/** All notes in memory, with the ways to find them. Knows no disk; told of changes, it says what they changed. */
export class NoteIndex {
  readonly #slots = new Map<string, Slot>();
  readonly #byId = new MultiMap<string, string>();
  readonly #byName = new MultiMap<string, string>();
  readonly #byCode = new MultiMap<string, string>();
  /** Notes by what they name: an id in capitals, or a file's name without `.md`. */
  readonly #byReference = new MultiMap<string, string>();
  /** By id that several notes have: the one that came first and keeps it. */
  readonly #owners = new Map<string, string>();
  /** Positions of anchors whose code is gone, by note file. */
  readonly #missing = new Map<string, ReadonlySet<number>>();
  #sorted: readonly NoteEntry[] | undefined;
  #folders: Set<string> | undefined;

  get size(): number {
    return this.#slots.size;
  }

  all(): readonly NoteEntry[] {
    this.#sorted ??= [...this.#slots.values()].map((slot) => slot.entry).sort((a, b) => order(a.file, b.file));
    return this.#sorted;
  }

  entry(file: string): NoteEntry | undefined {
    return this.#slots.get(file)?.entry;
  }

  held(file: string): Held | undefined {
    return this.#slots.get(file)?.held;
  }

  files(): IterableIterator<string> {
    return this.#slots.keys();
  }

  /** By id, by file name with or without `.md`, or by root path; of several the first by path. */
  find(reference: string): NoteEntry | undefined {
    const file =
      first(this.#byId.get(reference.toUpperCase())) ??
      (this.#slots.has(reference) ? reference : undefined) ??
      first(this.#byName.get(reference)) ??
      first(this.#byName.get(`${reference}.md`));
    return file === undefined ? undefined : this.entry(file);
  }

  /** Links of one note, from both sides. */
  links(file: string): readonly NoteLink[] {
    const entry = this.entry(file);
    if (!entry) return [];
    const names = [nameOf(file), ...(entry.note?.id === undefined ? [] : [entry.note.id])];
    const naming = new Set(names.flatMap((name) => this.#byReference.get(referenceKey(name))));
    const others = [...naming].sort(order).flatMap((other) => this.entry(other) ?? []);
    return linksOf(entry, (reference) => this.find(reference), others);
  }

  /** Anchors whose recorded path is `path`, by note file. */
  anchoredIn(path: string): AnchoredNote[] {
    return [...this.#byCode.get(path)]
      .sort(order)
      .flatMap((file) => this.anchors(file).filter(({ anchor }) => anchor.path === path));
  }

  /** Whether notes are known under the folder `path`. */
  hasUnder(path: string): boolean {
    if (!this.#folders) {
      this.#folders = new Set();
      for (const file of this.#slots.keys()) {
        for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
          const folder = file.slice(0, end);
          if (this.#folders.has(folder)) break;
          this.#folders.add(folder);
        }
      }
    }
    return this.#folders.has(path);
  }

  /** Takes a new stamp for a note whose content is as before. */
  restamp(file: string, stamp: Held['stamp']): void {
    const slot = this.#slots.get(file);
    if (slot) slot.held = { ...slot.held, stamp };
  }

  /** All anchors of one note. */
  anchors(file: string): AnchoredNote[] {
    const entry = this.entry(file);
    const note = entry?.note;
    return entry && note ? note.code.map((anchor, index) => ({ entry, note, anchor, index })) : [];
  }

  /** Takes what was read (`undefined`: the file is gone) and says which entries are new, other than before, or gone. */
  apply(updates: ReadonlyMap<string, Held | undefined>): StoreChange {
    const added: string[] = [];
    const removed: string[] = [];
    const changed = new Set<string>();
    const touchedIds = new Set<string>();
    for (const [file, held] of updates) {
      const before = this.#slots.get(file);
      if (before) {
        this.#unlist(before.held, touchedIds);
        if (!held || held.note !== before.held.note) this.#missing.delete(file);
      }
      if (held) {
        this.#list(held, touchedIds);
        // The entry is made whole below, when all ids are known.
        this.#slots.set(file, { held, entry: { file, note: held.note, problems: held.problems } });
        if (before) changed.add(file);
        else added.push(file);
      } else if (before) {
        this.#slots.delete(file);
        removed.push(file);
      }
    }
    const isNew = new Set(added);
    const look = new Set([...changed, ...isNew]);
    for (const id of touchedIds) for (const file of this.#settleOwner(id)) look.add(file);
    for (const file of look) if (this.#compose(file) && !isNew.has(file)) changed.add(file);
    if (added.length > 0 || removed.length > 0) this.#folders = undefined;
    if (added.length > 0 || removed.length > 0 || changed.size > 0) this.#sorted = undefined;
    return { added: added.sort(order), changed: [...changed].sort(order), removed: removed.sort(order) };
  }

  /** Says which anchors of a note have no code any more. True when that is news. */
  setMissing(file: string, index: number, missing: boolean): boolean {
    const before = this.#missing.get(file);
    if ((before?.has(index) ?? false) === missing || !this.#slots.has(file)) return false;
    const now = new Set(before);
    if (missing) now.add(index);
    else now.delete(index);
    if (now.size > 0) this.#missing.set(file, now);
    else this.#missing.delete(file);
    this.#sorted = undefined;
    return this.#compose(file);
  }

  /** Gives the entry its problems that depend on other files. True when they differ from before. */
  #compose(file: string): boolean {
    const slot = this.#slots.get(file);
    if (!slot) return false;
    const problems = [...slot.held.problems, ...this.#duplicate(slot.held), ...this.#gone(slot.held)];
    if (sameProblems(problems, slot.entry.problems)) return false;
    slot.entry = { file, note: slot.held.note, problems };
    return true;
  }

  /** Decides who keeps an id, and returns the notes that have it: those whose problems that may touch. */
  #settleOwner(id: string): readonly string[] {
    const files = this.#byId.get(id);
    this.#owners.delete(id);
    if (files.length < 2) return files;
    const holders = files.flatMap((file) => this.held(file) ?? []);
    const owner = holders.reduce((one, other) => (isEarlier(other, one) ? other : one));
    this.#owners.set(id, owner.file);
    return files;
  }

  #duplicate(held: Held): Problem[] {
    const owner = held.note?.id === undefined ? undefined : this.#owners.get(held.note.id.toUpperCase());
    if (owner === undefined || owner === held.file) return [];
    return [
      {
        file: held.file,
        line: held.idLine,
        code: 'duplicate-id',
        severity: 'error',
        message: `This note has the same id as ${owner}. Give one of them a new id.`,
      },
    ];
  }

  #gone(held: Held): Problem[] {
    return [...(this.#missing.get(held.file) ?? [])]
      .sort((a, b) => a - b)
      .map((index) => ({
        file: held.file,
        line: held.codeLines[index] ?? 1,
        code: 'code-missing',
        severity: 'warning',
        message: `${held.note?.code[index]?.path ?? 'The code'} is gone, and its lines were found nowhere else.`,
      }));
  }

  #list(held: Held, touchedIds: Set<string>): void {
    const id = held.note?.id?.toUpperCase();
    if (id !== undefined) this.#byId.add(id, held.file);
    if (id !== undefined) touchedIds.add(id);
    this.#byName.add(nameOf(held.file), held.file);
    for (const path of codePaths(held.note)) this.#byCode.add(path, held.file);
    for (const other of referencesOf(held.note)) this.#byReference.add(referenceKey(other), held.file);
  }

  #unlist(held: Held, touchedIds: Set<string>): void {
    const id = held.note?.id?.toUpperCase();
    if (id !== undefined) this.#byId.delete(id, held.file);
    if (id !== undefined) touchedIds.add(id);
    this.#byName.delete(nameOf(held.file), held.file);
    for (const path of codePaths(held.note)) this.#byCode.delete(path, held.file);
    for (const other of referencesOf(held.note)) this.#byReference.delete(referenceKey(other), held.file);
  }
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** One key for an id in any case, and for a file by name or path, with or without its ending. */
function referenceKey(reference: string): string {
  return nameOf(reference).replace(/\.md$/, '').toUpperCase();
}

function codePaths(note: Note | undefined): readonly string[] {
  if (!note || note.code.length < 2) return note?.code[0] ? [note.code[0].path] : [];
  return [...new Set(note.code.map((anchor) => anchor.path))];
}

/** By date, then by path: of two notes with one id, the later one is taken for the copy. */
function isEarlier(a: Held, b: Held): boolean {
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
