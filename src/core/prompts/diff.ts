import { unquotePath } from './quotedPath';

/** One added or removed line of a hunk. Context lines are not kept. */
export interface DiffLine {
  readonly kind: 'added' | 'removed';
  /** 1-based line in the new file for `added`, in the old file for `removed`. */
  readonly line: number;
  /** Without the line ending; a carriage return before it is dropped too. */
  readonly text: string;
}

/** A group of changed lines. All numbers are 1-based, as git prints them. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  /** With no added lines: the line of the new file after which something was removed (0: before the first). */
  readonly newStart: number;
  readonly newCount: number;
  readonly lines: readonly DiffLine[];
}

/** What a diff says of one file. */
export interface FileDiff {
  /** Root path before; absent for a file that was added. */
  readonly oldPath?: string;
  /** Root path after; absent for a file that was deleted. */
  readonly newPath?: string;
  /** Git's id of the new content, abbreviated or not, where the diff gives it. */
  readonly newBlob?: string;
  readonly binary: boolean;
  readonly hunks: readonly Hunk[];
}

/** Of the changes in one file no more is looked at: about a million characters. */
const longestPiece = 1_000_000;

/** A long diff in pieces of one file each, for `parseDiff` to read with pauses between them. */
export function piecesOf(diff: string): string[] {
  // Inside a hunk every line begins with a mark, so this can only be a header.
  return diff.split(/^(?=diff --git )/m).map((piece) => piece.slice(0, longestPiece));
}

interface Draft {
  oldPath?: string;
  newPath?: string;
  newBlob?: string;
  binary: boolean;
  hunks: Hunk[];
}

const header = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/**
 * Reads a unified diff as `git show` prints it with the prefixes `a/` and `b/`, with any amount of context. Never throws:
 * what is no diff is skipped, and a text that was cut off yields the lines that are there. What a changed line says can
 * never be taken for a header, because hunks are counted out.
 */
export function parseDiff(text: string): FileDiff[] {
  const files: Draft[] = [];
  const lines = new LineReader(text);
  let current: Draft | undefined;
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    if (line.startsWith('diff --git ')) {
      current = { binary: false, hunks: [], ...pathsOfHeader(line) };
      files.push(current);
    } else if (current !== undefined) {
      const match = header.exec(line);
      if (match === null) readExtended(line, current);
      else current.hunks.push(readHunk(match, lines));
    }
  }
  return files;
}

/** Walks the lines of a text without splitting it up front: a diff can be large and most of it uninteresting. */
class LineReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const end = this.#text.indexOf('\n', this.#at);
    const stop = end < 0 ? this.#text.length : end;
    const line = this.#text.slice(this.#at, stop);
    this.#at = stop + 1;
    return line;
  }

  /** The first character of the next line, without taking it. */
  peek(): string | undefined {
    return this.#text[this.#at];
  }
}

function readHunk(match: RegExpExecArray, lines: LineReader): Hunk {
  const [oldStart, oldCount] = [Number(match[1]), Number(match[2] ?? 1)];
  const [newStart, newCount] = [Number(match[3]), Number(match[4] ?? 1)];
  const found: DiffLine[] = [];
  let [oldLine, newLine] = [oldStart, newStart];
  const [oldEnd, newEnd] = [oldStart + oldCount, newStart + newCount];
  while (oldLine < oldEnd || newLine < newEnd) {
    const mark = lines.peek();
    if (mark !== '+' && mark !== '-' && mark !== ' ' && mark !== '\\') break;
    const text = (lines.next() ?? '').slice(1).replace(/\r$/, '');
    if (mark === '+') found.push({ kind: 'added', line: newLine++, text });
    else if (mark === '-') found.push({ kind: 'removed', line: oldLine++, text });
    else if (mark === ' ') {
      oldLine++;
      newLine++;
    }
  }
  return { oldStart, oldCount, newStart, newCount, lines: found };
}

function readExtended(line: string, file: Draft): void {
  if (line.startsWith('--- ')) setPath(file, 'oldPath', line.slice(4), 'a/');
  else if (line.startsWith('+++ ')) setPath(file, 'newPath', line.slice(4), 'b/');
  else if (line.startsWith('rename from ') || line.startsWith('copy from ')) {
    setPath(file, 'oldPath', line.slice(line.indexOf(' from ') + 6), '');
  } else if (line.startsWith('rename to ') || line.startsWith('copy to ')) {
    setPath(file, 'newPath', line.slice(line.indexOf(' to ') + 4), '');
  } else if (line.startsWith('new file mode ')) delete file.oldPath;
  else if (line.startsWith('deleted file mode ')) delete file.newPath;
  else if (line.startsWith('Binary files ') || line === 'GIT binary patch') file.binary = true;
  else {
    const blob = /^index [0-9a-f]{4,64}\.\.([0-9a-f]{4,64})/.exec(line)?.[1];
    if (blob !== undefined) file.newBlob = blob;
  }
}

function setPath(file: Draft, side: 'oldPath' | 'newPath', written: string, prefix: string): void {
  // Git ends a name that has a space in it with a tab.
  const path = unquotePath(written.replace(/\r$/, '').replace(/\t$/, ''));
  if (path !== '/dev/null') file[side] = path.startsWith(prefix) ? path.slice(prefix.length) : path;
  else if (side === 'oldPath') delete file.oldPath;
  else delete file.newPath;
}

/** Names from `diff --git a/x b/x`: only needed where nothing else names the file, and then both names are the same. */
function pathsOfHeader(line: string): { oldPath?: string; newPath?: string } {
  const rest = line.slice('diff --git '.length).replace(/\r$/, '');
  if (rest.startsWith('"')) {
    const end = /^"(?:[^"\\]|\\.)*"/.exec(rest)?.[0];
    const path = end === undefined ? undefined : unquotePath(end).replace(/^a\//, '');
    return path === undefined ? {} : { oldPath: path, newPath: path };
  }
  const half = (rest.length - 1) / 2;
  const [first, second] = [rest.slice(0, half), rest.slice(half + 1)];
  if (!Number.isInteger(half) || first.slice(2) !== second.slice(2)) return {};
  return { oldPath: first.replace(/^a\//, ''), newPath: second.replace(/^b\//, '') };
}
