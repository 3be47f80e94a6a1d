import type { LineRange } from '../anchor/anchor';
import type { FileDiff, Hunk } from './diff';
import type { Trigger } from './trigger';

/** A note and the lines that it is about, in the files as the commit left them. */
export interface NotedRange {
  /** Root path of the note's file. */
  readonly note: string;
  readonly title: string;
  readonly path: string;
  /** 1-based, inclusive. */
  readonly lines: LineRange;
}

/** Notes whose lines a commit changed, unless it changed the note as well: does the decision still hold? */
export function notedTriggers(files: readonly FileDiff[], notes: readonly NotedRange[]): Trigger[] {
  const touched = new Set(files.flatMap(({ oldPath, newPath }) => [oldPath, newPath]));
  const found: Trigger[] = [];
  for (const { note, title, path, lines } of notes) {
    if (touched.has(note)) continue;
    const file = files.find(({ newPath }) => newPath === path);
    if (!file?.hunks.some((hunk) => reaches(hunk, lines))) continue;
    found.push({ kind: 'noted', path, lines, pattern: note.toLowerCase(), evidence: title, note });
  }
  return found;
}

function reaches(hunk: Hunk, { start, end }: LineRange): boolean {
  const added = hunk.lines.filter(({ kind }) => kind === 'added');
  if (added.some(({ line }) => line >= start && line <= end)) return true;
  // Lines taken out leave no line behind: they were between `newStart` and the line after it.
  return added.length === 0 && hunk.lines.length > 0 && hunk.newStart >= start && hunk.newStart < end;
}
