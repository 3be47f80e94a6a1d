import { lineDigest } from './fingerprint';
import { isWeak, normalise } from './lines';

/** A file's lines with their ids in a line table. All line numbers inside the engine are 0-based. */
export interface Doc {
  readonly path: string;
  readonly raw: readonly string[];
  /** One id a line; lines that are equal when normalised share it. */
  readonly ids: Int32Array;
  /** Lines by id, in order. Only ids of this document. */
  readonly places: ReadonlyMap<number, readonly number[]>;
}

/** Gives lines ids, so that comparing is cheap, and remembers what has to be worked out once a distinct line. */
export class LineTable {
  private readonly byRaw = new Map<string, number>();
  private readonly byNormal = new Map<string, number>();
  private readonly normals: string[] = [];
  private readonly weights: number[] = [];
  private readonly gramCache: (Uint16Array | undefined)[] = [];
  private readonly low: number[] = [];
  private readonly high: number[] = [];
  private readonly size: number[] = [];
  private digests: Map<number, number> | undefined;

  /** The id of a line. */
  id(raw: string): number {
    const known = this.byRaw.get(raw);
    if (known !== undefined) return known;
    const normal = normalise(raw);
    let id = this.byNormal.get(normal);
    if (id === undefined) {
      id = this.normals.push(normal) - 1;
      this.byNormal.set(normal, id);
      this.weights.push(weigh(normal));
      this.digests?.set(lineDigest(normal), id);
    }
    this.byRaw.set(raw, id);
    return id;
  }

  /** The id of a line of which only the digest is known; a fresh one when no line so far has it. */
  idOfDigest(digest: number): number {
    if (!this.digests) {
      this.digests = new Map();
      for (const [id, normal] of this.normals.entries()) if (normal !== '') this.digests.set(lineDigest(normal), id);
    }
    const known = this.digests.get(digest);
    if (known !== undefined) return known;
    this.weights.push(1);
    return this.normals.push('') - 1;
  }

  normal(id: number): string {
    return this.normals[id] ?? '';
  }

  /** 0 to 1: how much a line proves. Blank lines 0, brackets and the like little, long lines much. */
  weight(id: number): number {
    return this.weights[id] ?? 0;
  }

  isWeak(id: number): boolean {
    return this.weight(id) < 0.2;
  }

  doc(path: string, raw: readonly string[]): Doc {
    const ids = new Int32Array(raw.length);
    const places = new Map<number, number[]>();
    for (let line = 0; line < raw.length; line++) {
      const id = this.id(raw[line] ?? '');
      ids[line] = id;
      const known = places.get(id);
      if (known) known.push(line);
      else places.set(id, [line]);
    }
    return { path, raw, ids, places };
  }

  /** Pairs of neighbouring characters of the normalised line, hashed to 16 bits and sorted. */
  grams(id: number): Uint16Array {
    const known = this.gramCache[id];
    if (known) return known;
    const grams = gramsOf(this.normal(id).slice(0, 400));
    this.gramCache[id] = grams;
    return grams;
  }

  /** Whether two lines may have a fair share of grams in common, by 64 bits of each; seldom wrong, and quick. */
  mayShare(a: number, b: number): boolean {
    this.sign(a);
    this.sign(b);
    const common = bits((this.low[a] ?? 0) & (this.low[b] ?? 0)) + bits((this.high[a] ?? 0) & (this.high[b] ?? 0));
    return common >= 0.4 * Math.min(this.size[a] ?? 0, this.size[b] ?? 0);
  }

  private sign(id: number): void {
    if (this.size[id] !== undefined) return;
    let [low, high] = [0, 0];
    for (const gram of this.grams(id)) {
      const bit = Math.imul(gram, 0x9e3779b1) >>> 26;
      if (bit < 32) low |= 1 << bit;
      else high |= 1 << (bit & 31);
    }
    this.low[id] = low;
    this.high[id] = high;
    this.size[id] = bits(low) + bits(high);
  }
}

/** Number of bits set in a 32-bit number. */
function bits(value: number): number {
  let count = value - ((value >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

function weigh(normal: string): number {
  if (normal === '') return 0;
  if (isWeak(normal)) return 0.08;
  return Math.min(1, 0.3 + normal.length / 50);
}

function gramsOf(text: string): Uint16Array {
  const grams = new Uint16Array(Math.max(0, text.length - 1));
  for (let index = 0; index + 1 < text.length; index++) {
    grams[index] = text.charCodeAt(index) * 331 + text.charCodeAt(index + 1);
  }
  return grams.sort();
}

/** Number of grams that two sorted lists share. */
export function shared(a: Uint16Array, b: Uint16Array): number {
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const difference = (a[i] ?? 0) - (b[j] ?? 0);
    if (difference === 0) {
      count++;
      i++;
      j++;
    } else if (difference < 0) i++;
    else j++;
  }
  return count;
}

/** Sorensen and Dice's coefficient of two lists of grams, 0 to 1. */
export function dice(a: Uint16Array, b: Uint16Array): number {
  const total = a.length + b.length;
  return total === 0 ? 0 : (2 * shared(a, b)) / total;
}
