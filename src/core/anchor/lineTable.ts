import { turn } from '../util/turn';
import { lineDigest } from './fingerprint';
import { isWeak, normalise } from './lines';

/** A file's lines with their ids in a line table. All line numbers inside the engine are 0-based. */
export interface Doc {
  readonly path: string;
  readonly raw: readonly string[];
  /** One id a line; lines that are equal when normalised share it. */
  readonly ids: Int32Array;
  /** Where each id is. */
  readonly places: Places;
}

/** The lines of a document by id, without an object a line. */
export class Places {
  private readonly first: Int32Array;
  private readonly counts: Int32Array;
  private readonly next: Int32Array;

  /** @param size larger than every id */
  constructor(ids: Int32Array, size: number) {
    this.first = new Int32Array(size).fill(-1);
    this.counts = new Int32Array(size);
    this.next = new Int32Array(ids.length);
    for (let line = ids.length - 1; line >= 0; line--) {
      const id = ids[line] ?? 0;
      this.next[line] = this.first[id] ?? -1;
      this.first[id] = line;
      this.counts[id] = (this.counts[id] ?? 0) + 1;
    }
  }

  /** Number of lines that have this id. */
  count(id: number): number {
    return this.counts[id] ?? 0;
  }

  /** The lines that have this id, in order. */
  lines(id: number): number[] {
    const lines: number[] = [];
    for (let line = this.first[id] ?? -1; line >= 0; line = this.next[line] ?? -1) lines.push(line);
    return lines;
  }
}

/** So many lines are worked out between two looks at the clock. */
const linesAtOnce = 500;

/** Gives lines ids, so that comparing is cheap, and remembers what has to be worked out once a distinct line. */
export class LineTable {
  private readonly byRaw = new Map<string, number>();
  private readonly byNormal = new Map<string, number>();
  private readonly normals: string[] = [];
  private readonly weights: number[] = [];
  private readonly gramCache: (Uint16Array | undefined)[] = [];
  private digests: Map<number, number> | undefined;
  private readonly keyCache: (Uint16Array | undefined)[] = [];
  private numbers: Int32Array | undefined;
  private readonly scratches: (Int32Array | undefined)[] = [];

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

  /** One of two arrays with a place for every id, all 0; who uses it leaves it so. */
  scratch(which: 0 | 1): Int32Array {
    const known = this.scratches[which];
    if (known && known.length >= this.normals.length) return known;
    const fresh = new Int32Array(2 * this.normals.length);
    this.scratches[which] = fresh;
    return fresh;
  }

  /** A place for every key of a pair of characters, all 0; who uses it leaves it so. */
  gramNumbers(): Int32Array {
    return (this.numbers ??= new Int32Array(0x10000));
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
    const work = this.build(path, raw);
    for (;;) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  }

  /** The same in parts: the main loop gets its turn between them. `digests`: prepares `idOfDigest`, too. */
  async docInParts(path: string, raw: readonly string[], digests: boolean): Promise<Doc> {
    const work = this.build(path, raw);
    for (;;) {
      const step = work.next();
      if (step.done === true) {
        if (digests && !this.digests) await this.prepareDigests();
        return step.value;
      }
      if (turn.isSpent()) await turn.next();
    }
  }

  private async prepareDigests(): Promise<void> {
    const digests = new Map<number, number>();
    for (let id = 0; id < this.normals.length; id++) {
      const normal = this.normals[id] ?? '';
      if (normal !== '') digests.set(lineDigest(normal), id);
      if (id % linesAtOnce === 0 && turn.isSpent()) await turn.next();
    }
    this.digests ??= digests;
  }

  private *build(path: string, raw: readonly string[]): Generator<undefined, Doc> {
    const ids = new Int32Array(raw.length);
    for (let line = 0; line < raw.length; line++) {
      ids[line] = this.id(raw[line] ?? '');
      if (line % linesAtOnce === linesAtOnce - 1) yield undefined;
    }
    return { path, raw, ids, places: new Places(ids, this.normals.length) };
  }

  /** Pairs of neighbouring characters of the normalised line, hashed to 16 bits and sorted. */
  grams(id: number): Uint16Array {
    const known = this.gramCache[id];
    if (known) return known;
    const grams = gramsOf(this.normal(id).slice(0, 400));
    this.gramCache[id] = grams;
    return grams;
  }

  /** Each of `grams` as a 16-bit key; the second occurrence of a pair has another key than the first. */
  gramKeys(id: number): Uint16Array {
    return (this.keyCache[id] ??= keysOf(this.grams(id)));
  }
}

function keysOf(grams: Uint16Array): Uint16Array {
  const keys = new Uint16Array(grams.length);
  let times = 0;
  for (let index = 0; index < grams.length; index++) {
    const gram = grams[index] ?? 0;
    times = index > 0 && grams[index - 1] === gram ? times + 1 : 0;
    keys[index] = gram + times * 0x9e37;
  }
  return keys;
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
function shared(a: Uint16Array, b: Uint16Array): number {
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
