import type { LineRange } from '../core/index';

/** What the command *Record Decision* may be given: where, and what to begin with. Also its form in command links. */
export interface DraftRequest {
  /** Address of the file. */
  readonly uri: string;
  /** Absent: the symbol around `line`. 1-based and inclusive. */
  readonly lines?: LineRange;
  /** 1-based. */
  readonly line?: number;
  /** Text to begin with. */
  readonly text?: string;
}

/** Reads the argument of the command, which a prompt, a code action or a menu of the editor gave; else `undefined`. */
export function draftRequest(argument: unknown): DraftRequest | undefined {
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return undefined;
  const uri = String(argument.uri);
  // The menu of the line numbers gives the line.
  if ('lineNumber' in argument && typeof argument.lineNumber === 'number') return { uri, line: argument.lineNumber };
  if (!('lines' in argument)) return undefined;
  const { lines, text } = argument as { lines: unknown; text?: unknown };
  if (typeof lines !== 'object' || lines === null || !('start' in lines) || !('end' in lines)) return undefined;
  const range = { start: Number(lines.start), end: Number(lines.end) };
  if (!(range.start >= 1 && range.end >= range.start)) return undefined;
  return { uri, lines: range, ...(typeof text === 'string' ? { text } : {}) };
}
