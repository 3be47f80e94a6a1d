import { turn } from '../util/turn';

/** Ends a quoted line that was cut. */
export const cutMark = '…';

/** Splits a text into its lines, without their ends (`\n`, `\r\n`, `\r`). A final line end opens no further line. */
export function splitLines(text: string): string[] {
  const lines = splitAll(text);
  if (lines.length > 1 && lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** A longer text is split in parts, in UTF-16 units. */
export const splitAtOnce = 400_000;

/** The same in parts, where the text is so long that splitting it would hold the main loop. */
export async function splitLinesInParts(text: string): Promise<string[]> {
  const lines = await splitAllInParts(text);
  if (lines.length > 1 && lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** Lines as an editor counts them: a final line end opens one more, empty, line. */
export function splitAll(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
}

/** The same in parts. */
export async function splitAllInParts(text: string): Promise<string[]> {
  if (text.length <= splitAtOnce) return splitAll(text);
  const lines: string[] = [];
  let at = 0;
  for (let end = splitEnd(text, 0); end < text.length; end = splitEnd(text, at)) {
    const part = splitAll(text.slice(at, end));
    // What follows the last line end begins the next part.
    part.pop();
    for (const line of part) lines.push(line);
    at = end;
    if (turn.isSpent()) await turn.next();
  }
  for (const line of splitAll(text.slice(at))) lines.push(line);
  return lines;
}

/** Where a part that begins at `from` ends, after a line end. */
function splitEnd(text: string, from: number): number {
  const end = from + splitAtOnce / 4;
  const next = end >= text.length ? -1 : text.indexOf('\n', end);
  return next < 0 ? text.length : next + 1;
}

/**
 * A line as the engine compares it: without white space, quotes alike, without a trailing comma or semicolon. So
 * indentation, line ends and what formatters disagree about make no difference.
 */
export function normalise(line: string): string {
  let bare = '';
  let from = 0;
  for (let index = 0; index < line.length; index++) {
    const code = line.charCodeAt(index);
    if (isSpace(code)) {
      if (index > from) bare += line.slice(from, index);
      from = index + 1;
    } else if (code === apostrophe || code === backtick) {
      bare += `${line.slice(from, index)}"`;
      from = index + 1;
    }
  }
  bare += line.slice(from);
  const last = bare.charCodeAt(bare.length - 1);
  return last === comma || last === semicolon ? bare.slice(0, -1) : bare;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(String.fromCharCode(code)));
}
const apostrophe = 39;
const backtick = 96;
const comma = 44;
const semicolon = 59;

/** Width of a line's leading white space in columns; a tab goes to the next multiple of `tabSize`. */
export function indentOf(line: string, tabSize = 4): number {
  let width = 0;
  for (const char of line) {
    if (char === ' ') width++;
    else if (char === '\t') width += tabSize - (width % tabSize);
    else break;
  }
  return width;
}

/** 32-bit FNV-1a over UTF-16 code units, finished with murmur3's mixer so that any bits of it may be used. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** True for a line that proves nothing by itself: blank, brackets, a lone keyword, a comment's frame. Takes a normalised line. */
export function isWeak(normal: string): boolean {
  let letters = 0;
  for (let index = 0; index < normal.length; index++) {
    if (isLetter(normal.charCodeAt(index)) && ++letters > longestWeakWord) return false;
  }
  return letters < 4 || weakWords.has(normal.replace(/[^\p{L}\p{N}]/gu, ''));
}

/** A letter or digit; beyond ASCII everything counts as one. */
function isLetter(code: number): boolean {
  return code > 127 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

const weakWords = new Set(
  (
    'else elseif begin endif return returntrue returnfalse returnnull returnnil returnerr returnnone break continue try ' +
    'finally default override Override Test test beforeEach public private protected static async await catche ' +
    'iferrnil iferrnilreturnerr void true false null none None self this pass then done endif undefined ' +
    'constexpr namespace usestrict'
  ).split(' '),
);
const longestWeakWord = Math.max(...[...weakWords].map((word) => word.length));
