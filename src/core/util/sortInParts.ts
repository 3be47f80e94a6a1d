import { turn } from './turn';

/** Sorted at once. */
const run = 64;

/** A sorted copy. Equal items keep their order. Gives way to the main loop in between. */
export async function sortInParts<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  let runs: T[][] = [];
  for (let at = 0; at < items.length; at += run) {
    runs.push(items.slice(at, at + run).sort(compare));
    if (turn.isSpent()) await turn.next();
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  // What is in order already, as most listings are, is only put together.
  if (a.length === 0 || b.length === 0 || compare(a[a.length - 1] as T, b[0] as T) <= 0) return [...a, ...b];
  const merged: T[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [one, other] = [a[i] as T, b[j] as T];
    if (compare(one, other) <= 0) {
      merged.push(one);
      i++;
    } else {
      merged.push(other);
      j++;
    }
    if (merged.length % run === 0 && turn.isSpent()) await turn.next();
  }
  for (; i < a.length; i++) merged.push(a[i] as T);
  for (; j < b.length; j++) merged.push(b[j] as T);
  return merged;
}
