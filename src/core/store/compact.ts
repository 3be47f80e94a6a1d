import type { Note } from '../note/note';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = Object.freeze([]);
const mostShared = 20_000;

/**
 * Makes notes small in memory. Texts cut from a file keep the whole file alive, so they are copied out of it; and what
 * many notes say alike (people, tags, dates, commits) is kept once.
 */
export interface Compactor {
  /** A copy of a note that was read from a file. */
  copy(note: Note): Note;
  /** Shares what can be shared in a note that nobody else has; changes it. */
  share(note: Note): Note;
}

/** A compactor that remembers what it shares. */
export function compactor(): Compactor {
  const shared = new Map<string, string>();

  function one(text: string): string {
    const known = shared.get(text);
    if (known !== undefined) return known;
    if (shared.size >= mostShared) shared.clear();
    shared.set(text, text);
    return text;
  }

  const list = (texts: readonly string[]): readonly string[] => (texts.length === 0 ? none : texts.map(one));

  function share(note: Note): Note {
    const writable: Writable<Note> = note;
    writable.status = one(note.status) as Note['status'];
    if (note.date !== undefined) writable.date = one(note.date);
    writable.decisionMakers = list(note.decisionMakers);
    writable.consulted = list(note.consulted);
    writable.informed = list(note.informed);
    writable.tags = list(note.tags);
    writable.supersedes = list(note.supersedes);
    writable.supersededBy = list(note.supersededBy);
    writable.related = list(note.related);
    for (const anchor of note.code as Writable<Note['code'][number]>[]) {
      anchor.path = one(anchor.path);
      if (anchor.commit !== undefined) anchor.commit = one(anchor.commit);
    }
    if (note.code.length === 0) writable.code = none;
    return note;
  }

  return { copy: (note) => share(JSON.parse(JSON.stringify(note)) as Note), share };
}
