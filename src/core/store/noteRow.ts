import type { Anchor } from '../anchor/anchor';
import { statuses, type Note, type Problem } from '../note/note';
import type { Held } from './held';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Notes as rows of a block of the cache. A row holds numbers and short texts. What many notes say alike is in the
 * block's table and named by its position, -1 for what a note does not say. Quotes stand one after the other in a text
 * of their own and are named by their length: reading a note then cuts them out, without looking at what they say.
 */
export interface Block {
  readonly table: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly text: string;
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
  const packAnchor = ({ path, lines, symbol, commit, quote: head, quoteTail, fingerprint }: Anchor) => [
    path,
    lines?.start ?? -1,
    lines?.end ?? -1,
    symbol ?? 0,
    ref(commit),
    quote(head),
    quote(quoteTail),
    fingerprint ?? 0,
  ];
  const packNote = (note: Note) => [
    note.title,
    note.id ?? 0,
    statuses.indexOf(note.status),
    ...[note.date, note.reviewBy, note.source, note.confirmed?.date, note.confirmed?.by].map(ref),
    ...lists.map((name) => (note[name].length === 0 ? 0 : note[name].map(ref))),
    note.code.map(packAnchor),
  ];
  const rows = notes.flatMap(({ entry: { file, note, problems }, idLine, codeLines, stamp, hash }) =>
    stamp && hash !== undefined
      ? [[file, stamp.size, stamp.mtime, hash, idLine, codeLines, problems, note ? packNote(note) : 0]]
      : [],
  );
  return { table: [...positions.keys()], rows, text: quotes.join('') };
}

const lists = ['decisionMakers', 'consulted', 'informed', 'tags', 'supersedes', 'supersededBy', 'related'] as const;

/** The notes of a block. Throws TypeError when it is none. `one` keeps each text of the table once. */
export function unpackBlock({ table, rows, text }: Block, one: (text: string) => string): Held[] {
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
  function unpackAnchor(row: unknown): Anchor {
    const cells = array(row);
    const anchor: Writable<Anchor> = { path: string(cells[0]) };
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
  function unpackNote(row: unknown): Note {
    const cells = array(row);
    const code = array(cells[15]);
    const note: Writable<Note> = {
      title: string(cells[0]),
      status: statuses[number(cells[2])] ?? 'accepted',
      decisionMakers: list(cells[8]),
      consulted: list(cells[9]),
      informed: list(cells[10]),
      tags: list(cells[11]),
      code: code.length === 0 ? none : code.map(unpackAnchor),
      supersedes: list(cells[12]),
      supersededBy: list(cells[13]),
      related: list(cells[14]),
    };
    if (cells[1] !== 0) note.id = string(cells[1]);
    const date = ref(cells[3]);
    if (date !== undefined) note.date = date;
    const reviewBy = ref(cells[4]);
    if (reviewBy !== undefined) note.reviewBy = reviewBy;
    const source = ref(cells[5]);
    if (source !== undefined) note.source = source;
    const confirmed = ref(cells[6]);
    const by = ref(cells[7]);
    if (confirmed !== undefined) note.confirmed = by === undefined ? { date: confirmed } : { date: confirmed, by };
    return note;
  }
  return array(rows).map((row): Held => {
    const cells = array(row);
    const problems = array(cells[6]);
    return {
      entry: {
        file: string(cells[0]),
        note: cells[7] === 0 ? undefined : unpackNote(cells[7]),
        problems: problems.length === 0 ? none : problems.map(problem),
      },
      idLine: number(cells[4]),
      codeLines: array(cells[5]).map(number),
      stamp: { size: number(cells[1]), mtime: number(cells[2]) },
      hash: number(cells[3]),
      cached: true,
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
