import type { Place } from '../case';
import type { Random } from '../random';

/** A line that knows whether it belongs to the range whose place is asked for. */
export interface Line {
  readonly text: string;
  readonly hit: boolean;
}

/** A tree of files under edit. Edits return a new one. */
export interface World {
  readonly language: string;
  /** The file that holds the range. */
  readonly focus: string;
  readonly files: ReadonlyMap<string, readonly Line[]>;
  /** Line end of the focus file. */
  readonly eol: string;
  /** Files that the old tree had too, besides those that it is made of. */
  readonly early?: ReadonlyMap<string, string>;
}

/** An edit with a known effect; `undefined` where it does not apply. */
export type Edit = (world: World, random: Random) => World | undefined | Promise<World | undefined>;

export function linesOf(text: string): Line[] {
  return text.split('\n').map((line) => ({ text: line, hit: false }));
}

export function focusLines(world: World): readonly Line[] {
  return world.files.get(world.focus) ?? [];
}

export function withFile(world: World, path: string, lines: readonly Line[]): World {
  return { ...world, files: new Map(world.files).set(path, lines) };
}

export function withFocus(world: World, lines: readonly Line[]): World {
  return withFile(world, world.focus, lines);
}

export function withoutFile(world: World, path: string): World {
  const files = new Map(world.files);
  files.delete(path);
  return { ...world, files };
}

/** First and last index of the range's lines, or `undefined` when none is left. */
export function hits(lines: readonly Line[]): readonly [number, number] | undefined {
  const first = lines.findIndex(({ hit }) => hit);
  return first < 0 ? undefined : [first, lines.findLastIndex(({ hit }) => hit)];
}

/** Where the range is now; `undefined` when gone. Throws when it is in two files: such an edit has no one answer. */
export function placeOf(world: World): Place | undefined {
  const found = [...world.files].flatMap(([path, lines]) => {
    const ends = hits(lines);
    return ends ? [{ path, lines: { start: ends[0] + 1, end: ends[1] + 1 } }] : [];
  });
  if (found.length > 1) throw new Error(`The range is in ${found.map(({ path }) => path).join(' and ')}.`);
  return found[0];
}

export function textsOf(world: World): Map<string, string> {
  return new Map(
    [...world.files].map(([path, lines]) => [
      path,
      lines.map(({ text }) => text).join(path === world.focus ? world.eol : '\n'),
    ]),
  );
}

/** Lines of another file in the tree, to insert as something new. */
export function foreign(world: World, random: Random, count: number): Line[] {
  const donors = [...world.files].filter(([path]) => path !== world.focus).map(([, lines]) => lines);
  const donor = random.pick(donors.length > 0 ? donors : [focusLines(world)]);
  const start = random.int(0, Math.max(0, donor.length - count));
  return donor.slice(start, start + count).map(({ text }) => ({ text, hit: false }));
}

export function indentOf(text: string): string {
  return /^[ \t]*/.exec(text)![0];
}

/** A line that a person could mean: two words of three letters. */
export function isTelling(text: string): boolean {
  return (text.match(/\p{L}{3,}/gu) ?? []).length >= 2;
}

const closing = /^\s*([)\]}]|\*\/|end\b|#endif|<\/)/;

/** Indices at which a top-level block starts: a heading in prose, else an outermost line after a blank or a closing one. */
export function blockStarts(lines: readonly Line[], language: string): number[] {
  if (language === 'md') return headings(lines);
  const outer = language === 'json' ? innerIndent(lines) : '';
  return lines.flatMap(({ text }, index) => {
    if (text.trim() === '' || indentOf(text) !== outer || closing.test(text)) return [];
    const above = lines[index - 1]?.text;
    const starts = above === undefined || above.trim() === '' || language === 'json' || /^[)\]}]/.test(above);
    return starts && !/^\s*(\*|\{)/.test(text) ? [index] : [];
  });
}

function headings(lines: readonly Line[]): number[] {
  let fenced = false;
  return lines.flatMap(({ text }, index) => {
    if (/^\s*(```|~~~)/.test(text)) fenced = !fenced;
    return !fenced && /^#{1,4}\s/.test(text) ? [index] : [];
  });
}

function innerIndent(lines: readonly Line[]): string {
  const indents = lines.map(({ text }) => indentOf(text)).filter((indent) => indent !== '');
  return indents.sort((a, b) => a.length - b.length)[0] ?? '';
}

/** The top-level blocks, the lines before the first one left out. The last line of data (a bracket) is no block's. */
export function topBlocks(lines: readonly Line[], language: string): { start: number; end: number }[] {
  const starts = blockStarts(lines, language);
  const last = language === 'json' ? lines.findLastIndex(({ text }) => /^[}\]]/.test(text)) : lines.length;
  return starts
    .map((start, index) => ({ start, end: (starts[index + 1] ?? last) - 1 }))
    .filter(({ start, end }) => start <= end);
}

/** The run of top-level blocks that holds the range, or `undefined` when the range begins above the first. */
export function blocksAround(world: World): { start: number; end: number } | undefined {
  const lines = focusLines(world);
  const ends = hits(lines);
  if (!ends) return undefined;
  const blocks = topBlocks(lines, world.language);
  const start = blocks.findLast((block) => block.start <= ends[0])?.start;
  const end = blocks.find((block) => block.end >= ends[1])?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}
