import type { LineTable } from './lineTable';

/** Half-open ranges of lines of two texts, 0-based: what lies between two matched lines. */
export interface Gap {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
}

const largestTable = 100_000;

/**
 * Matches equal lines of two texts in order: first the lines that occur once in both (Cohen's patience diff), then,
 * between those, the heaviest common subsequence. Weak lines never lead, they only follow.
 *
 * @param map receives for each line of `a` inside the gap its line of `b`, or stays as it was
 * @param focus the lines of `a` that matter: gaps elsewhere are left alone once nothing unique is in them
 */
export function alignExact(
  table: LineTable,
  a: Int32Array,
  b: Int32Array,
  gap: Gap,
  map: Int32Array,
  focus: { readonly from: number; readonly to: number },
): void {
  const stack: Gap[] = [gap];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const rest = trimEnds(a, b, next, map);
    if (rest.a0 >= rest.a1 || rest.b0 >= rest.b1) continue;
    const anchors = uniqueMatches(table, a, b, rest);
    if (anchors.length === 0) {
      if (rest.a0 <= focus.to && rest.a1 >= focus.from) leaf(table, a, b, rest, map);
      continue;
    }
    let [a0, b0] = [rest.a0, rest.b0];
    for (const [i, j] of anchors) {
      map[i] = j;
      stack.push({ a0, a1: i, b0, b1: j });
      [a0, b0] = [i + 1, j + 1];
    }
    stack.push({ a0, a1: rest.a1, b0, b1: rest.b1 });
  }
}

function trimEnds(a: Int32Array, b: Int32Array, gap: Gap, map: Int32Array): Gap {
  let { a0, a1, b0, b1 } = gap;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) map[a0++] = b0++;
  while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) map[--a1] = --b1;
  return { a0, a1, b0, b1 };
}

function uniqueMatches(table: LineTable, a: Int32Array, b: Int32Array, gap: Gap): [number, number][] {
  // By id: the line that has it plus one, or minus one when several have it.
  const inA = table.scratch(0);
  const inB = table.scratch(1);
  for (let i = gap.a0; i < gap.a1; i++) {
    const id = a[i] ?? 0;
    if (!table.isWeak(id)) inA[id] = inA[id] === 0 ? i + 1 : -1;
  }
  for (let j = gap.b0; j < gap.b1; j++) {
    const id = b[j] ?? 0;
    if (inA[id] !== 0) inB[id] = inB[id] === 0 ? j + 1 : -1;
  }
  const pairs: [number, number][] = [];
  for (let i = gap.a0; i < gap.a1; i++) {
    const id = a[i] ?? 0;
    if ((inA[id] ?? 0) > 0 && (inB[id] ?? 0) > 0) pairs.push([i, (inB[id] ?? 0) - 1]);
  }
  for (let i = gap.a0; i < gap.a1; i++) inA[a[i] ?? 0] = 0;
  for (let j = gap.b0; j < gap.b1; j++) inB[b[j] ?? 0] = 0;
  return longestRising(pairs);
}

/** The longest subsequence of pairs, sorted by the first number, in which the second rises (patience sorting). */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const piles: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  const value = (index: number): number => pairs[index]?.[1] ?? 0;
  for (let index = 0; index < pairs.length; index++) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value(piles[middle] ?? 0) < value(index)) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (piles[low - 1] ?? -1) : -1;
    piles[low] = index;
  }
  const result: [number, number][] = [];
  for (let index = piles[piles.length - 1] ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) result.push(pair);
  }
  return result.reverse();
}

/** Heaviest common subsequence of a gap without unique lines; left alone when the gap is too large to try all. */
function leaf(table: LineTable, a: Int32Array, b: Int32Array, gap: Gap, map: Int32Array): void {
  const [n, m] = [gap.a1 - gap.a0, gap.b1 - gap.b0];
  if (n * m > largestTable) return;
  const width = m + 1;
  const best = new Float32Array((n + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = n - 1; i >= 0; i--) {
    const id = a[gap.a0 + i] ?? 0;
    const weight = table.weight(id) + 0.05;
    for (let j = m - 1; j >= 0; j--) {
      const skip = Math.max(at(i + 1, j), at(i, j + 1));
      best[i * width + j] = id === b[gap.b0 + j] ? Math.max(skip, at(i + 1, j + 1) + weight) : skip;
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    if (a[gap.a0 + i] === b[gap.b0 + j] && at(i, j) > Math.max(at(i + 1, j), at(i, j + 1)))
      map[gap.a0 + i++] = gap.b0 + j++;
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
}
