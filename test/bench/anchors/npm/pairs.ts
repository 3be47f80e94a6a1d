import type { Case } from '../case';
import { alike, statementsOf, type Unit, unitsOf } from './units';

/** One version's sources, texts by path. */
export type Tree = ReadonlyMap<string, string>;

/** What two versions of a package give: cases whose answer independent checks agree on, and how many were left out. */
export interface Pair {
  readonly cases: readonly Case[];
  /** Named pieces whose checks disagree, or that are too small: no case is made of them. */
  readonly arguable: number;
}

const smallest = { lines: 3, words: 12 };
const longest = 150;

/**
 * Cases from two versions. A piece of the old one is at a place of the new one when its name is unique in both, the two
 * are alike, and each is the most alike to the other by a clear margin. It is gone when its name is nowhere in the new
 * sources, nothing is much like it, and few of its lines are left. Statements inside a piece are paired when their first
 * line is unique in both and they are the most alike. All else is arguable and left out.
 */
export function casesOf(label: string, before: Tree, after: Tree): Pair {
  const old = unitsIn(before);
  const fresh = unitsIn(after);
  const byName = new Map<string, Unit[]>();
  for (const unit of fresh) byName.set(unit.name, [...(byName.get(unit.name) ?? []), unit]);
  const oldCount = new Map<string, number>();
  for (const { name } of old) oldCount.set(name, (oldCount.get(name) ?? 0) + 1);
  const words = new Set([...after.values()].flatMap((text) => text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []));
  const lines = new Set([...after.values()].flatMap((text) => text.split('\n').map(bare)));
  const cases: Case[] = [];
  let arguable = 0;
  const add = (unit: Unit, kind: string, expected: Unit | undefined): void => {
    cases.push({
      kind,
      label: `${label} ${unit.name}`,
      language: unit.path.endsWith('.ts') ? 'ts' : 'js',
      from: { path: unit.path, lines: unit.lines },
      original: before.get(unit.path)!,
      before,
      after,
      expected: expected && { path: expected.path, lines: expected.lines },
    });
  };
  for (const unit of old) {
    const size = unit.lines.end - unit.lines.start + 1;
    if (size < smallest.lines || unit.size < smallest.words || size > longest) continue;
    const same = byName.get(unit.name) ?? [];
    const twin = same[0];
    if (twin && same.length === 1 && oldCount.get(unit.name) === 1 && agreed(unit, twin, old, fresh)) {
      add(unit, kindOf(unit, twin), twin);
      for (const [from, to] of pairedStatements(unit, twin, before, after)) add(from, `block, ${kindOf(from, to)}`, to);
    } else if (isGone(unit, fresh, words, lines)) add(unit, 'gone', undefined);
    else arguable++;
  }
  return { cases, arguable };
}

function unitsIn(tree: Tree): Unit[] {
  return [...tree].flatMap(([path, text]) => unitsOf(path, text));
}

function agreed(unit: Unit, twin: Unit, old: readonly Unit[], fresh: readonly Unit[]): boolean {
  const own = alike(unit, twin);
  if (own < 0.5) return false;
  const rival = (others: readonly Unit[], self: Unit, other: Unit): number =>
    Math.max(0, ...others.filter((one) => one !== self && !nested(one, self)).map((one) => alike(other, one)));
  return own - rival(fresh, twin, unit) >= 0.1 && own - rival(old, unit, twin) >= 0.1;
}

/** Whether one holds the other: a class and its method are no rivals. */
function nested(a: Unit, b: Unit): boolean {
  if (a.path !== b.path) return false;
  const holds = (outer: Unit, inner: Unit): boolean =>
    outer.lines.start <= inner.lines.start && outer.lines.end >= inner.lines.end;
  return holds(a, b) || holds(b, a);
}

function isGone(unit: Unit, fresh: readonly Unit[], words: ReadonlySet<string>, lines: ReadonlySet<string>): boolean {
  const last = unit.name.split(/[. ]/).pop()!;
  if (words.has(last) || fresh.some((one) => alike(unit, one) >= 0.4)) return false;
  const telling = unit.text
    .split('\n')
    .map(bare)
    .filter((line) => line.length >= 12);
  const left = telling.filter((line) => lines.has(line)).length;
  return telling.length >= 2 && left <= telling.length * 0.2;
}

function kindOf(from: Unit, to: Unit): string {
  const equal = bare(from.text) === bare(to.text);
  if (from.path !== to.path) return equal ? 'other file' : 'other file, edited';
  if (!equal) return alike(from, to) >= 0.8 ? 'edited' : 'edited much';
  return from.lines.start === to.lines.start && from.lines.end === to.lines.end ? 'same place' : 'moved';
}

function pairedStatements(unit: Unit, twin: Unit, before: Tree, after: Tree): [Unit, Unit][] {
  const old = statementsOf(unit, before.get(unit.path)!);
  const fresh = statementsOf(twin, after.get(twin.path)!);
  return old.flatMap((from): [Unit, Unit][] => {
    const matches = fresh.filter((to) => firstLine(to) === firstLine(from) && to.name === from.name);
    const to = matches[0];
    if (!to || matches.length > 1 || old.some((one) => one !== from && firstLine(one) === firstLine(from))) return [];
    const best = fresh.every((one) => one === to || nested(one, to) || alike(from, one) < alike(from, to));
    return best && alike(from, to) >= 0.6 && bare(from.text) !== bare(unit.text) ? [[from, to]] : [];
  });
}

function firstLine(unit: Unit): string {
  return bare(unit.text.split('\n')[0]!);
}

function bare(text: string): string {
  return text.replace(/\s+/g, '');
}
