import type { Gap } from './align';
import { dice, type LineTable } from './lineTable';

/** For each old line the new lines that it became, and how alike they are. -1: none. */
export interface LineMap {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** 0 to 1. */
  readonly alike: Float32Array;
}

export function emptyMap(length: number): LineMap {
  return {
    low: new Int32Array(length).fill(-1),
    high: new Int32Array(length).fill(-1),
    alike: new Float32Array(length),
  };
}

const largestTable = 60_000;
/** Less alike than this is no match. */
const floor = 0.42;
/** A wrapped line's parts must each lie in it for this share. */
const contained = 0.6;
const mostParts = 3;

/**
 * Matches the lines of a gap in order by likeness instead of equality, also one line with two or three (wrapped,
 * joined): the dynamic programme of Gale and Church for aligning sentences, over Dice's coefficient of character pairs.
 * A gap too large to try all is left alone.
 */
export function alignSimilar(table: LineTable, a: Int32Array, b: Int32Array, gap: Gap, map: LineMap): void {
  const rows = full(table, a, gap.a0, gap.a1);
  const columns = full(table, b, gap.b0, gap.b1);
  const [n, m] = [rows.length, columns.length];
  if (n === 0 || m === 0 || n * m > largestTable) return;
  const width = m + 1;
  const common = commonGrams(table, a, b, rows, columns);
  const lengthA = rows.map((line) => table.grams(a[line] ?? 0).length);
  const lengthB = columns.map((line) => table.grams(b[line] ?? 0).length);
  const weights = rows.map((line) => table.weight(a[line] ?? 0) + 0.02);
  const best = new Float32Array((n + 1) * width);
  /** Rows taken times 4 plus columns taken; 0: none. */
  const choice = new Uint8Array((n + 1) * width);
  const likeness = new Float32Array((n + 1) * width);
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      const cell = i * width + j;
      let value = Math.max(best[cell + width] ?? 0, best[cell + 1] ?? 0);
      const take = (r: number, c: number, alike: number, weight: number): void => {
        if (alike < floor) return;
        const total = (best[(i + r) * width + j + c] ?? 0) + weight * (alike - floor + 0.05);
        if (total <= value) return;
        value = total;
        choice[cell] = r * 4 + c;
        likeness[cell] = alike;
      };
      const [la, lb] = [lengthA[i] ?? 0, lengthB[j] ?? 0];
      const first = common[j * n + i] ?? 0;
      const same = (a[rows[i] ?? 0] ?? -1) === (b[columns[j] ?? 0] ?? -2);
      take(1, 1, same ? 1 : la + lb > 0 ? (2 * first) / (la + lb) : 0, weights[i] ?? 0);
      // One line against several: each of the several must for the most part be in the one.
      if (lb > 3 && lb <= la && first >= contained * lb) {
        let [length, shares] = [lb, first];
        for (let c = 2; c <= mostParts && j + c <= m; c++) {
          const part = lengthB[j + c - 1] ?? 0;
          const share = common[(j + c - 1) * n + i] ?? 0;
          if (part > la || share < contained * part) break;
          [length, shares] = [length + part, shares + share];
          take(1, c, (0.98 * 2 * Math.min(la, shares)) / (la + length), weights[i] ?? 0);
        }
      }
      if (la > 3 && la <= lb && first >= contained * la) {
        let [length, shares, weight] = [la, first, weights[i] ?? 0];
        for (let r = 2; r <= mostParts && i + r <= n; r++) {
          const part = lengthA[i + r - 1] ?? 0;
          const share = common[j * n + i + r - 1] ?? 0;
          if (part > lb || share < contained * part) break;
          [length, shares, weight] = [length + part, shares + share, weight + (weights[i + r - 1] ?? 0)];
          take(r, 1, (0.98 * 2 * Math.min(lb, shares)) / (lb + length), weight);
        }
      }
      best[cell] = value;
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    const cell = i * width + j;
    const picked = choice[cell] ?? 0;
    const [taken, covered] = [picked >> 2, picked & 3];
    if (picked === 0) {
      if ((best[cell + width] ?? 0) >= (best[cell + 1] ?? 0)) i++;
      else j++;
      continue;
    }
    for (let row = 0; row < taken; row++) {
      const line = rows[i + row] ?? 0;
      map.low[line] = columns[j] ?? -1;
      map.high[line] = columns[j + covered - 1] ?? -1;
      map.alike[line] = likeness[cell] ?? 0;
    }
    i += taken;
    j += covered;
  }
}

function full(table: LineTable, ids: Int32Array, from: number, to: number): number[] {
  const lines: number[] = [];
  for (let line = from; line < to; line++) if (table.weight(ids[line] ?? 0) > 0) lines.push(line);
  return lines;
}

/**
 * Character pairs in common of every row with every column, by an index of the rows' pairs. Column after column, so that
 * what is counted up lies close together: `common[column * rows.length + row]`.
 */
function commonGrams(
  table: LineTable,
  a: Int32Array,
  b: Int32Array,
  rows: readonly number[],
  columns: readonly number[],
): Uint16Array {
  const n = rows.length;
  const common = new Uint16Array(n * columns.length);
  const keysOf = rows.map((line) => table.gramKeys(a[line] ?? 0));
  // Only the keys that rows have are numbered, from 1: most gaps are small, and there are many of them.
  const numbers = table.gramNumbers();
  const total = keysOf.reduce((sum, keys) => sum + keys.length, 0);
  const ends = new Uint32Array(total + 1);
  let distinct = 0;
  for (const keys of keysOf) {
    for (const key of keys) {
      if (numbers[key] === 0) numbers[key] = ++distinct;
      const number = numbers[key] ?? 0;
      ends[number] = (ends[number] ?? 0) + 1;
    }
  }
  // The rows that have a key stand one after the other, in the end from `ends[number - 1]` to `ends[number]`.
  for (let number = distinct, after = total; number >= 1; number--) {
    after -= ends[number] ?? 0;
    ends[number] = after;
  }
  const owners = new Uint32Array(total);
  for (const [row, keys] of keysOf.entries()) {
    for (const key of keys) {
      const number = numbers[key] ?? 0;
      const at = ends[number] ?? 0;
      owners[at] = row;
      ends[number] = at + 1;
    }
  }
  for (const [column, line] of columns.entries()) {
    const base = column * n;
    for (const key of table.gramKeys(b[line] ?? 0)) {
      const number = numbers[key] ?? 0;
      if (number === 0) continue;
      const end = ends[number] ?? 0;
      for (let at = ends[number - 1] ?? 0; at < end; at++) {
        const cell = base + (owners[at] ?? 0);
        common[cell] = (common[cell] ?? 0) + 1;
      }
    }
  }
  for (const keys of keysOf) for (const key of keys) numbers[key] = 0;
  return common;
}

/** How alike two lines are, 0 to 1. */
export function likeness(table: LineTable, a: number, b: number): number {
  if (a === b) return 1;
  const [gramsA, gramsB] = [table.grams(a), table.grams(b)];
  const [short, long] = gramsA.length < gramsB.length ? [gramsA, gramsB] : [gramsB, gramsA];
  if (short.length === 0 || (2 * short.length) / (short.length + long.length) < floor) return 0;
  return dice(short, long);
}
