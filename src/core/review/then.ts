import type { Anchor, LineRange } from '../anchor/anchor';
import { cutMark } from '../anchor/lines';

/** What is known of the text that an anchor was written for. */
export interface RecordedText {
  /** Lines joined by `\n`. */
  readonly text: string;
  /** False: the middle of a long range is not recorded, and no commit that has it could be read. */
  readonly complete: boolean;
}

function lines(text: string): string[] {
  return text.split(/\r\n|\n|\r/);
}

function slice(all: readonly string[], range: LineRange): string[] {
  return all.slice(range.start - 1, range.end);
}

/** Whether a quoted line, cut where it was long, is this line. */
function isQuoted(quoted: string, line: string | undefined): boolean {
  if (quoted === line) return true;
  return quoted.endsWith(cutMark) && line?.startsWith(quoted.slice(0, -cutMark.length)) === true;
}

/**
 * The text that an anchor was written for: the lines of `committed` (the file as it was in the anchor's commit) where
 * they agree with what is quoted, else the quote; of a long range then its head and tail around `gap`.
 * `undefined` when nothing is recorded.
 */
export function recordedText(anchor: Anchor, committed: string | undefined, gap: string): RecordedText | undefined {
  const { quote, quoteTail, lines: range } = anchor;
  const old = committed !== undefined && range ? slice(lines(committed), range) : [];
  if (quote === undefined) return old.length > 0 ? { text: old.join('\n'), complete: true } : undefined;
  const head = lines(quote);
  const tail = quoteTail === undefined ? [] : lines(quoteTail);
  const agrees =
    (quoteTail === undefined ? old.length === head.length : old.length >= head.length + tail.length) &&
    head.every((line, index) => isQuoted(line, old[index])) &&
    tail.every((line, index) => isQuoted(line, old[old.length - tail.length + index]));
  if (agrees) return { text: old.join('\n'), complete: true };
  const complete = quoteTail === undefined && !head.some((line) => line.endsWith(cutMark));
  return { text: [...head, ...(quoteTail === undefined ? [] : [gap]), ...tail].join('\n'), complete };
}

/**
 * The present text of a file with the lines of `range` as they were recorded: the "then" of a then-and-now comparison,
 * in which nothing but the noted lines differs. Line ends are those of `present`.
 */
export function thenText(present: string, range: LineRange, recorded: string): string {
  const eol = /\r\n|\n|\r/.exec(present)?.[0] ?? '\n';
  const now = lines(present);
  return [...now.slice(0, range.start - 1), ...lines(recorded), ...now.slice(range.end)].join(eol);
}
