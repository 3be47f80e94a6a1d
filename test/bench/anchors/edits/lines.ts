import type { Random } from '../random';
import { type Edit, focusLines, foreign, hits, indentOf, isTelling, type Line, withFocus } from './world';

/** Puts 1 to 30 foreign lines in at 1 to 4 places of the file; now and then inside the range. */
export const insert: Edit = (world, random) => {
  let lines = focusLines(world);
  for (let times = random.int(1, 4); times > 0; times--) {
    const added = foreign(world, random, random.int(1, random.chance(0.3) ? 30 : 5));
    lines = spliced(lines, placeToInsert(lines, random), 0, added);
  }
  return withFocus(world, lines);
};

/** A boundary between two lines; one inside the range in a fifth of the cases. Lines put inside belong to the range. */
function placeToInsert(lines: readonly Line[], random: Random): number {
  const ends = hits(lines);
  if (ends && ends[1] > ends[0] && random.chance(0.2)) return random.int(ends[0] + 1, ends[1]);
  for (;;) {
    const at = random.int(0, lines.length);
    if (!ends || at <= ends[0] || at > ends[1]) return at;
  }
}

/** Cuts 1 to 20 lines out at 1 to 4 places outside the range, and now and then a line or two of it. */
export const remove: Edit = (world, random) => {
  let lines = focusLines(world);
  for (let times = random.int(1, 4); times > 0; times--) {
    const start = random.int(0, lines.length - 1);
    const end = start + random.int(1, random.chance(0.3) ? 20 : 4);
    lines = lines.filter((line, index) => index < start || index >= end || line.hit);
  }
  const ends = hits(lines);
  if (ends && ends[1] - ends[0] >= 5 && random.chance(0.4)) {
    lines = spliced(lines, random.int(ends[0] + 1, ends[1] - 2), random.int(1, 2), []);
  }
  return withFocus(world, lines);
};

/** Changes a word on a fifth to two fifths of the range's telling lines, and on some lines around it. */
export const change: Edit = (world, random) => {
  const share = 0.2 + 0.2 * random.unit();
  let changed = 0;
  const lines = focusLines(world).map((line) => {
    if (!isTelling(line.text) || !random.chance(line.hit ? share : 0.03)) return line;
    changed += line.hit ? 1 : 0;
    return { ...line, text: otherWord(line.text, random) };
  });
  return changed > 0 ? withFocus(world, lines) : undefined;
};

const vocabulary =
  'account buffer channel delta entry frame gateway handler index journal kernel ledger marker node'.split(' ');

/** The line with one of its words replaced. */
export function otherWord(text: string, random: Random): string {
  const words = [...text.matchAll(/\p{L}{3,}/gu)];
  if (words.length === 0) return text;
  const word = random.pick(words);
  return text.slice(0, word.index) + random.pick(vocabulary) + text.slice(word.index + word[0].length);
}

/** Deletes the whole range, and sometimes a few lines around it. */
export const deleteRange: Edit = (world, random) => {
  const lines = focusLines(world);
  const ends = hits(lines);
  if (!ends) return undefined;
  const [above, below] = [random.chance(0.3) ? random.int(1, 6) : 0, random.chance(0.3) ? random.int(1, 6) : 0];
  return withFocus(
    world,
    lines.filter((_, index) => index < ends[0] - above || index > ends[1] + below),
  );
};

/** Puts as many foreign lines in the range's place. */
export const replaceRange: Edit = (world, random) => {
  const lines = focusLines(world);
  const ends = hits(lines);
  if (!ends) return undefined;
  const size = ends[1] - ends[0] + 1;
  return withFocus(world, spliced(lines, ends[0], size, foreign(world, random, Math.max(1, size + random.int(-2, 2)))));
};

/** Renames 1 to 6 words, one of them in the range, everywhere in the tree. */
export const rename: Edit = (world, random) => {
  const inside = words(focusLines(world).filter(({ hit }) => hit));
  const anywhere = words(focusLines(world));
  if (inside.length === 0 || anywhere.length === 0) return undefined;
  const chosen = new Map([[random.pick(inside), freshName(random)]]);
  for (let times = random.int(0, 5); times > 0; times--) chosen.set(random.pick(anywhere), freshName(random));
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_$])(?:${[...chosen.keys()].map((word) => word.replaceAll('$', '\\$')).join('|')})(?![\\p{L}\\p{N}_$])`,
    'gu',
  );
  const files = new Map(
    [...world.files].map(([path, lines]) => [
      path,
      lines.map((line) => ({ ...line, text: line.text.replace(pattern, (word) => chosen.get(word) ?? word) })),
    ]),
  );
  return { ...world, files };
};

const reserved = new Set(
  'const let var function return class interface type export import from new this if else for while switch case break default extends implements public private static async await null undefined true false string number boolean void the and with that'.split(
    ' ',
  ),
);

function words(lines: readonly Line[]): string[] {
  const found = lines.flatMap(({ text }) => text.match(/[\p{L}_$][\p{L}\p{N}_$]{3,}/gu) ?? []);
  return [...new Set(found)].filter((word) => !reserved.has(word));
}

function freshName(random: Random): string {
  const second = random.pick(vocabulary);
  return random.pick(vocabulary) + second.charAt(0).toUpperCase() + second.slice(1);
}

/** Doubles or halves the width of leading spaces, or puts the range's surroundings one level deeper. */
export const reindent: Edit = (world, random) => {
  const lines = focusLines(world);
  if (random.chance(0.5)) {
    const step = random.pick(['    ', '  ', '\t']);
    return withFocus(
      world,
      lines.map((line) => (line.text === '' ? line : { ...line, text: step + line.text })),
    );
  }
  const wide = lines.every(({ text }) => indentOf(text).length % 4 === 0 || /^\s*\*/.test(text));
  const width = (indent: string): string => (wide ? indent.slice(0, Math.ceil(indent.length / 2)) : indent + indent);
  const fresh = lines.map((line) => {
    const indent = indentOf(line.text);
    return { ...line, text: width(indent) + line.text.slice(indent.length) };
  });
  return fresh.some((line, index) => line.hit && line.text !== lines[index]!.text)
    ? withFocus(world, fresh)
    : undefined;
};

/** Leading spaces become tabs, or tabs spaces. */
export const tabs: Edit = (world) => {
  const lines = focusLines(world);
  const fresh = lines.map((line) => {
    const indent = indentOf(line.text);
    const other = indent.includes('\t')
      ? indent.replaceAll('\t', '    ')
      : '\t'.repeat(Math.floor(indent.length / 2)) + ' '.repeat(indent.length % 2);
    return { ...line, text: other + line.text.slice(indent.length) };
  });
  return fresh.some((line, index) => line.hit && line.text !== lines[index]!.text)
    ? withFocus(world, fresh)
    : undefined;
};

/** Other line ends, `\r\n` mostly. */
export const lineEnds: Edit = (world, random) => ({ ...world, eol: random.chance(0.9) ? '\r\n' : '\r' });

/** Breaks the lines over 50 columns after commas, operators or words. */
export const wrap: Edit = (world, random) => {
  const width = random.pick([40, 50, 60]);
  const lines = focusLines(world);
  let broken = 0;
  const fresh = lines.flatMap((line) => {
    const parts = wrapped(line.text, width, world.language === 'md');
    if (line.hit && parts.length > 1) broken++;
    return parts.map((text) => ({ text, hit: line.hit }));
  });
  return broken > 0 ? withFocus(world, fresh) : undefined;
};

function wrapped(text: string, width: number, prose: boolean): string[] {
  if (text.length <= width || /^\s*(\/\/|\*|#|\|)/.test(text)) return [text];
  const indent = indentOf(text) + (prose ? '' : '  ');
  const parts: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const breaks = [...rest.matchAll(prose ? / (?=\S)/g : /(?:, |\(|&& |\|\| |= |\? |: )(?=\S)/g)]
      .map((found) => found.index + found[0].length)
      .filter((at) => at > indent.length + 8 && rest.length - at > 3);
    const at = breaks.findLast((place) => place <= width) ?? breaks[0];
    if (at === undefined) break;
    parts.push(rest.slice(0, at).trimEnd());
    rest = indent + rest.slice(at);
  }
  return [...parts, rest];
}

export function spliced(lines: readonly Line[], at: number, count: number, added: readonly Line[]): Line[] {
  const ends = hits(lines);
  // Between two lines of the range, what is added belongs to it.
  const inside = ends !== undefined && at > ends[0] && at + count <= ends[1];
  return [
    ...lines.slice(0, at),
    ...added.map((line) => (inside ? { ...line, hit: true } : line)),
    ...lines.slice(at + count),
  ];
}

/** The world with nothing in it that belongs to the range but what is in the given file. */
export function bare(lines: readonly Line[]): Line[] {
  return lines.map(({ text }) => ({ text, hit: false }));
}
