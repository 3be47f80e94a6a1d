import type { Anchor } from '../anchor/anchor';
import type { Note } from '../note/note';
import type { Held, NoteKeys } from './held';
import { keysOf } from './noteKeys';
import { packBrief, unpackBrief } from './briefRow';
import type { NoteBrief } from './noteStore';
import { array, number, string } from '../util/json';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Notes as a block of the cache. `rows` holds what the index asks of every note; `briefs` at the same positions what
 * lists do, and `notes` what else they say: each is decoded only when somebody asks for one of them. What many notes say alike is in the block's table
 * and named by its position, -1 for what a note does not say. Quotes stand one after the other in a text of their own
 * and are named by their length: reading a note then cuts them out, without looking at what they say.
 */
export interface Block {
  readonly rows: readonly (readonly unknown[])[];
  readonly briefs: readonly unknown[];
  readonly table: readonly string[];
  readonly notes: readonly unknown[];
  readonly text: string;
}

/** What a note says, and where. */
export interface Unpacked {
  readonly note: Note | undefined;
  readonly idLine: number;
  readonly codeLines: readonly number[];
}

const none: readonly never[] = Object.freeze([]);

/** Makes a block of notes that have a stamp and a digest; others are left out, so that they are read anew. */
export function packBlock(notes: readonly Held[]): Block {
  const positions = new Map<string, number>();
  const quotes: string[] = [];

  function ref(text: string | undefined): number {
    if (text === undefined) return -1;
    const known = positions.get(text) ?? positions.size;
    positions.set(text, known);
    return known;
  }
  function quote(text: string | undefined): number {
    if (text === undefined) return -1;
    quotes.push(text);
    return text.length;
  }
  const packAnchor = ({ symbol, commit, quote: head, quoteTail, fingerprint }: Anchor) => [
    symbol ?? 0,
    ref(commit),
    quote(head),
    quote(quoteTail),
    fingerprint ?? 0,
  ];
  const packNote = (note: Note) => [
    ref(note.source),
    ...lists.map((name) => (note[name].length === 0 ? 0 : note[name].map(ref))),
    note.code.map(packAnchor),
  ];
  const rows: unknown[][] = [];
  const briefs: unknown[] = [];
  const packed: unknown[] = [];
  for (const held of notes) {
    const { entry, idLine, codeLines, stamp, hash } = held;
    if (!stamp || hash === undefined) continue;
    const { id, paths, references } = keysOf(held);
    const { note } = entry;
    rows.push([entry.file, stamp.size, stamp.mtime, hash, id ?? 0, paths, entry.problems, references]);
    briefs.push(note ? packBrief(note, paths) : 0);
    packed.push([idLine, codeLines, note ? packNote(note) : 0]);
  }
  return { rows, briefs, table: [...positions.keys()], notes: packed, text: quotes.join('') };
}

const lists = ['consulted', 'informed', 'supersedes', 'supersededBy', 'related'] as const;

/** What the notes of a block say, all of them. Throws TypeError where that is none. `one` keeps each text of the table once. */
export function unpackNotes(
  { table, notes, text }: Pick<Block, 'table' | 'notes' | 'text'>,
  rows: readonly NoteKeys[],
  briefs: readonly unknown[],
  one: (text: string) => string,
): readonly Unpacked[] {
  const shared = array(table).map((entry) => one(string(entry)));
  let at = 0;

  function ref(position: unknown): string | undefined {
    if (position === -1) return undefined;
    return string(shared[number(position)]);
  }
  function quote(length: unknown): string | undefined {
    if (length === -1) return undefined;
    const start = at;
    at += number(length);
    return text.slice(start, at);
  }
  function unpackAnchor(place: NoteBrief['code'][number] | undefined, value: unknown): Anchor {
    if (!place) throw new TypeError('an anchor without a path');
    const cells = array(value);
    const anchor: Writable<Anchor> = { ...place };
    if (cells[0] !== 0) anchor.symbol = string(cells[0]);
    const commit = ref(cells[1]);
    if (commit !== undefined) anchor.commit = commit;
    const head = quote(cells[2]);
    if (head !== undefined) anchor.quote = head;
    const tail = quote(cells[3]);
    if (tail !== undefined) anchor.quoteTail = tail;
    if (cells[4] !== 0) anchor.fingerprint = string(cells[4]);
    return anchor;
  }
  const list = (refs: unknown) => (refs === 0 ? none : array(refs).map((position) => string(ref(position))));
  const own = (texts: readonly string[]) => (texts.length === 0 ? none : texts.map(one));
  function unpackNote(row: NoteKeys, short: unknown, value: unknown): Note {
    const cells = array(value);
    const brief = unpackBrief(row.paths, short);
    if (!brief) throw new TypeError('a note without its row');
    const code = array(cells[6]);
    const note: Writable<Note> = {
      ...brief,
      decisionMakers: own(brief.decisionMakers),
      consulted: list(cells[1]),
      informed: list(cells[2]),
      tags: own(brief.tags),
      code: code.length === 0 ? none : code.map((anchor, at) => unpackAnchor(brief.code[at], anchor)),
      supersedes: list(cells[3]),
      supersededBy: list(cells[4]),
      related: list(cells[5]),
    };
    if (row.id !== undefined) note.id = row.id;
    const source = ref(cells[0]);
    if (source !== undefined) note.source = source;
    return note;
  }
  return array(notes).map((value, position): Unpacked => {
    const [idLine, codeLines, note] = array(value);
    const row = rows[position];
    if (!row) throw new TypeError('a note without a row');
    return {
      note: note === 0 ? undefined : unpackNote(row, briefs[position], note),
      idLine: number(idLine),
      codeLines: array(codeLines).map(number),
    };
  });
}
