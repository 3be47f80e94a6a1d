import type { Anchor } from './anchor';
import { readFingerprint, type Fingerprint } from './fingerprint';
import { cutMark, indentOf, splitLines } from './lines';
import type { LineTable } from './lineTable';
import { lastHead } from './lastHead';
import { definedName, enclosingSymbol } from './symbols';

/** One line of the past: its text, or only its digest. */
type PastLine = { readonly raw: string } | { readonly digest: number };

/** What is known of the text that an anchor was recorded in. Lines are 0-based and count in `lines`. */
export interface Past {
  readonly path: string;
  readonly lines: readonly PastLine[];
  /** First and last line of the range. */
  readonly start: number;
  readonly end: number;
  /** Line number, 0-based, that `start` had in the file. */
  readonly line: number;
  /** Number of lines that the range had. */
  readonly count: number;
  /** All of the old file is here, so that neighbouring lines were neighbours. */
  readonly complete: boolean;
  /** All of the range's own lines are here in full. */
  readonly whole: boolean;
  /** Name that the range itself defines, and the line that does. */
  readonly defines: string | undefined;
  readonly nameLine: number | undefined;
  /** Name of what encloses or is the range. */
  readonly symbol: string | undefined;
  /** Line on which the last statement or block of the range starts, so that its end is the range's end. */
  readonly lastHead: number | undefined;
  readonly fingerprint: Fingerprint | undefined;
}

/** Lines of the past as text; '' where only a digest is known. */
export function pastText(past: Past): string[] {
  return past.lines.map((line) => ('raw' in line ? line.raw : ''));
}

/** Ids of the lines of the past in a table that already knows the present text. */
export function pastIds(past: Past, table: LineTable): Int32Array {
  return Int32Array.from(past.lines, (line) => ('raw' in line ? table.id(line.raw) : table.idOfDigest(line.digest)));
}

/** What the old file's text tells; `undefined` when the anchor's lines are not in it. */
export function pastOfFile(anchor: Anchor, original: string): Past | undefined {
  if (!anchor.lines) return undefined;
  const raw = splitLines(original);
  const [start, end] = [anchor.lines.start - 1, anchor.lines.end - 1];
  if (start < 0 || end < start || end >= raw.length) return undefined;
  return {
    ...describe(anchor, raw, start, end),
    lines: raw.map((line) => ({ raw: line })),
    lastHead: lastHead(raw, start, end, anchor.path),
    get symbol() {
      return anchor.symbol ?? enclosingSymbol(raw, start + 1, anchor.path, { start: start + 1, end: end + 1 })?.name;
    },
    line: start,
    count: end - start + 1,
    complete: true,
    whole: true,
  };
}

/** What the anchor alone tells; `undefined` when it quotes nothing. */
export function pastOfQuote(anchor: Anchor): Past | undefined {
  if (!anchor.lines || anchor.quote === undefined || anchor.quote.trim() === '') return undefined;
  const fingerprint = readFingerprint(anchor.fingerprint);
  const head = quoted(anchor.quote);
  const tail = anchor.quoteTail === undefined ? [] : quoted(anchor.quoteTail);
  const digests = (list: readonly number[] | undefined): PastLine[] => (list ?? []).map((digest) => ({ digest }));
  const before = digests(fingerprint?.before);
  const middle = tail.length > 0 ? digests(fingerprint?.middle) : [];
  const lines = [...before, ...head, ...middle, ...tail, ...digests(fingerprint?.after)];
  const start = before.length;
  const end = start + head.length + middle.length + tail.length - 1;
  const raw = lines.map((line) => ('raw' in line ? line.raw : ''));
  return {
    ...describe(anchor, raw, start, end),
    lines,
    symbol: anchor.symbol,
    lastHead: quotedHead(
      anchor.lines.end - anchor.lines.start,
      fingerprint?.head,
      raw,
      start,
      end,
      head.length,
      tail.length,
    ),
    line: anchor.lines.start - 1,
    count: anchor.lines.end - anchor.lines.start + 1,
    complete: false,
    whole: middle.length === 0 && tail.length === 0,
  };
}

/** The past's line for a recorded head, where the quote shows that line; without one, a bracket that closes the range. */
function quotedHead(
  last: number,
  head: number | undefined,
  raw: readonly string[],
  start: number,
  end: number,
  shownAbove: number,
  shownBelow: number,
): number | undefined {
  if (head === undefined) {
    const closes = /^\s*[)\]}]/.test(raw[end] ?? '') && indentOf(raw[end] ?? '') === indentOf(raw[start] ?? '');
    return closes && end > start ? start : undefined;
  }
  if (head < 0 || head > last) return undefined;
  if (head < shownAbove) return start + head;
  const below = last - head;
  return below < shownBelow ? end - below : undefined;
}

function quoted(quote: string): PastLine[] {
  return quote.split('\n').map((line) => ({ raw: line.endsWith(cutMark) ? line.slice(0, -cutMark.length) : line }));
}

function describe(
  anchor: Anchor,
  raw: readonly string[],
  start: number,
  end: number,
): Pick<Past, 'path' | 'start' | 'end' | 'defines' | 'nameLine' | 'fingerprint'> {
  const named = firstName(raw, start, end, anchor.path);
  return {
    path: anchor.path,
    start,
    end,
    defines: named?.name,
    nameLine: named?.line,
    fingerprint: readFingerprint(anchor.fingerprint),
  };
}

/** The name that the range's first telling line defines. */
function firstName(
  raw: readonly string[],
  start: number,
  end: number,
  path: string,
): { readonly name: string; readonly line: number } | undefined {
  for (let line = start; line <= end; line++) {
    const name = definedName(raw, line, path);
    if (name !== undefined) return { name, line };
    if (!/^\s*(@|#\[|\/\/|\/\*|\*|#\s|template\b|$)/.test(raw[line] ?? '') || line > start + 30) return undefined;
  }
  return undefined;
}
