import type { LogCommit } from './logParser';

const day = 86_400_000;
const halfLife = 365 * day;
/** Sums are kept as of this moment, so that they need no touch as time goes by: 2020-01-01. */
const epoch = 1_577_836_800_000;
/** Commits that touch more files than this say nothing about any of them. */
export const mostFiles = 100;

const bot =
  /\[bot\]|(?:^|[\W_])bot(?:@|$|[\W_])|dependabot|renovate|greenkeeper|snyk-|github-actions|allcontributors|semantic-release|weblate|-bot\b|\bbors\b|imgbot|copybara|automation@/i;

/** Whether a commit was made by a program: its author's name or address says so. */
export function isBot(author: string, email: string): boolean {
  return bot.test(author.slice(0, 200)) || bot.test(email.slice(0, 200));
}

interface Entry {
  /** Σ 2^((commit time − epoch) / 365 days). */
  weight: number;
  /** Newest author date, milliseconds. */
  last: number;
}

/** A HeatIndex as plain data, to be kept between sessions. */
export interface HeatData {
  readonly version: 1;
  /** The commit up to which the history was read. */
  readonly head: string;
  readonly files: readonly (readonly [path: string, weight: number, last: number])[];
}

/**
 * How often and how lately each file was changed, from commits applied oldest first, renames followed. Commits can be
 * taken back (newest first) when a branch is left, so that no switch of branches needs the whole history again.
 */
export class HeatIndex {
  /** The commit up to which the history was read. */
  head: string | undefined;
  readonly #files = new Map<string, Entry>();

  apply(commit: LogCommit): void {
    if (!counts(commit)) return;
    for (const { path, from, deleted } of commit.touches) {
      if (from !== undefined) this.#rename(from, path);
      // Most files of an old history are gone: they would be most of what is kept.
      if (deleted) this.#files.delete(path);
      else this.#add(path, weightOf(commit.time), commit.time);
    }
  }

  /** Undoes `apply`, but for the time of the last touch, which may stay newer than it is, and for what was deleted. */
  unapply(commit: LogCommit): void {
    if (!counts(commit)) return;
    for (const { path, from, deleted } of commit.touches) {
      if (!deleted) this.#add(path, -weightOf(commit.time), 0);
      if (from !== undefined) this.#rename(path, from);
    }
  }

  /** Σ over the file's commits of 2^(−age in days / 365), as of `now` (milliseconds). */
  churn(path: string, now: number): number {
    const entry = this.#files.get(path);
    return entry === undefined ? 0 : entry.weight * 2 ** ((epoch - now) / halfLife);
  }

  /** Milliseconds since the epoch; `undefined` for a file without counted commits. */
  lastTouched(path: string): number | undefined {
    return this.#files.get(path)?.last;
  }

  paths(): IterableIterator<string> {
    return this.#files.keys();
  }

  toData(): HeatData | undefined {
    if (this.head === undefined) return undefined;
    return {
      version: 1,
      head: this.head,
      files: [...this.#files].map(([path, { weight, last }]) => [path, weight, last] as const),
    };
  }

  /** What `toData` gave; anything else yields an empty index, which reads the history anew. */
  static fromData(data: unknown): HeatIndex {
    const index = new HeatIndex();
    if (!isHeatData(data)) return index;
    for (const [path, weight, last] of data.files) index.#files.set(path, { weight, last });
    index.head = data.head;
    return index;
  }

  #add(path: string, weight: number, time: number): void {
    const entry = this.#files.get(path);
    if (entry === undefined) {
      if (weight > 0) this.#files.set(path, { weight, last: time });
      return;
    }
    entry.weight += weight;
    entry.last = Math.max(entry.last, time);
    // What is left of a sum that was taken back whole is rounding.
    if (entry.weight < Math.abs(weight) * 1e-9) this.#files.delete(path);
  }

  #rename(from: string, to: string): void {
    const entry = this.#files.get(from);
    if (entry === undefined) return;
    this.#files.delete(from);
    const there = this.#files.get(to);
    if (there === undefined) this.#files.set(to, entry);
    else {
      there.weight += entry.weight;
      there.last = Math.max(there.last, entry.last);
    }
  }
}

/**
 * h(f) = churn · log2(1 + bytes / 40) · (1 − coverage): where a note is missing most. `coverage` is the share of the file's
 * lines, 0 to 1, that notes are about already.
 */
export function heat(churn: number, bytes: number, coverage = 0): number {
  return churn * Math.log2(1 + Math.max(0, bytes) / 40) * (1 - Math.min(1, Math.max(0, coverage)));
}

/** Share of `all` that is not above `value`, 0 to 1; 0 for an empty list and for a value of 0. `all` is sorted, rising. */
export function rankOf(value: number, all: ArrayLike<number>): number {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((all[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return all.length === 0 || value <= 0 ? 0 : low / all.length;
}

function counts({ author, email, touches }: LogCommit): boolean {
  return touches.length > 0 && touches.length <= mostFiles && !isBot(author, email);
}

function weightOf(time: number): number {
  // A clock that is decades off must not outweigh everything else.
  return 2 ** (Math.min(Math.max(time - epoch, -60 * halfLife), 30 * halfLife) / halfLife);
}

function isHeatData(data: unknown): data is HeatData {
  if (typeof data !== 'object' || data === null) return false;
  const { version, head, files } = data as Partial<Record<keyof HeatData, unknown>>;
  return version === 1 && typeof head === 'string' && Array.isArray(files) && files.every(isFileRow);
}

function isFileRow(row: unknown): boolean {
  if (!Array.isArray(row)) return false;
  const [path, weight, last] = row as unknown[];
  return typeof path === 'string' && Number.isFinite(weight) && Number.isFinite(last);
}
