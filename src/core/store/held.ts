import type { FileStamp } from '../host';
import type { NoteEntry } from './noteStore';

/** What the index keeps of one note file: what the file says by itself, without regard to other files. */
export interface Held {
  /** With the problems of this file alone. */
  readonly entry: NoteEntry;
  /** 1-based line of `id`. */
  readonly idLine: number;
  /** 1-based line of each anchor's `path`, in the order of `note.code`. */
  readonly codeLines: readonly number[];
  /** What a listing last said of this content; `undefined`: read it again at the next look. */
  stamp: FileStamp | undefined;
  /** Digest of the content; `undefined` when it could not be read. */
  readonly hash: number | undefined;
  /** Where it was taken from the cache, which need not be written for it: what the index asks of every note. */
  readonly cached?: NoteKeys;
}

/** What a note is found by. */
export interface NoteKeys {
  readonly id: string | undefined;
  /** Each path that it records, once. */
  readonly paths: readonly string[];
  /** Every other note that it names, as it does. */
  readonly references: readonly string[];
}
