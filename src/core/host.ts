import type { Anchor, Location } from './anchor/anchor';
import type { ParsedNote } from './markdown/parseNote';
import type { History } from './prompts/history';

/**
 * What core needs from the outside world, for one root: a repository, or a workspace folder outside any repository.
 *
 * Every path that crosses this interface is a *root path*: relative to the root, `/` between segments on every
 * platform, no `.` or `..` segment, never absolute. `''` is the root itself. A host refuses (`outside-root`) a path that
 * leads outside the root, symbolic links included.
 */
export interface Host {
  readonly files: Files;
  /** Absent where there is no git program, outside a repository, or where the workspace is not trusted. */
  readonly git?: Git;
  /** Absent where `git` is. */
  readonly history?: History;
  readonly clock: Clock;
  readonly log: Logger;
  /** `length` random bytes, fit for identifiers. */
  random(length: number): Uint8Array;
  /** A place outside the repository for what can be computed again. Absent: every start is a cold one. */
  readonly cache?: CacheSlot;
  /** The same for the heat of files. Absent: each session reads the whole history. */
  readonly heatCache?: CacheSlot;
  /** Looks for anchors' code. Absent: that is done in this thread. */
  readonly finder?: Finder;
}

/** One blob of bytes that outlives the program. Losing it costs time, never a note. */
export interface CacheSlot {
  /** What was last written, or `undefined`. May be anything: other versions and other programs write there too. */
  read(): Promise<Uint8Array | undefined>;
  /** Replaces it by these parts, one after the other, whole or not at all. A failure is the host's to log; it never rejects. */
  write(parts: readonly Uint8Array[]): Promise<void>;
}

/** What a host knows of a file without reading it. Two equal stamps mean: the same content, as far as a stat can tell. */
export interface FileStamp {
  /** In bytes. */
  readonly size: number;
  /** Last change, in milliseconds since the epoch; may have a fraction. */
  readonly mtime: number;
}

/** One file found by a listing. */
export interface ListedFile {
  readonly path: string;
  readonly stamp?: FileStamp;
}

/** Files under the root. All methods reject with NotesError. */
export interface Files {
  /**
   * Every `*.md` file in a folder called `folderName`, anywhere under the root, sorted by path.
   * Never enters `.git`, `node_modules`, another repository or a symbolic link.
   */
  listNotes(folderName: string, cancel?: CancelSignal): Promise<readonly ListedFile[]>;
  /** The code files that a search may look at, sorted by path: tracked or unignored, notes left out. */
  listCode(cancel?: CancelSignal): Promise<readonly string[]>;
  /** Whether the file lies in a repository of its own inside the root: what is there is not this root's. */
  inOtherRepository(path: string): Promise<boolean>;
  /** `undefined` when there is no such file. */
  stamp(path: string): Promise<FileStamp | undefined>;
  /** Rejects with `not-found`, `too-large` (over `maxBytes`, default 8 MiB), `outside-root` or `io`. */
  read(path: string, maxBytes?: number): Promise<Uint8Array>;
  /**
   * The content of a small file that has just been listed, at once: reading thousands of them is then not dominated by
   * promises. The bytes are good until the next call. `undefined`, or no such method: ask `read`, which also says why.
   */
  readNow?(path: string, stamp: FileStamp): Uint8Array | undefined;
  /** Writes a file that must not exist yet (`exists`), whole or not at all; makes its folders. */
  create(path: string, bytes: Uint8Array): Promise<void>;
  /** Replaces a file whose content must still be `expected` (`changed-on-disk`), whole or not at all. */
  replace(path: string, bytes: Uint8Array, expected: Uint8Array): Promise<void>;
  /** Moves a file to a place that must be free (`exists`). */
  move(from: string, to: string): Promise<void>;
  /** Deletes a file whose content must still be `expected`; to the trash where there is one. */
  remove(path: string, expected: Uint8Array): Promise<void>;
  /** Tells of files that changed outside, already gathered into batches. Dispose to stop. */
  watch(listener: (change: FilesChange) => void): Disposable;
}

/** A batch of changes seen on disk. `everything`: too much to name, or unknown; look again at all. */
export interface FilesChange {
  readonly everything: boolean;
  readonly paths: readonly string[];
}

/** The git questions that core asks. Every method answers `undefined` rather than rejecting when git cannot say. */
export interface Git {
  /** Commit id of HEAD, 40 or 64 hexadecimal digits. */
  head(): Promise<string | undefined>;
  /** `user.name`. */
  userName(): Promise<string | undefined>;
  /** Bytes of `path` as it was in `commit`. */
  blob(commit: string, path: string): Promise<Uint8Array | undefined>;
  /** Where the file `path` of `commit` is in the present tree, following renames; `undefined` when git does not know. */
  follow(commit: string, path: string, cancel?: CancelSignal): Promise<string | undefined>;
  /**
   * Present code files that contain at least one of `words` as a fixed string, at most `limit`. `extensions`, without the
   * dot: the files of all others may be left out.
   */
  grep(
    words: readonly string[],
    limit: number,
    extensions?: readonly string[],
    cancel?: CancelSignal,
  ): Promise<readonly string[] | undefined>;
  /** Names and addresses, as written, of everyone who authored a commit of HEAD's history in the last `days` days. */
  authors(days: number): Promise<readonly string[] | undefined>;
  /** Files that differ between two commits; of a rename both names. */
  changedFiles(from: string, to: string): Promise<readonly string[] | undefined>;
  /**
   * Says in the index that tracked files have other names now, as `git mv` does: what was staged stays staged, and what
   * was not does not become so. False when that could not be done; then nothing was.
   */
  moveInIndex(moves: readonly { readonly from: string; readonly to: string }[]): Promise<boolean>;
  /** Why HEAD last moved, as git notes it down: `pull: Fast-forward`, `checkout: moving from …`, `commit: …`. */
  lastMove(): Promise<string | undefined>;
}

/** Digest of each present file that an answer was found from, by path; `undefined` for one that is not there. */
export type Reads = ReadonlyMap<string, string | undefined>;

/** Where an anchor's code is on disk, and what that was found from. */
export interface Found {
  readonly location: Location;
  readonly reads: Reads;
  /** More than these files was looked at, so that any change of the tree may change the answer. */
  readonly wide: boolean;
  /** There is nothing at the recorded path any more, and the code was found nowhere else. */
  readonly gone: boolean;
}

/** The text that an editor shows for a file, instead of the one on disk. */
export interface OpenText {
  readonly path: string;
  readonly text: string;
}

/**
 * Looks for code: reads files, asks git, runs the engine; and reads what needs a parser to be loaded. All that is long
 * work, so a host may bring one that does it in another thread: what goes in and comes out is plain data. Rejects with
 * `cancelled` what nobody wants any more.
 */
export interface Finder extends Disposable {
  /** There will be something to find. */
  prepare(): void;
  /** Where the code is by the files on disk; `undefined` when all that was `read` before is as it was. */
  find(anchor: Anchor, read?: Reads, cancel?: CancelSignal): Promise<Found | undefined>;
  /** Where the code of each is, with an open text in place of its file. */
  findAround(open: OpenText, anchors: readonly Anchor[], cancel?: CancelSignal): Promise<readonly Location[]>;
  /** Of each anchor, whether it is worth looking for its code in this file. */
  mayHold(path: string, anchors: readonly Anchor[]): Promise<readonly boolean[]>;
  /** What `parseNote` reads: front matter of any form has a parser loaded for it. */
  parseNote(file: string, content: Uint8Array): Promise<ParsedNote>;
  /** Files or folders were renamed just now: their code is looked for there first. */
  renamed(moves: readonly { readonly from: string; readonly to: string }[]): void;
  /** The tree changed, in ways that the stamps of files do not tell. */
  changed(): void;
}

/** Now, and where the person is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Today's date for the person, `YYYY-MM-DD`. */
  today(): string;
}

/** The log channel: for people who look for a fault, never the only place where a failure shows. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** Anything that can be let go of, once. */
export interface Disposable {
  dispose(): void;
}

/** The part of an AbortSignal that core reads; an AbortSignal fits. */
export interface CancelSignal {
  readonly aborted: boolean;
}
