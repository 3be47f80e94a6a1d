import type { Anchor } from '../anchor/anchor';
import { statuses, type Note, type Problem } from '../note/note';
import type { FileStamp } from '../host';
import type { Held, NoteKeys } from './held';
import { keysOf } from './noteKeys';
import type { NoteEntry } from './noteStore';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Notes as a block of the cache. `rows` holds what the index asks of every note, `notes` at the same positions what
 * they say, which is decoded only when somebody asks for one of them. What many notes say alike is in the block's table
 * and named by its position, -1 for what a note does not say. Quotes stand one after the other in a text of their own
 * and are named by their length: reading a note then cuts them out, without looking at what they say.
 */
export interface Block {
  readonly rows: readonly (readonly unknown[])[];
  readonly table: readonly string[];
  readonly notes: readonly unknown[];
  readonly text: string;
}

/** What a block says of its notes beyond its rows. */
export type Contents = Pick<Block, 'table' | 'notes' | 'text'>;

/** What a note says, and where. */
interface Unpacked {
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
  const packAnchor = (
    paths: readonly string[],
    { path, lines, symbol, commit, quote: head, quoteTail, fingerprint }: Anchor,
  ) => [
    paths.indexOf(path),
    lines?.start ?? -1,
    lines?.end ?? -1,
    symbol ?? 0,
    ref(commit),
    quote(head),
    quote(quoteTail),
    fingerprint ?? 0,
  ];
  const packNote = (note: Note, paths: readonly string[]) => [
    note.title,
    statuses.indexOf(note.status),
    ...[note.date, note.reviewBy, note.source, note.confirmed?.date, note.confirmed?.by].map(ref),
    ...lists.map((name) => (note[name].length === 0 ? 0 : note[name].map(ref))),
    note.code.map((anchor) => packAnchor(paths, anchor)),
  ];
  const rows: unknown[][] = [];
  const packed: unknown[] = [];
  for (const held of notes) {
    const { entry, idLine, codeLines, stamp, hash } = held;
    if (!stamp || hash === undefined) continue;
    const { id, paths, references } = keysOf(held);
    rows.push([entry.file, stamp.size, stamp.mtime, hash, id ?? 0, paths, entry.problems, references]);
    packed.push([idLine, codeLines, entry.note ? packNote(entry.note, paths) : 0]);
  }
  return { rows, table: [...positions.keys()], notes: packed, text: quotes.join('') };
}

const lists = ['decisionMakers', 'consulted', 'informed', 'tags', 'supersedes', 'supersededBy', 'related'] as const;

/**
 * The notes of a block. Throws TypeError when its rows are none. `contents` is called when somebody first asks what a
 * note says. What then turns out to be none says nothing, and `damaged` hears of the files. `one` keeps each text of the
 * table once.
 */
export function unpackBlock(
  rows: unknown,
  contents: () => Contents,
  one: (text: string) => string,
  damaged: (files: readonly string[]) => void,
): Held[] {
  const unpacked = array(rows).map(unpackRow);
  const block = new Contained(
    () => unpackContents(contents(), unpacked, one),
    () => damaged(unpacked.map(({ file }) => file)),
  );
  return unpacked.map((row, position) => new CachedHeld(row, block, position));
}

interface Row extends NoteKeys {
  readonly file: string;
  readonly stamp: FileStamp;
  readonly hash: number;
  readonly problems: readonly Problem[];
}

function unpackRow(value: unknown): Row {
  const cells = array(value);
  const problems = array(cells[6]);
  const paths = array(cells[5]);
  const references = array(cells[7]);
  return {
    file: string(cells[0]),
    stamp: { size: number(cells[1]), mtime: number(cells[2]) },
    hash: number(cells[3]),
    id: cells[4] === 0 ? undefined : string(cells[4]),
    paths: paths.length === 0 ? none : paths.map(string),
    references: references.length === 0 ? none : references.map(string),
    problems: problems.length === 0 ? none : problems.map(problem),
  };
}

const nothing: Unpacked = { note: undefined, idLine: 1, codeLines: none };

/** What the notes of a block say, decoded when somebody asks. */
class Contained {
  #decode: (() => readonly Unpacked[]) | undefined;
  #decoded: readonly Unpacked[] = none;
  readonly #damaged: () => void;

  constructor(decode: () => readonly Unpacked[], damaged: () => void) {
    this.#decode = decode;
    this.#damaged = damaged;
  }

  at(position: number): Unpacked {
    const decode = this.#decode;
    this.#decode = undefined;
    try {
      if (decode) this.#decoded = decode();
    } catch {
      this.#damaged();
    }
    return this.#decoded[position] ?? nothing;
  }
}

class CachedEntry implements NoteEntry {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly block: Contained;
  readonly position: number;

  constructor({ file, problems }: Row, block: Contained, position: number) {
    this.file = file;
    this.problems = problems;
    this.block = block;
    this.position = position;
  }

  get note(): Note | undefined {
    return this.block.at(this.position).note;
  }
}

class CachedHeld implements Held {
  readonly entry: CachedEntry;
  readonly cached: NoteKeys;
  readonly hash: number;
  stamp: FileStamp | undefined;

  constructor(row: Row, block: Contained, position: number) {
    this.entry = new CachedEntry(row, block, position);
    this.cached = row;
    this.hash = row.hash;
    this.stamp = row.stamp;
  }

  get idLine(): number {
    return this.entry.block.at(this.entry.position).idLine;
  }

  get codeLines(): readonly number[] {
    return this.entry.block.at(this.entry.position).codeLines;
  }
}

function unpackContents(
  { table, notes, text }: Contents,
  rows: readonly Row[],
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
  function unpackAnchor(paths: readonly string[], row: unknown): Anchor {
    const cells = array(row);
    const anchor: Writable<Anchor> = { path: string(paths[number(cells[0])]) };
    if (cells[1] !== -1) anchor.lines = { start: number(cells[1]), end: number(cells[2]) };
    if (cells[3] !== 0) anchor.symbol = string(cells[3]);
    const commit = ref(cells[4]);
    if (commit !== undefined) anchor.commit = commit;
    const head = quote(cells[5]);
    if (head !== undefined) anchor.quote = head;
    const tail = quote(cells[6]);
    if (tail !== undefined) anchor.quoteTail = tail;
    if (cells[7] !== 0) anchor.fingerprint = string(cells[7]);
    return anchor;
  }
  const list = (refs: unknown) => (refs === 0 ? none : array(refs).map((position) => string(ref(position))));
  function unpackNote({ id, paths }: NoteKeys, row: unknown): Note {
    const cells = array(row);
    const code = array(cells[14]);
    const note: Writable<Note> = {
      title: string(cells[0]),
      status: statuses[number(cells[1])] ?? 'accepted',
      decisionMakers: list(cells[7]),
      consulted: list(cells[8]),
      informed: list(cells[9]),
      tags: list(cells[10]),
      code: code.length === 0 ? none : code.map((anchor) => unpackAnchor(paths, anchor)),
      supersedes: list(cells[11]),
      supersededBy: list(cells[12]),
      related: list(cells[13]),
    };
    if (id !== undefined) note.id = id;
    const date = ref(cells[2]);
    if (date !== undefined) note.date = date;
    const reviewBy = ref(cells[3]);
    if (reviewBy !== undefined) note.reviewBy = reviewBy;
    const source = ref(cells[4]);
    if (source !== undefined) note.source = source;
    const confirmed = ref(cells[5]);
    const by = ref(cells[6]);
    if (confirmed !== undefined) note.confirmed = by === undefined ? { date: confirmed } : { date: confirmed, by };
    return note;
  }
  return array(notes).map((value, position): Unpacked => {
    const [idLine, codeLines, note] = array(value);
    const row = rows[position];
    if (!row) throw new TypeError('a note without a row');
    return {
      note: note === 0 ? undefined : unpackNote(row, note),
      idLine: number(idLine),
      codeLines: array(codeLines).map(number),
    };
  });
}

function problem(value: unknown): Problem {
  if (typeof value !== 'object' || value === null || !('message' in value)) throw new TypeError('not a problem');
  return value as Problem;
}

function array(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('not a list');
  return value;
}

function string(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('not a text');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('not a number');
  return value;
}
