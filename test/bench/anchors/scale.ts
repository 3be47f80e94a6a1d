import { type Anchor, locateAllInText, type Location, recordAnchor } from '../../../src/core/index';
import { seeded } from './random';
import { loadSources } from './sources';

// One file of 100,000 lines with 200 notes, located again in one pass after a change. The yardstick is the time to split
// the new text into lines, `text.split('\n')`, in the same run. `npm run bench:anchors:scale`

const lineCount = 100_000;
const noteCount = 200;
const rounds = 15;
const random = seeded('scale');

/** Real sources, one after the other, until there are enough lines; each copy is told apart by its number. */
async function longFile(): Promise<string[]> {
  const sources = [...(await loadSources()).values()]
    .flat()
    .filter(({ language }) => language === 'ts' || language === 'js');
  const lines: string[] = [];
  for (let copy = 0; lines.length < lineCount; copy++) {
    for (const { text } of random.shuffle(sources)) {
      lines.push(...text.split('\n').map((line) => (line.length > 20 ? `${line} // ${copy}` : line)));
    }
  }
  return lines.slice(0, lineCount);
}

interface Change {
  readonly name: string;
  /** New lines, and where each old line (0-based) went; `undefined`: into an edited range, whose place is not checked. */
  apply(lines: readonly string[]): { readonly lines: string[]; readonly to: (line: number) => number };
}

const header = Array.from({ length: 37 }, (_, index) => `// A line put in at the top, number ${index}.`);
const middle = Array.from({ length: 5 }, (_, index) => `// A line put in later, number ${index}.`);
const changes: readonly Change[] = [
  {
    name: 'lines put in at the top',
    apply: (lines) => ({ lines: [...header, ...lines], to: (line) => line + header.length }),
  },
  {
    name: 'the first lines cut',
    apply: (lines) => ({ lines: ['// another first line', ...lines.slice(20)], to: (line) => line - 19 }),
  },
  {
    name: 'lines put in at the top and at the bottom',
    apply: (lines) => ({ lines: [...header, ...lines, ...middle], to: (line) => line + header.length }),
  },
  {
    name: 'lines put in at the top and every 5,000',
    apply: (lines) => {
      const fresh = lines.flatMap((line, index) => (index % 5000 === 2500 ? [...middle, line] : [line]));
      const passed = (line: number): number => Math.floor((line + 2500) / 5000);
      return { lines: [...header, ...fresh], to: (line) => line + header.length + middle.length * passed(line) };
    },
  },
];

/** A flat string that no cache knows, so that every round starts alike. */
function freshText(lines: readonly string[], round: number): string {
  return Buffer.from(`// round ${round}\n${lines.slice(1).join('\n')}`).toString();
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1]!;
}

const old = await longFile();
const original = old.join('\n');
// Two lie where the top changes, the others anywhere.
const anchors: Anchor[] = [
  { start: 1, end: 3 },
  { start: 4, end: 9 },
].map((lines) => recordAnchor({ path: 'src/long.ts', text: original, lines }));
while (anchors.length < noteCount) {
  const start = random.int(100, lineCount - 100);
  const lines = { start, end: start + random.int(0, random.chance(0.3) ? 60 : 12) };
  if ((old[start - 1] ?? '').length < 20) continue;
  const anchor = recordAnchor({ path: 'src/long.ts', text: original, lines });
  if (anchor.lines) anchors.push(anchor);
}
console.log(
  `${lineCount} lines, ${(original.length / 1e6).toFixed(1)} MB, ${noteCount} notes, median of ${rounds} rounds`,
);
for (const change of changes) {
  const { lines, to } = change.apply(old);
  for (const evidence of [
    { name: 'quote alone', original: undefined },
    { name: 'with the original', original },
  ]) {
    const times: number[] = [];
    const splits: number[] = [];
    let answers: Location[] = [];
    for (let round = 0; round < rounds; round++) {
      const text = freshText(lines, round);
      const other = freshText(lines, -round);
      const began = performance.now();
      const count = other.split('\n').length;
      splits.push(performance.now() - began);
      if (count !== lines.length) throw new Error('The yardstick measured something else.');
      const started = performance.now();
      answers = locateAllInText(anchors, text, { original: evidence.original });
      times.push(performance.now() - started);
    }
    const right = answers.filter(({ lines: found }, index) => {
      const { start, end } = anchors[index]!.lines!;
      return found?.start === to(start - 1) + 1 && found.end === to(end - 1) + 1;
    });
    const ratio = median(times) / median(splits);
    console.log(
      `${change.name}, ${evidence.name}: ${ratio.toFixed(2)} times the split ` +
        `(${median(times).toFixed(1)} ms to ${median(splits).toFixed(1)} ms); ${right.length} of ${noteCount} exactly right`,
    );
  }
}
