import type { Case } from '../case';
import { seeded, type Random } from '../random';
import { hasFormatter, type Source } from '../sources';
import { reformat } from './format';
import { type Kind } from './kinds';
import { deleteRange } from './lines';
import { type Choices, choicesOf, pickRange, type Span } from './ranges';
import { linesOf, placeOf, textsOf, withFile, type Edit, type World } from './world';

const treeSize = 16;
const tries = 200;

/** Makes cases of one kind, the same for the same seed and sources. Fewer than asked for where the kind rarely applies. */
export async function generate(
  kind: Kind,
  count: number,
  groups: ReadonlyMap<string, readonly Source[]>,
  seed: string,
): Promise<Case[]> {
  const random = seeded(`${seed}/${kind.name}`);
  const cases: Case[] = [];
  for (let attempt = 0; cases.length < count && attempt < count * tries; attempt++) {
    const group = groups.get(random.pick([...groups.keys()]))!;
    const source = random.pick(group);
    const others = random.shuffle(group.filter(({ path }) => path !== source.path)).slice(0, treeSize - 1);
    const made = await attemptOne(kind, source, others, random);
    if (made) cases.push({ ...made, label: `${kind.name} #${cases.length + 1}` });
  }
  return cases;
}

const choices = new WeakMap<Source, Choices>();

async function attemptOne(
  kind: Kind,
  source: Source,
  others: readonly Source[],
  random: Random,
): Promise<Case | undefined> {
  const { text, language, path } = source;
  const known = choices.get(source) ?? choicesOf(text, language);
  choices.set(source, known);
  const span = pickRange(text, known, random);
  if (!span || copies(span, source, others) > (kind.twins ? 3 : 1)) return undefined;
  let start = { text, span };
  if (kind.reformat) {
    const fresh = hasFormatter(language) ? await reformat(text, span, language, random) : undefined;
    if (!fresh) return undefined;
    start = fresh;
  }
  const world = await edited(worldOf(source, others, start), kind, random);
  if (!world) return undefined;
  const before = new Map([...others.map((other) => [other.path, other.text] as const), ...(world.early ?? [])]);
  return {
    kind: kind.name,
    label: kind.name,
    language,
    from: { path, lines: { start: span.start + 1, end: span.end + 1 } },
    original: text,
    before,
    after: textsOf(world),
    expected: placeOf(world),
  };
}

function worldOf(source: Source, others: readonly Source[], { text, span }: { text: string; span: Span }): World {
  const lines = linesOf(text).map((line, index) => ({ ...line, hit: index >= span.start && index <= span.end }));
  const files = new Map(others.map((other) => [other.path, linesOf(other.text)]));
  return withFile({ language: source.language, focus: source.path, files, eol: '\n' }, source.path, lines);
}

async function edited(world: World, kind: Kind, random: Random): Promise<World | undefined> {
  let edits: Edit[] = [...kind.edits];
  if (kind.mixed) {
    const must = edits.filter((edit) => edit === deleteRange);
    const free = random.shuffle(edits.filter((edit) => edit !== deleteRange));
    edits = [...free.slice(0, random.int(kind.reformat ? 1 : 2, 4)), ...must];
  }
  let current = world;
  for (const edit of edits) {
    const next = await edit(current, random);
    if (!next) {
      if (kind.mixed && edit !== deleteRange) continue;
      return undefined;
    }
    const place = placeOf(next);
    current = place ? { ...next, focus: place.path } : next;
  }
  return current;
}

/** How often the range's text, white space aside, stands in the tree. */
function copies(span: Span, source: Source, others: readonly Source[]): number {
  const bare = (text: string): string => text.replace(/\s+/g, '');
  const wanted = bare(
    source.text
      .split('\n')
      .slice(span.start, span.end + 1)
      .join('\n'),
  );
  const inFile = bare(source.text).split(wanted).length - 1;
  const elsewhere = others.filter((other) => bare(other.text).includes(wanted)).length;
  return elsewhere > 0 ? Number.POSITIVE_INFINITY : inFile;
}
