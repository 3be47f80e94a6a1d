import { type Anchor, type LineRange, locateInText, type Location, recordAnchor } from '../../../src/core/index';
import type { Random } from './random';

const words =
  'alpha bravo carol delta eagle return if else { } ( ) ; , = => // /* */ "quoted" \'it\' `tick` # <b> é 漢字 👍'.split(
    ' ',
  );

/** A text that a repository may hold: plain code mostly, and all that is odd. */
export function hostileText(random: Random): string {
  const end = random.pick(['\n', '\n', '\n', '\r\n', '\r', '\n\r']);
  const which = random.unit();
  if (which < 0.02) return '';
  if (which < 0.04) return end.repeat(random.int(1, 50));
  if (which < 0.05) return `same line;${end}`.repeat(random.int(1, random.chance(0.02) ? 100_000 : 3000));
  if (which < 0.06) return words.join(' ').repeat(random.int(1, random.chance(0.05) ? 20_000 : 500));
  const lines = Array.from({ length: random.int(1, random.chance(0.1) ? 400 : 40) }, () => hostileLine(random));
  return lines.join(end) + (random.chance(0.7) ? end : '');
}

function hostileLine(random: Random): string {
  const indent = random.pick(['', '  ', '    ', '\t', '\t\t', ' \t']);
  if (random.chance(0.15)) return random.pick(['', '}', '  }', '});', '{', indent]);
  const odd = ['\0', '\uD800', '\uDFFF', '\uFEFF', '\u2028', '\u200B', '\v', '\f', '\x1b[31m', '__proto__', '…'];
  const body = Array.from({ length: random.int(1, 8) }, () =>
    random.chance(0.02) ? random.pick(odd) : random.pick(words),
  );
  if (random.chance(0.1)) return `${indent}function ${random.pick(words)}${random.int(0, 9)}(${body.join(' ')}) {`;
  return indent + body.join(' ');
}

/** One change of a text, by characters, and the text after it. */
export function hostileEdit(text: string, random: Random): string {
  const start = random.int(0, text.length);
  const end = Math.min(text.length, start + (random.chance(0.5) ? 0 : random.int(0, random.chance(0.1) ? 2000 : 60)));
  const added = random.chance(0.3) ? '' : random.chance(0.05) ? hostileText(random) : `${hostileLine(random)}\n`;
  return text.slice(0, start) + added + text.slice(end);
}

/** Lines as every part of the product counts them, a final line end opening no further one. */
function countLines(text: string): number {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.length > 1 && lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

/** What the longest of the rounds was like. */
export interface Fuzzed {
  readonly rounds: number;
  readonly slowest: number;
  readonly sizeOfSlowest: number;
}

/**
 * Records, edits and locates `count` times, and throws at the first broken promise: an error, lines outside the file, a
 * confidence that is none, another answer the second time, or another place than before after an edit and its undo.
 */
export function fuzzLocate(count: number, random: Random): Fuzzed {
  let [slowest, sizeOfSlowest] = [0, 0];
  for (let round = 0; round < count; round++) {
    const text = hostileText(random);
    const total = countLines(text);
    const start = random.int(1, total);
    const lines = { start, end: Math.min(total, start + random.int(0, random.chance(0.1) ? 200 : 12)) };
    const path = random.pick(['a.ts', 'a.py', 'a.md', 'a.json', 'a.yaml', 'a.rs', 'a.css', 'a.cpp', 'a', 'a.toml']);
    const anchor = recordAnchor({ path, text, lines });
    let edited = text;
    for (let times = random.int(1, 4); times > 0; times--) edited = hostileEdit(edited, random);
    const told = (): string =>
      `round ${round}, ${path}, ${JSON.stringify(lines)}, text ${JSON.stringify(text.slice(0, 2000))}`;
    for (const evidence of [{}, { original: text }]) {
      const began = performance.now();
      const location = checked(anchor, edited, evidence, told);
      const took = performance.now() - began;
      if (took > slowest) [slowest, sizeOfSlowest] = [took, text.length + edited.length];
      if (JSON.stringify(locateInText(anchor, edited, evidence)) !== JSON.stringify(location)) {
        throw new Error(`Two answers to one question: ${told()}`);
      }
    }
    undone(anchor, text, told);
  }
  return { rounds: count, slowest, sizeOfSlowest };
}

function checked(anchor: Anchor, text: string, evidence: { original?: string }, told: () => string): Location {
  const location = locateInText(anchor, text, evidence);
  const total = countLines(text);
  const inside = (range: LineRange | undefined): boolean =>
    range === undefined || (range.start >= 1 && range.start <= range.end && range.end <= total);
  const places = [location.lines, ...location.candidates.map((candidate) => candidate.lines)];
  if (!places.every(inside))
    throw new Error(`Outside the file of ${total} lines: ${JSON.stringify(location)}, ${told()}`);
  const shares = [location.confidence, location.drift, ...location.candidates.map((one) => one.confidence)];
  if (!shares.every((share) => share >= 0 && share <= 1))
    throw new Error(`No share: ${JSON.stringify(location)}, ${told()}`);
  return location;
}

/** After an edit and its undo the text is the recorded one: with the old text known, the place must be the recorded one. */
function undone(anchor: Anchor, text: string, told: () => string): void {
  const back = locateInText(anchor, text, { original: text });
  if (back.state !== 'exact' || JSON.stringify(back.lines) !== JSON.stringify(anchor.lines)) {
    throw new Error(`Undone, and yet elsewhere: ${JSON.stringify(back)}, ${told()}`);
  }
  const quoted = locateInText(anchor, text);
  const range = text.split(/\r\n|\n|\r/).slice(anchor.lines!.start - 1, anchor.lines!.end);
  const telling = range.join('').match(/\p{L}{3,}/gu) ?? [];
  // Few words, or a text that stands twice, have no one place.
  const once = telling.length >= 8 && occurrences(text, range) === 1;
  if (once && quoted.lines && JSON.stringify(quoted.lines) !== JSON.stringify(anchor.lines)) {
    throw new Error(`Undone, and by its quote elsewhere: ${JSON.stringify(quoted)}, ${told()}`);
  }
}

function occurrences(text: string, range: readonly string[]): number {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.filter((_, at) => range.every((line, offset) => lines[at + offset] === line)).length;
}
