import type { Anchor } from '../anchor/anchor';
import type { Note, Problem } from '../note/note';
import type { FileStamp } from '../host';
import type { Held, NoteKeys } from './held';
import { keysOf } from './noteKeys';
import { packBrief, unpackBrief } from './briefRow';
import type { NoteBrief, NoteEntry } from './noteStore';
import { array, number, string } from '../util/json';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Notes as a block of the cache. `rows` holds what the index and lists ask of every note, `notes` at the same positions
 * what else they say, which is decoded only when somebody asks for one of them. What many notes say alike is in the block's table
 * and named by its position, -1 for what a note does not say. Quotes stand one after the other in a text of their own
 * and are named by their length: reading a note then cuts them out, without looking at what they say.
 */
export interface Block {
  readonly rows: readonly (readonly unknown[])[];
  readonly table: readonly string[];
  readonly notes: readonly unknown[];
  readonly text: string;
}

/** A block as it stands in the cache: the lengths of its parts, its digest, and its bytes. */
export interface RawBlock {
  readonly lengths: readonly [rows: number, data: number, text: number];
  readonly digest: number;
  readonly bytes: Uint8Array;
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
  const packed: unknown[] = [];
  for (const held of notes) {
    const { entry, idLine, codeLines, stamp, hash } = held;
    if (!stamp || hash === undefined) continue;
    const { id, paths, references } = keysOf(held);
    const { note } = entry;
    const brief = note ? packBrief(note, paths) : 0;
    rows.push([entry.file, stamp.size, stamp.mtime, hash, id ?? 0, paths, entry.problems, references, brief]);
    packed.push([idLine, codeLines, note ? packNote(note) : 0]);
  }
  return { rows, table: [...positions.keys()], notes: packed, text: quotes.join('') };
}

const lists = ['consulted', 'informed', 'supersedes', 'supersededBy', 'related'] as const;

/**
 * The notes of a block. Throws TypeError when its rows are none. `contents` is called when somebody first asks what a
 * note says. What then turns out to be none says nothing, and `damaged` hears of the files. `one` keeps each text of the
 * table once.
 */
export function unpackBlock(
  raw: RawBlock,
  rows: unknown,
  contents: () => Contents,
  one: (text: string) => string,
  damaged: (files: readonly string[]) => void,
): Held[] {
  const unpacked = array(rows).map(unpackRow);
  const block = new Contained(
    () => unpackContents(contents(), unpacked, one),
    () => damaged(unpacked.map(({ file }) => file)),
    raw,
    unpacked.length,
  );
  return unpacked.map((row, position) => new CachedHeld(row, block, position));
}

/**
 * The block that the notes from `at` on were taken from, where all of them are as they were: it is written again as it
 * stands, and no note of it is decoded for that.
 */
export function wholeBlock(notes: readonly Held[], at: number): { raw: RawBlock; count: number } | undefined {
  const held = notes[at];
  if (!(held instanceof CachedHeld)) return undefined;
  const { block } = held.entry;
  const { raw, count } = block;
  if (!raw) return undefined;
  for (let position = 0; position < count; position++) if (!block.has(notes[at + position], position)) return undefined;
  return { raw, count };
}

interface Row extends NoteKeys {
  readonly file: string;
  readonly stamp: FileStamp;
  readonly hash: number;
  readonly problems: readonly Problem[];
  /** Not looked at yet: see `unpackBrief`. */
  readonly brief: unknown;
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
    brief: cells[8],
  };
}

const nothing: Unpacked = { note: undefined, idLine: 1, codeLines: none };

/** What the notes of a block say, decoded when somebody asks. */
class Contained {
  #decode: (() => readonly Unpacked[]) | undefined;
  #decoded: readonly Unpacked[] = none;
  readonly #damaged: () => void;
  /** `undefined` once it is known to be damaged. */
  raw: RawBlock | undefined;
  readonly count: number;

  constructor(decode: () => readonly Unpacked[], damaged: () => void, raw: RawBlock, count: number) {
    this.#decode = decode;
    this.#damaged = damaged;
    this.raw = raw;
    this.count = count;
  }

  /** Whether this is the note that was taken from that position of the block, with the stamp that it has there. */
  has(held: Held | undefined, position: number): boolean {
    if (!(held instanceof CachedHeld)) return false;
    const { entry, stamp } = held;
    return entry.block === this && entry.position === position && entry.row.stamp === stamp;
  }

  at(position: number): Unpacked {
    const decode = this.#decode;
    this.#decode = undefined;
    if (decode) this.#decoded = this.attempt(decode) ?? none;
    return this.#decoded[position] ?? nothing;
  }

  /** What it gives, or `undefined` where the block is damaged. */
  attempt<T>(decode: () => T): T | undefined {
    try {
      return decode();
    } catch {
      this.raw = undefined;
      this.#damaged();
      return undefined;
    }
  }
}

class CachedEntry implements NoteEntry {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly row: Row;
  readonly block: Contained;
  readonly position: number;

  constructor(row: Row, block: Contained, position: number) {
    this.file = row.file;
    this.problems = row.problems;
    this.row = row;
    this.block = block;
    this.position = position;
  }

  get brief(): NoteBrief | undefined {
    return this.block.attempt(() => unpackBrief(this.row));
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
  function unpackNote(row: Row, value: unknown): Note {
    const cells = array(value);
    const brief = unpackBrief(row);
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
