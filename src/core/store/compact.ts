import type { Anchor } from '../anchor/anchor';
import type { Note, Status } from '../note/note';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = Object.freeze([]);
const mostShared = 20_000;

/**
 * Makes notes small in memory. Texts cut from a file keep the whole file alive, so they are copied out of it; and what
 * many notes say alike (people, tags, dates, commits) is kept once.
 */
export interface Compactor {
  /** Makes a note that was just read from a file independent of the file's text; changes it. */
  readonly own: (note: Note) => Note;
  /** The same text, kept once. */
  readonly one: (text: string) => string;
}

/** A compactor that remembers what it shares. */
export function compactor(): Compactor {
  const shared = new Map<string, string>();

  function one(text: string): string {
    const known = shared.get(text);
    if (known !== undefined) return known;
    if (shared.size >= mostShared) shared.clear();
    const copy = flat(text);
    shared.set(copy, copy);
    return copy;
  }

  function list(texts: readonly string[]): readonly string[] {
    return texts.length === 0 ? none : texts.map(one);
  }

  function own(note: Writable<Note>): Note {
    note.title = flat(note.title);
    if (note.id !== undefined) note.id = flat(note.id);
    note.status = one(note.status) as Status;
    if (note.date !== undefined) note.date = one(note.date);
    if (note.reviewBy !== undefined) note.reviewBy = one(note.reviewBy);
    if (note.source !== undefined) note.source = one(note.source);
    if (note.confirmed) {
      const { date, by } = note.confirmed;
      note.confirmed = by === undefined ? { date: one(date) } : { date: one(date), by: one(by) };
    }
    note.decisionMakers = list(note.decisionMakers);
    note.consulted = list(note.consulted);
    note.informed = list(note.informed);
    note.tags = list(note.tags);
    note.supersedes = list(note.supersedes);
    note.supersededBy = list(note.supersededBy);
    note.related = list(note.related);
    if (note.code.length === 0) note.code = none;
    for (const anchor of note.code as Writable<Anchor>[]) {
      anchor.path = flat(anchor.path);
      if (anchor.symbol !== undefined) anchor.symbol = flat(anchor.symbol);
      if (anchor.commit !== undefined) anchor.commit = one(anchor.commit);
      if (anchor.quote !== undefined) anchor.quote = flat(anchor.quote);
      if (anchor.quoteTail !== undefined) anchor.quoteTail = flat(anchor.quoteTail);
      if (anchor.fingerprint !== undefined) anchor.fingerprint = flat(anchor.fingerprint);
    }
    return note;
  }

  return { own, one };
}

/**
 * The same text in memory of its own. An engine cuts a part out of a longer text by pointing into it, and joins two by
 * pointing to both; a joined text is copied together when one of its characters is asked for.
 */
function flat(text: string): string {
  const joined = text.slice(0, 1) + text.slice(1);
  return joined.charCodeAt(1) >= 0 ? joined : text;
}
