import type { FileStamp } from '../host';
import type { Note, Problem } from '../note/note';
import { array, number, string } from '../util/json';
import { unpackBrief } from './briefRow';
import type { Held, NoteKeys } from './held';
import { unpackNotes, type Block, type Unpacked } from './noteRow';
import type { NoteBrief, NoteEntry } from './noteStore';

const none: readonly never[] = Object.freeze([]);

/** A block as it stands in the cache: the lengths of its parts, its digest, and its bytes. */
export interface RawBlock {
  readonly lengths: readonly [rows: number, briefs: number, data: number, text: number];
  readonly digest: number;
  readonly bytes: Uint8Array;
}

/** What a block says of its notes beyond its rows, decoded with each call. */
export interface Contents {
  briefs(): unknown;
  notes(): Pick<Block, 'table' | 'notes' | 'text'>;
}

/**
 * The notes of a block. Throws TypeError when its rows are none. `contents` is asked when somebody first asks what a
 * note says. What then turns out to be none says nothing, and `damaged` hears of the files. `one` keeps each text of the
 * table once.
 */
export function unpackBlock(
  raw: RawBlock,
  rows: unknown,
  contents: Contents,
  one: (text: string) => string,
  damaged: (files: readonly string[]) => void,
): Held[] {
  const unpacked = array(rows).map(unpackRow);
  const block = new Contained(raw, unpacked, contents, one, damaged);
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
  const { raw } = block;
  const count = block.rows.length;
  if (!raw) return undefined;
  for (let position = 0; position < count; position++) if (!block.has(notes[at + position], position)) return undefined;
  return { raw, count };
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
  #notes: readonly Unpacked[] | undefined;
  /** As they are in the cache: what lists ask of a note is made anew each time. */
  #briefs: readonly unknown[] | undefined;
  /** `undefined` once it is known to be damaged. */
  raw: RawBlock | undefined;
  readonly rows: readonly Row[];
  readonly #contents: Contents;
  readonly #one: (text: string) => string;
  readonly #damaged: (files: readonly string[]) => void;

  constructor(
    raw: RawBlock,
    rows: readonly Row[],
    contents: Contents,
    one: (text: string) => string,
    damaged: (files: readonly string[]) => void,
  ) {
    this.raw = raw;
    this.rows = rows;
    this.#contents = contents;
    this.#one = one;
    this.#damaged = damaged;
  }

  /** Whether this is the note that was taken from that position of the block, with the stamp that it has there. */
  has(held: Held | undefined, position: number): boolean {
    if (!(held instanceof CachedHeld)) return false;
    const { entry, stamp } = held;
    return entry.block === this && entry.position === position && this.rows[position]?.stamp === stamp;
  }

  at(position: number): Unpacked {
    this.#notes ??=
      this.#attempt(() => unpackNotes(this.#contents.notes(), this.rows, this.#allBriefs(), this.#one)) ?? none;
    return this.#notes[position] ?? nothing;
  }

  brief(position: number): NoteBrief | undefined {
    return this.#attempt(() => unpackBrief(this.rows[position]?.paths ?? none, this.#allBriefs()[position]));
  }

  #allBriefs(): readonly unknown[] {
    this.#briefs ??= array(this.#contents.briefs());
    return this.#briefs;
  }

  /** What it gives, or `undefined` where the block is damaged. */
  #attempt<T>(decode: () => T): T | undefined {
    try {
      return decode();
    } catch {
      this.raw = undefined;
      this.#damaged(this.rows.map(({ file }) => file));
      return undefined;
    }
  }
}

class CachedEntry implements NoteEntry {
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly block: Contained;
  readonly position: number;

  constructor(row: Row, block: Contained, position: number) {
    this.file = row.file;
    this.problems = row.problems;
    this.block = block;
    this.position = position;
  }

  get brief(): NoteBrief | undefined {
    return this.block.brief(this.position);
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

function problem(value: unknown): Problem {
  if (typeof value !== 'object' || value === null || !('message' in value)) throw new TypeError('not a problem');
  return value as Problem;
}
