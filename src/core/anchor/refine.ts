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
      const first = common[i * m + j] ?? 0;
      const same = (a[rows[i] ?? 0] ?? -1) === (b[columns[j] ?? 0] ?? -2);
      take(1, 1, same ? 1 : la + lb > 0 ? (2 * first) / (la + lb) : 0, weights[i] ?? 0);
      // One line against several: each of the several must for the most part be in the one.
      if (lb > 3 && lb <= la && first >= contained * lb) {
        let [length, shares] = [lb, first];
        for (let c = 2; c <= mostParts && j + c <= m; c++) {
          const part = lengthB[j + c - 1] ?? 0;
          const share = common[i * m + j + c - 1] ?? 0;
          if (part > la || share < contained * part) break;
          [length, shares] = [length + part, shares + share];
          take(1, c, (0.98 * 2 * Math.min(la, shares)) / (la + length), weights[i] ?? 0);
        }
      }
      if (la > 3 && la <= lb && first >= contained * la) {
        let [length, shares, weight] = [la, first, weights[i] ?? 0];
        for (let r = 2; r <= mostParts && i + r <= n; r++) {
          const part = lengthA[i + r - 1] ?? 0;
          const share = common[(i + r - 1) * m + j] ?? 0;
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

/** Character pairs in common of every row with every column, by an index of the rows' pairs. */
function commonGrams(
  table: LineTable,
  a: Int32Array,
  b: Int32Array,
  rows: readonly number[],
  columns: readonly number[],
): Uint16Array {
  const m = columns.length;
  const common = new Uint16Array(rows.length * m);
  const heads = new Int32Array(0x10000).fill(-1);
  const owner: number[] = [];
  const next: number[] = [];
  for (const [row, line] of rows.entries()) {
    eachGram(table.grams(a[line] ?? 0), (key) => {
      next.push(heads[key] ?? -1);
      heads[key] = owner.push(row) - 1;
    });
  }
  for (const [column, line] of columns.entries()) {
    eachGram(table.grams(b[line] ?? 0), (key) => {
      for (let at = heads[key] ?? -1; at >= 0; at = next[at] ?? -1) {
        const cell = (owner[at] ?? 0) * m + column;
        common[cell] = (common[cell] ?? 0) + 1;
      }
    });
  }
  return common;
}

/** Each pair of a sorted list as a 16-bit key; the second occurrence of a pair has another key than the first. */
function eachGram(grams: Uint16Array, take: (key: number) => void): void {
  let times = 0;
  for (let index = 0; index < grams.length; index++) {
    const gram = grams[index] ?? 0;
    times = index > 0 && grams[index - 1] === gram ? times + 1 : 0;
    take((gram + times * 0x9e37) & 0xffff);
  }
}

/** How alike two lines are, 0 to 1. */
export function likeness(table: LineTable, a: number, b: number): number {
  if (a === b) return 1;
  const [gramsA, gramsB] = [table.grams(a), table.grams(b)];
  const [short, long] = gramsA.length < gramsB.length ? [gramsA, gramsB] : [gramsB, gramsA];
  if (short.length === 0 || (2 * short.length) / (short.length + long.length) < floor) return 0;
  return dice(short, long);
}
