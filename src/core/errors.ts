/** Every way in which core can refuse, closed: each edge (editor, terminal, tools) translates these once. */
export type ErrorCode =
  | 'exists'
  | 'not-found'
  | 'changed-on-disk'
  | 'not-utf8'
  | 'too-large'
  | 'outside-root'
  | 'invalid-note'
  | 'invalid-input'
  | 'ambiguous'
  | 'cancelled'
  | 'read-only'
  | 'io';

/** The one error class of core. `message` is for a person: what happened, to which file, what to do. */
export class NotesError extends Error {
  readonly code: ErrorCode;
  /** Path of the file concerned, relative to the root. */
  readonly file: string | undefined;
  /** 1-based line in `file`. */
  readonly line: number | undefined;

  constructor(code: ErrorCode, message: string, details: { file?: string; line?: number; cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'NotesError';
    this.code = code;
    this.file = details.file;
    this.line = details.line;
  }
}
