import type { Anchor, LineRange } from './anchor';
import { contextDigests, readFingerprint, wholeDigest, type Fingerprint } from './fingerprint';
import { cutMark } from './lines';

/** How many of the nearest telling lines on each side must be the same. */
const nearest = 3;
/** A line that occurs more often than this tells nothing about where a range is. */
const mostStarts = 8;
/** How much of a text is compared at a time while looking for where two texts begin to differ. */
const stride = 4096;

/** What two texts have in common at their beginning and at their end, in lines. */
export interface Unchanged {
  /** Lines from the top that are the same in both. */
  readonly top: number;
  /** Lines from the bottom that are the same in both. */
  readonly bottom: number;
  readonly before: number;
  readonly after: number;
}

/** Compares two texts from both ends, by slices of text, so that files of any size take no time. */
export function unchangedEnds(before: string, after: string): Unchanged {
  // Lines that a lone carriage return ends are not counted here.
  if (hasLoneReturn(before) || hasLoneReturn(after)) return { top: 0, bottom: 0, before: 0, after: 0 };
  const shorter = Math.min(before.length, after.length);
  let top = 0;
  while (top < shorter && before.startsWith(after.slice(top, Math.min(shorter, top + stride)), top)) top += stride;
  top = Math.min(top, shorter);
  while (top < shorter && before.charCodeAt(top) === after.charCodeAt(top)) top++;
  let bottom = 0;
  const rest = shorter - top;
  const sameTail = (from: number, to: number): boolean =>
    before.slice(before.length - to, before.length - from) === after.slice(after.length - to, after.length - from);
  while (bottom < rest && sameTail(bottom, Math.min(rest, bottom + stride))) bottom += stride;
  bottom = Math.min(bottom, rest);
  while (
    bottom < rest &&
    before.charCodeAt(before.length - 1 - bottom) === after.charCodeAt(after.length - 1 - bottom)
  ) {
    bottom++;
  }
  return {
    top: countLines(before, 0, top),
    // The first of the common characters may be the rest of a line that differs.
    bottom: Math.max(0, countLines(before, before.length - bottom, before.length)),
    before: countLines(before, 0, before.length),
    after: countLines(after, 0, after.length),
  };
}

function hasLoneReturn(text: string): boolean {
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

/** Line breaks between two places of a text. */
function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * Where a range is that nobody touched, 1-based: the quick way, taken when there is no doubt. `undefined` says nothing.
 * With the old file: the range and a line on each side lie in what both texts have in common at their top or bottom.
 */
export function inUnchangedEnds(lines: LineRange, ends: Unchanged): LineRange | undefined {
  if (lines.end + 1 <= ends.top) return lines;
  const shift = ends.after - ends.before;
  return ends.bottom > 0 && lines.start - 1 > ends.before - ends.bottom + 1
    ? { start: lines.start + shift, end: lines.end + shift }
    : undefined;
}

/** A recorded range, without what only a search needs. */
export interface Quoted {
  /** The quoted lines at its beginning; a line that was cut is shorter than it was. */
  readonly head: readonly string[];
  /** Number of lines that the range had. */
  readonly count: number;
  readonly fingerprint: Fingerprint;
}

/** What an anchor quotes; `undefined` when there is not enough to be sure without a search. */
export function quotedBy(anchor: Anchor): Quoted | undefined {
  const fingerprint = readFingerprint(anchor.fingerprint);
  if (!fingerprint || !anchor.lines || anchor.quote === undefined || anchor.quote.trim() === '') return undefined;
  return { head: anchor.quote.split('\n'), count: anchor.lines.end - anchor.lines.start + 1, fingerprint };
}

/**
 * The same without the old file: the whole quoted text is at `start` (0-based) and the nearest telling lines above and
 * below are those that the fingerprint remembers.
 */
export function quotedAt({ head, count, fingerprint }: Quoted, lines: readonly string[], start: number): boolean {
  if (start < 0 || start + count > lines.length || !isLine(lines[start] ?? '', head[0] ?? '')) return false;
  if (wholeDigest(lines.slice(start, start + count)) !== fingerprint.whole) return false;
  const above = contextDigests(lines, start, -1, nearest);
  const below = contextDigests(lines, start + count + 1, 1, nearest);
  return (
    same(above, [...fingerprint.before].reverse().slice(0, nearest)) && same(below, fingerprint.after.slice(0, nearest))
  );
}

/** Whether a line is the quoted one, which may have been cut. */
function isLine(line: string, quoted: string): boolean {
  return line === quoted || (quoted.endsWith(cutMark) && line.startsWith(quoted.slice(0, -cutMark.length)));
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((digest, index) => digest === b[index]);
}

/**
 * With the old file: its lines from `start` on are at `at` in the present one, and so are the nearest lines around
 * them (0-based).
 */
export function standsAt(
  old: readonly string[],
  { start, count }: { readonly start: number; readonly count: number },
  lines: readonly string[],
  at: number,
): boolean {
  if (at < 0 || at + count > lines.length || start + count > old.length) return false;
  for (let offset = -nearest; offset < count + nearest; offset++) {
    if (old[start + offset] !== lines[at + offset]) return false;
  }
  return true;
}

/** Lines (0-based) on which a text may begin, by where its longest whole line is; none where too many are like it. */
export function startsOf(text: readonly string[], lines: readonly string[]): number[] {
  let offset = 0;
  let longest = '';
  for (const [index, line] of text.entries()) {
    if (line.length > longest.length && !line.endsWith(cutMark)) [offset, longest] = [index, line];
  }
  if (longest.trim().length < 8) return [];
  const starts: number[] = [];
  for (let at = lines.indexOf(longest); at >= 0; at = lines.indexOf(longest, at + 1)) {
    if (starts.push(at - offset) > mostStarts) return [];
  }
  return starts;
}
