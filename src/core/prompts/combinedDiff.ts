import type { LineRange } from '../anchor/anchor';
import { isGeneratedPath } from './generated';
import { languageOf } from './languages';
import { unquotePath } from './quotedPath';
import { excerpt, type Trigger } from './trigger';

const header = /^(@{3,17}) .{0,400}? \+(\d{1,9})(?:,(\d{1,9}))? @{3,17}/;
const noLogic =
  /^\s*(?:$|\/\/|\/?\*|#(?![[!])|--|<!--|;|[{}()[\],;]+\s*$|import\b|from\b.*\bimport\b|use\b|#include\b|package\b|using\b)/;

/**
 * Places where a merge kept neither side as it was, from git's combined diff (`git show --cc`) of the merge commit: git
 * leaves out what one of the parents already had. Only code counts: each parent must have lost or lacked a line there
 * that is more than a comment, an import or a bracket.
 */
export function conflictTriggers(diff: string): Trigger[] {
  const found: Trigger[] = [];
  let path: string | undefined;
  let hunk: CombinedHunk | undefined;
  const close = (): void => {
    const trigger = path === undefined || hunk === undefined ? undefined : triggerOf(path, hunk);
    if (trigger !== undefined) found.push(trigger);
    hunk = undefined;
  };
  for (const line of diff.split('\n')) {
    if (hunk?.take(line)) continue;
    close();
    if (line.startsWith('diff --cc ') || line.startsWith('diff --combined ')) {
      path = unquotePath(line.slice(line.indexOf(' ', 7) + 1).replace(/\r$/, ''));
    } else if (path !== undefined) {
      const match = header.exec(line);
      if (match?.[1] !== undefined)
        hunk = new CombinedHunk(match[1].length - 1, Number(match[2]), Number(match[3] ?? 1));
    }
  }
  close();
  return found;
}

class CombinedHunk {
  readonly #parents: number;
  readonly #end: number;
  #line: number;
  /** New lines that at least one parent did not have. */
  readonly changed: { line: number; text: string }[] = [];
  /** By parent: whether the result differs there from it in a line of logic. */
  readonly differs: boolean[];

  constructor(parents: number, start: number, count: number) {
    this.#parents = parents;
    this.#line = start;
    this.#end = start + count;
    this.differs = new Array<boolean>(parents).fill(false);
  }

  /** Takes a line of the hunk; false when the line is none. */
  take(line: string): boolean {
    const marks = line.slice(0, this.#parents);
    if (marks.length < this.#parents || /[^ +-]/.test(marks)) return line.startsWith('\\');
    const removed = marks.includes('-');
    if (!removed && this.#line >= this.#end) return false;
    const text = line.slice(this.#parents).replace(/\r$/, '');
    for (const [parent, mark] of Array.from(marks).entries()) {
      if (mark !== ' ' && !noLogic.test(text.slice(0, 400))) this.differs[parent] = true;
    }
    if (removed) return true;
    if (marks.includes('+')) this.changed.push({ line: this.#line, text });
    this.#line++;
    return true;
  }

  get start(): number {
    return Math.max(1, this.#line - 1);
  }
}

function triggerOf(path: string, hunk: CombinedHunk): Trigger | undefined {
  if (isGeneratedPath(path) || languageOf(path) === undefined || !hunk.differs.every(Boolean)) return undefined;
  const first = hunk.changed[0];
  const last = hunk.changed[hunk.changed.length - 1];
  const lines: LineRange =
    first === undefined || last === undefined
      ? { start: hunk.start, end: hunk.start }
      : { start: first.line, end: last.line };
  return { kind: 'conflict', path, lines, pattern: 'conflict', evidence: excerpt(first?.text ?? '') };
}
