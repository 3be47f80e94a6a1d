import type { Plan } from './plan';

/** A note file as it is now. */
export interface NoteFile {
  /** Root path. */
  readonly file: string;
  /** The whole file, a byte order mark included. */
  readonly text: string;
}

/** The plan that turns a note file's text into `after`; empty when nothing changes. */
export function replaceText({ file, text }: NoteFile, after: string): Plan {
  return { changes: after === text ? [] : [{ kind: 'replace', path: file, before: text, after }] };
}

/** Both plans as one. */
export function together(...plans: readonly Plan[]): Plan {
  return { changes: plans.flatMap(({ changes }) => changes) };
}
