/** Ends a quoted line that was cut. */
export const cutMark = '…';

/** Splits a text into its lines, without their ends (`\n`, `\r\n`, `\r`). A final line end opens no further line. */
export function splitLines(text: string): string[] {
  const lines = text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n');
  if (lines.length > 1 && lines[lines.length - 1] === '') lines.pop();
  return lines;
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
