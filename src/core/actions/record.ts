import type { Anchor } from '../anchor/anchor';
import { NotesError } from '../errors';
import { printNewNote, type NewNote } from '../markdown/printNote';
import { folderFor, freeNoteFile, type NotePlacement } from './notePlace';
import type { Plan } from './plan';

/** What is recorded. */
export interface RecordInput extends NotePlacement {
  /** What was typed: the first line is the title, the rest the body. */
  readonly typed: string;
  readonly code: readonly Anchor[];
  /** ULID. */
  readonly id: string;
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string;
  /** Name of who decided, where it is known. */
  readonly author?: string | undefined;
  /** Everything else that the note shall say. */
  readonly more?: Partial<NewNote>;
  /** Whether a root path is free. */
  isFree(path: string): boolean | Promise<boolean>;
}

/**
 * Records a decision: a new note beside the code of its first anchor, or at the top. Never the place of another file.
 *
 * @throws NotesError `invalid-input` when nothing was typed
 */
export async function record(input: RecordInput): Promise<Plan & { readonly file: string; readonly text: string }> {
  const { title, body } = splitTyped(input.typed);
  const { id, date, author, code, more } = input;
  const text = printNewNote({
    status: 'accepted',
    decisionMakers: author === undefined ? [] : [author],
    body,
    ...more,
    id,
    date,
    title,
    code,
  });
  const file = await freeNoteFile(folderFor(code[0]?.path, input), date, title, (path) => input.isFree(path));
  return { changes: [{ kind: 'create', path: file, text }], file, text };
}

/**
 * What was typed, as a title and a body: the first line, without the marks of a heading, and the rest.
 *
 * @throws NotesError `invalid-input` when nothing was typed
 */
export function splitTyped(typed: string): { readonly title: string; readonly body: string } {
  const text = typed.replace(/\r\n?/g, '\n').trim();
  const [first = '', ...rest] = text.split('\n');
  const title = first.replace(/^#+(?:\s+|$)/, '').trim();
  if (title === '') throw new NotesError('invalid-input', 'A decision needs at least one line of text.');
  return { title, body: rest.join('\n') };
}
