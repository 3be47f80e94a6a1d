import { hash32, isWeak, normalise } from './lines';
import type { LineRange } from './anchor';

/** What a fingerprint says. Every digest is 18 bits of a normalised line. */
export interface Fingerprint {
  /** 36 bits of the whole range's text, lines joined by `\n`, as 6 characters. */
  readonly whole: string;
  /** Telling lines above the range, in file order. */
  readonly before: readonly number[];
  /** Lines of the range that the quote does not hold in full, in file order. */
  readonly middle: readonly number[];
  /** Telling lines below the range, in file order. */
  readonly after: readonly number[];
  /** How far below the range's first line the statement or block begins that ends where the range does; -1: none does. */
  readonly head: number | undefined;
  /** Score, in log-odds, of the place most like the range that its file had besides; none when nothing was like it. */
  readonly rival: number | undefined;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const digestLength = 3;
const contextLines = 6;
const contextReach = 60;
const middleLines = 40;

/** 18 bits of a normalised line. */
export function lineDigest(normal: string): number {
  return hash32(normal) & 0x3ffff;
}

/** 36 bits of a range's text, in 6 characters. */
export function wholeDigest(lines: readonly string[]): string {
  const text = lines.join('\n');
  return encode(hash32(text) & 0x3ffff) + encode(hash32(`${text}\n${text.length}`) & 0x3ffff);
}

/**
 * Makes `1:whole.before.middle.after.head`, at most some 240 characters: `whole` is 6 characters over the exact text,
 * `head` a number or nothing, the rest 3 characters a line.
 *
 * @param lines the whole file
 * @param range the recorded lines, inside the file
 * @param hidden 1-based lines of the range that the quote does not show in full
 * @param head 1-based line on which the range's last block begins, if it ends with the range
 */
export function makeFingerprint(
  lines: readonly string[],
  range: LineRange,
  hidden: readonly number[],
  head: number | undefined,
): string {
  const above = contextDigests(lines, range.start - 1, -1, contextLines).reverse();
  const below = contextDigests(lines, range.end + 1, 1, contextLines);
  const middle = heaviest(hidden.map((line) => normalise(lines[line - 1] ?? '')));
  const whole = wholeDigest(lines.slice(range.start - 1, range.end));
  const parts = [above, middle.map(lineDigest), below].map((digests) => digests.map(encode).join(''));
  return `1:${whole}.${parts.join('.')}.${head === undefined ? '' : head - range.start}`;
}

/** The fingerprint with the score of the range's nearest look-alike, in tenths, at its end. */
export function withRival(fingerprint: string, rival: number): string {
  return `${fingerprint}.${Math.round(10 * rival)}`;
}

/** Reads a fingerprint; `undefined` when it is of another version or malformed. */
export function readFingerprint(text: string | undefined): Fingerprint | undefined {
  const match = /^1:([\w-]{6})\.([\w-]*)\.([\w-]*)\.([\w-]*)(?:\.(\d{0,7})(?:\.(-?\d{1,3}))?)?$/.exec(text ?? '');
  if (!match) return undefined;
  const [before, middle, after] = [match[2], match[3], match[4]].map((part) => decode(part ?? ''));
  const head = match[5] === undefined ? undefined : match[5] === '' ? -1 : Number(match[5]);
  const rival = match[6] === undefined ? undefined : Number(match[6]) / 10;
  return before && middle && after ? { whole: match[1] ?? '', before, middle, after, head, rival } : undefined;
}

/** Digests of the nearest telling lines from line `from` (1-based) on, up or down, at most `count`, the nearest first. */
export function contextDigests(lines: readonly string[], from: number, step: 1 | -1, count: number): number[] {
  const found: number[] = [];
  for (let distance = 0; distance < contextReach && found.length < count; distance++) {
    const line = lines[from - 1 + step * distance];
    if (line === undefined) break;
    const normal = normalise(line);
    if (!isWeak(normal)) found.push(lineDigest(normal));
  }
  return found;
}

/** The longest lines, in their order: long lines are the rare ones. */
function heaviest(normals: readonly string[]): string[] {
  const telling = normals.filter((normal) => !isWeak(normal));
  if (telling.length <= middleLines) return telling;
  const byLength = [...telling.keys()].sort((a, b) => (telling[b]?.length ?? 0) - (telling[a]?.length ?? 0) || a - b);
  const kept = new Set(byLength.slice(0, middleLines));
  return telling.filter((_, index) => kept.has(index));
}

function encode(digest: number): string {
  return [digest >>> 12, (digest >>> 6) & 63, digest & 63].map((sextet) => alphabet.charAt(sextet)).join('');
}

function decode(text: string): number[] | undefined {
  if (text.length % digestLength !== 0) return undefined;
  const digests: number[] = [];
  for (let index = 0; index < text.length; index += digestLength) {
    const sextets = [0, 1, 2].map((offset) => alphabet.indexOf(text.charAt(index + offset)));
    digests.push(((sextets[0] ?? 0) << 12) | ((sextets[1] ?? 0) << 6) | (sextets[2] ?? 0));
  }
  return digests;
}
