import type { LineRange } from '../anchor/anchor';
import type { FileDiff } from './diff';

/** What in a commit hints at a decision, strongest first. The order and `weights` come from docs/prompts.md. */
export const triggerKinds = [
  'noted',
  'conflict',
  'revert',
  'workaround',
  'reason',
  'suppression',
  'timing',
  'large',
  'rewrite',
  'configuration',
  'number',
] as const;
export type TriggerKind = (typeof triggerKinds)[number];

/** One hint, at one place. */
export interface Trigger {
  readonly kind: TriggerKind;
  /** Root path in the commit. */
  readonly path: string;
  /** 1-based, inclusive, in the file as the commit left it. */
  readonly lines: LineRange;
  /** The finer pattern, for learning what is no decision here: `hack`, `eslint-disable`, `timeout`. Lower case. */
  readonly pattern: string;
  /** A few words of the code that show why: one line, at most 80 characters, plain text from the repository. */
  readonly evidence: string;
  /** Only for `noted`: the note whose range was edited. */
  readonly note?: string;
}

/** One commit, as far as the prompter looks at it. The body of its message is not part of it, on purpose. */
export interface CommitChange {
  /** First line of the message. Used for titles and to know a revert, never as evidence of a reason. */
  readonly subject: string;
  readonly files: readonly FileDiff[];
  /** Texts of the files as the commit left them, by root path; those that `needsText` names, where they could be read. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whole days since the file was last touched before this commit: no line of it is younger. */
  readonly untouchedDays: (path: string) => number | undefined;
}

/** One line of code, cut to `length` characters, without control characters. */
export function excerpt(text: string, length = 80): string {
  // Only the head is looked at: a line from a repository can be megabytes long.
  const line = text
    .slice(0, length * 8)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
