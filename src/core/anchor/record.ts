import type { Anchor, LineRange } from './anchor';
import { makeFingerprint, withRival } from './fingerprint';
import { lastHead } from './lastHead';
import { cutMark, splitLines } from './lines';
import { rivalOf } from './rival';
import { enclosingSymbol } from './symbols';
import { NotesError } from '../errors';

/** What an anchor is made of. */
export interface AnchorSource {
  /** Root path of the file. */
  readonly path: string;
  /** The whole file as the person sees it. */
  readonly text: string;
  /** Selected lines; absent: the note is about the whole file. */
  readonly lines?: LineRange | undefined;
  /** Name of the enclosing symbol; found by looking at the text when absent. */
  readonly symbol?: string | undefined;
  /** Commit id that HEAD has. */
  readonly commit?: string | undefined;
}

/** A range of up to this many lines is quoted whole. */
const wholeQuote = 12;
const headLines = 8;
const tailLines = 4;
/** A line longer than this is cut, and marked by the ellipsis that follows. */
const lineLength = 160;

/**
 * Records an anchor: what a note's front matter keeps of the code that it explains.
 * Lines past the end of the file are cut off; blank lines at both ends of the range too.
 *
 * @throws NotesError `invalid-input` when the range holds no line of the file
 */
export function recordAnchor(source: AnchorSource): Anchor {
  const base = { path: source.path, ...(source.commit === undefined ? {} : { commit: source.commit }) };
  if (!source.lines) return base;
  const lines = splitLines(source.text);
  const range = trim(lines, source.lines, source.path);
  const symbol = source.symbol ?? enclosingSymbol(lines, range.start, source.path, range)?.name;
  const whole = lines.slice(range.start - 1, range.end);
  const long = whole.length > wholeQuote;
  const shown = long ? whole.slice(0, headLines) : whole;
  const tail = long ? whole.slice(-tailLines) : [];
  const head = lastHead(lines, range.start - 1, range.end - 1, source.path);
  const hidden = whole.flatMap((line, index) =>
    line.length > lineLength || (long && index >= headLines && index < whole.length - tailLines)
      ? [range.start + index]
      : [],
  );
  const anchor = {
    ...base,
    lines: range,
    ...(symbol === undefined ? {} : { symbol }),
    quote: shown.map(cut).join('\n'),
    ...(long ? { quoteTail: tail.map(cut).join('\n') } : {}),
    fingerprint: makeFingerprint(lines, range, hidden, head === undefined ? undefined : head + 1),
  };
  const rival = rivalOf(anchor, lines);
  return rival === undefined ? anchor : { ...anchor, fingerprint: withRival(anchor.fingerprint, rival) };
}

function cut(line: string): string {
  return line.length > lineLength ? line.slice(0, lineLength) + cutMark : line;
}

function trim(lines: readonly string[], range: LineRange, path: string): LineRange {
  let start = Math.max(1, Math.min(range.start, range.end));
  let end = Math.min(lines.length, Math.max(range.start, range.end));
  if (start > end) {
    throw new NotesError('invalid-input', `${path} has ${lines.length} lines; there is no line ${range.start}.`, {
      file: path,
    });
  }
  const [first, last] = [start, end];
  while (start < end && lines[start - 1]?.trim() === '') start++;
  while (end > start && lines[end - 1]?.trim() === '') end--;
  // A selection of blank lines only stays as it is.
  return lines[start - 1]?.trim() === '' ? { start: first, end: last } : { start, end };
}
