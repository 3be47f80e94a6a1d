import type { Random } from '../random';
import { bare, otherWord, rename, spliced } from './lines';
import {
  blocksAround,
  blockStarts,
  type Edit,
  focusLines,
  hits,
  indentOf,
  isTelling,
  type Line,
  topBlocks,
  type World,
  withFile,
  withFocus,
  withoutFile,
} from './world';

/** Moves the range's top-level block to another boundary of the file. */
export const moveWithin: Edit = (world, random) => {
  const block = blocksAround(world);
  if (!block) return undefined;
  const lines = focusLines(world);
  const moved = lines.slice(block.start, block.end + 1);
  const rest = [...lines.slice(0, block.start), ...lines.slice(block.end + 1)];
  const places = blockStarts(rest, world.language).filter((at) => at !== block.start);
  return places.length > 0 ? withFocus(world, spliced(rest, random.pick(places), 0, moved)) : undefined;
};

/** Moves the range's top-level block into another file of the tree, or a new one. */
export const moveAcross: Edit = (world, random) => {
  const block = blocksAround(world);
  const lines = focusLines(world);
  if (!block || block.end - block.start > lines.length * 0.8) return undefined;
  const moved = lines.slice(block.start, block.end + 1);
  const left = withFocus(world, [...lines.slice(0, block.start), ...lines.slice(block.end + 1)]);
  const others = [...world.files.keys()].filter((path) => path !== world.focus);
  if (others.length === 0 || random.chance(0.4)) {
    const path = beside(world.focus, random);
    return left.files.has(path) ? undefined : withFile(left, path, [...header(lines), ...moved]);
  }
  const path = random.pick(others);
  const target = left.files.get(path)!;
  return withFile(
    left,
    path,
    spliced(target, random.pick([...blockStarts(target, world.language), target.length]), 0, moved),
  );
};

/** Parts the file's top-level blocks over two or three new files; the old one goes, or keeps its head. */
export const splitFile: Edit = (world, random) => {
  const lines = focusLines(world);
  const blocks = topBlocks(lines, world.language);
  const around = blocksAround(world);
  if (blocks.length < 4 || !around) return undefined;
  const parts = random.int(2, 3);
  const piles: Line[][] = Array.from({ length: parts }, () => [...header(lines)]);
  const whole = blocks.filter(({ start, end }) => start >= around.start && end <= around.end);
  const target = random.int(0, parts - 1);
  for (const block of blocks) {
    const pile = whole.includes(block) ? piles[target]! : random.pick(piles);
    pile.push(...lines.slice(block.start, block.end + 1));
  }
  const head = lines.slice(0, blocks[0]!.start);
  let split = random.chance(0.5) && head.length > 0 ? withFocus(world, head) : withoutFile(world, world.focus);
  for (const [index, pile] of piles.entries()) {
    const path = beside(world.focus, random, String(index));
    if (split.files.has(path)) return undefined;
    split = withFile(split, path, pile);
  }
  return split;
};

/** Shuffles the file's top-level blocks. */
export const reorder: Edit = (world, random) => {
  const lines = focusLines(world);
  const blocks = topBlocks(lines, world.language);
  const around = blocksAround(world);
  if (blocks.length < 3 || !around) return undefined;
  const rest = blocks.filter(({ start, end }) => end < around.start || start > around.end);
  const cut = ({ start, end }: { start: number; end: number }): Line[] => lines.slice(start, end + 1);
  const shuffled = random.shuffle([...rest, around]).flatMap(cut);
  return withFocus(world, [...lines.slice(0, blocks[0]!.start), ...shuffled, ...lines.slice(blocks.at(-1)!.end + 1)]);
};

/** Cuts some statements out into a new function: the range is either them or the function around them. */
export const extract: Edit = (world, random) => {
  const lines = focusLines(world);
  const ends = hits(lines);
  if (!ends || !['ts', 'js', 'c'].includes(world.language)) return undefined;
  const around = blocksAround(world);
  if (!around) return undefined;
  const whole = ends[1] - ends[0] >= 8 && random.chance(0.5);
  let [first, last] = ends;
  if (whole) {
    first = random.int(ends[0] + 2, ends[1] - 4);
    last = Math.min(ends[1] - 2, first + random.int(2, 4));
  }
  const inner = lines.slice(first, last + 1);
  const indent = indentOf(inner[0]!.text);
  if (indent === '' || inner.some(({ text }) => text.trim() !== '' && !text.startsWith(indent))) return undefined;
  if (balance(inner) !== 0) return undefined;
  const name = `extracted${random.int(1, 99)}`;
  const body = inner.map(({ text }) => ({ text: text === '' ? '' : `  ${text.slice(indent.length)}`, hit: !whole }));
  const fresh = [
    ...bare([{ text: `function ${name}(input) {`, hit: false }]),
    ...body,
    { text: '}', hit: false },
    { text: '', hit: false },
  ];
  const call = { text: `${indent}${name}(input);`, hit: whole };
  const rest = [...lines.slice(0, first), call, ...lines.slice(last + 1)];
  const at = random.chance(0.5) ? around.start : around.end + 1 - (last - first);
  return withFocus(world, [...rest.slice(0, at), ...fresh, ...rest.slice(at)]);
};

function balance(lines: readonly Line[]): number {
  return lines.reduce(
    (sum, { text }) => sum + (text.match(/[({[]/g) ?? []).length - (text.match(/[)}\]]/g) ?? []).length,
    0,
  );
}

/**
 * Copies the range's top-level block above or below itself, then edits the copy: so much that the range's own text is
 * always more like the original than like the copy.
 */
export const duplicate: Edit = (world, random) => copied(world, random, 0);

/** The same, with a few words of the original changed as well. */
export const duplicateBoth: Edit = (world, random) => {
  const lines = focusLines(world);
  const telling = lines.filter(({ hit, text }) => hit && isTelling(text)).length;
  const changed = Math.min(3, Math.floor(telling / 4));
  return changed > 0 ? copied(world, random, changed) : undefined;
};

function copied(world: World, random: Random, changes: number): World | undefined {
  const block = blocksAround(world);
  if (!block) return undefined;
  const lines = focusLines(world);
  const telling = [...lines.keys()].filter((index) => lines[index]!.hit && isTelling(lines[index]!.text));
  if (telling.length === 0) return undefined;
  const wanted = Math.min(telling.length, Math.max(2 * changes, Math.ceil(telling.length * 0.3)));
  const shuffled = random.shuffle(telling);
  const inCopy = new Set(shuffled.slice(0, wanted));
  const inOriginal = new Set(random.shuffle(telling).slice(0, changes));
  const edit = (index: number, chosen: boolean, hit: boolean): Line => {
    const { text } = lines[index]!;
    return { text: chosen ? otherWord(text, random) : text, hit };
  };
  const copy = lines.slice(block.start, block.end + 1).map((line, offset) => {
    const index = block.start + offset;
    const outside = !line.hit && isTelling(line.text) && random.chance(0.3);
    return edit(index, outside || inCopy.has(index), false);
  });
  const original = lines.map((line, index) => edit(index, inOriginal.has(index), line.hit));
  if (
    copy.every(({ text }, offset) => !lines[block.start + offset]!.hit || text === lines[block.start + offset]!.text)
  ) {
    return undefined;
  }
  return withFocus(world, spliced(original, random.chance(0.5) ? block.start : block.end + 1, 0, copy));
}

/** A copy of the whole file stands under another folder, has long stood there, and the original is edited. */
export const vendored: Edit = async (world, random) => {
  const folder = random.pick(['vendor', 'third_party', 'test/fixtures', 'examples']);
  const path = `${folder}/${random.chance(0.5) ? world.focus : world.focus.split('/').pop()!}`;
  if (world.files.has(path)) return undefined;
  const copy = withFile(world, path, bare(focusLines(world)));
  const renamed = await rename({ ...world, files: new Map([[world.focus, focusLines(world)]]) }, random);
  const text = focusLines(world)
    .map((line) => line.text)
    .join('\n');
  return renamed && { ...withFocus(copy, focusLines(renamed)), early: new Map([[path, text]]) };
};

const extensions: Readonly<Record<string, readonly string[]>> = {
  ts: ['js', 'tsx', 'mts', 'vue'],
  js: ['ts', 'mjs', 'cjs', 'jsx'],
  'd.ts': ['ts', 'd.mts'],
  md: ['mdx', 'markdown', 'rst'],
  css: ['scss', 'less'],
  json: ['jsonc', 'json5', 'yaml'],
  c: ['cpp', 'cc', 'cxx', 'hpp'],
};

/** Gives the file another extension, and sometimes another folder. */
export const otherExtension: Edit = (world, random) => {
  const bareName = world.focus.replace(/(\.d)?\.[^./]+$/, '');
  const folder = random.chance(0.3) ? 'moved/' : '';
  const path = `${folder}${bareName}.${random.pick(extensions[world.language] ?? ['txt'])}`;
  if (world.files.has(path)) return undefined;
  return { ...withFile(withoutFile(world, world.focus), path, focusLines(world)), focus: path };
};

function header(lines: readonly Line[]): Line[] {
  return bare(lines.filter(({ text, hit }) => !hit && /^(import|const .* = require|#include)/.test(text)).slice(0, 4));
}

function beside(path: string, random: Random, suffix = ''): string {
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const extension = /(\.d)?\.[^./]+$/.exec(path)?.[0] ?? '';
  return `${folder}${random.pick(['shared', 'common', 'helpers', 'parts', 'base'])}${random.int(1, 99)}${suffix}${extension}`;
}
