import type { Anchor } from '../anchor/anchor';

/** MADR's statuses. */
export const statuses = ['proposed', 'accepted', 'rejected', 'deprecated', 'superseded'] as const;
export type Status = (typeof statuses)[number];

/** Who said, and when, that the note still holds. */
export interface Confirmation {
  readonly date: string;
  readonly by?: string;
}

/** One decision note, as data. What is written and absent here (unknown keys, comments) lives on in the text. */
export interface Note {
  /** ULID, 26 characters. A note written by hand may have none. */
  readonly id?: string;
  /** Text of the first heading, or the first words of the body where there is no heading. Plain text, one line. */
  readonly title: string;
  /** `accepted` where the front matter says nothing. */
  readonly status: Status;
  /** The string as written, usually `YYYY-MM-DD`. */
  readonly date?: string;
  readonly decisionMakers: readonly string[];
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
  readonly tags: readonly string[];
  readonly code: readonly Anchor[];
  /** Ids or file names of other notes. */
  readonly supersedes: readonly string[];
  readonly supersededBy: readonly string[];
  readonly related: readonly string[];
  readonly confirmed?: Confirmation;
  readonly reviewBy?: string;
  readonly source?: string;
}

/** One section of a note's body: `## Heading` and what follows it. */
export interface Section {
  readonly heading: string;
  /** Markdown, as written, without the heading. */
  readonly markdown: string;
  /** 1-based line of the heading in the file. */
  readonly line: number;
}

/** The four sections that carry transferable judgement. */
export const judgementHeadings = ['Check first', 'Ignore', 'Trade-off', 'Look elsewhere when'] as const;

/** A note's body, split for showing. */
export interface NoteBody {
  /** Markdown between the title and the first section: the decision itself. */
  readonly decision: string;
  readonly sections: readonly Section[];
}

/** Something wrong with a note, for the Problems panel, the terminal and tools alike. */
export interface Problem {
  /** Root path of the note. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

/** Every kind of problem, listed in docs/note-format.md. */
export type ProblemCode =
  | 'front-matter-missing'
  | 'front-matter-unclosed'
  | 'front-matter-language'
  | 'yaml-syntax'
  | 'yaml-unsafe'
  | 'duplicate-key'
  | 'wrong-type'
  | 'unknown-status'
  | 'missing-title'
  | 'missing-anchor'
  | 'bad-path'
  | 'bad-lines'
  | 'bad-commit'
  | 'bad-id'
  | 'unsafe-text'
  | 'unsafe-link'
  | 'duplicate-id'
  | 'conflict-markers'
  | 'too-large'
  | 'not-utf8'
  | 'unreadable'
  | 'code-missing';
