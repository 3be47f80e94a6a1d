import type { Seeker } from './locateInText';

/** A file that differs between the anchor's commit and the present. */
export interface FileDelta {
  readonly path: string;
  readonly kind: 'added' | 'modified' | 'deleted';
  /** Ids of the contents, equal when they are equal. */
  readonly before: string;
  readonly after: string;
}

/** What can be asked about the present and the past of the code. Each answer may be missing. */
export interface Evidence {
  /** Present text of a file; `undefined` when there is none, or when it is no text. */
  text(path: string): Promise<string | undefined>;
  /** All present code files. */
  paths(): Promise<readonly string[]>;
  /** Text of `path` as it was in `commit`. */
  original?(commit: string, path: string): Promise<string | undefined>;
  /** Where the file `path` of `commit` is now, by the history's renames. */
  follow?(commit: string, path: string): Promise<string | undefined>;
  /** Where the file that was at `path` is now, where its rename was seen: better than any search. */
  renamed?(path: string): string | undefined;
  /** What was worked out for this text before; without it, each anchor starts anew. */
  seeker?(text: string, original: string | undefined): Seeker;
  /** Files that differ between `commit` and the present. */
  changes?(commit: string): Promise<readonly FileDelta[] | undefined>;
  /** Present files with one of the extensions (none: any) that contain at least one of the words, at most `limit`. */
  grep?(words: readonly string[], limit: number, extensions: readonly string[]): Promise<readonly string[] | undefined>;
}
