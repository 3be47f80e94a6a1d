import { NotesError } from '../errors';
import { editField } from './editField';
import { together, type NoteFile } from './noteFile';
import type { Plan } from './plan';
import { including, readReference } from './reference';

/**
 * One note takes another's place: the old one is `superseded` and names the new one, the new one names the old one.
 * Both files change in one plan. Where the new note is itself new, pass what `record` made: its plan then creates it.
 *
 * @throws NotesError `invalid-input` for a note that would supersede itself
 */
export async function supersede(old: NoteFile, by: NoteFile): Promise<Plan> {
  if (old.file === by.file) {
    throw new NotesError('invalid-input', `${old.file} cannot supersede itself.`, { file: old.file });
  }
  const [before, after] = await Promise.all([readReference(old), readReference(by)]);
  return together(
    await editField(old, {
      status: 'superseded',
      supersededBy: including(before.note.supersededBy, after.reference),
    }),
    await editField(by, { supersedes: including(after.note.supersedes, before.reference) }),
  );
}

/**
 * The same for a note that is not written yet.
 *
 * @param recorded what `record` answered
 */
export async function supersedeByNew(
  old: NoteFile,
  recorded: Plan & { readonly file: string; readonly text: string },
): Promise<Plan & { readonly file: string; readonly text: string }> {
  const { changes } = await supersede(old, recorded);
  const [own, other] = [changes.find((change) => change.kind === 'replace' && change.path === recorded.file), changes];
  const text = own?.kind === 'replace' ? own.after : recorded.text;
  return {
    changes: [
      ...other.filter((change) => change !== own),
      ...recorded.changes.map((change) => (change.kind === 'create' ? { ...change, text } : change)),
    ],
    file: recorded.file,
    text,
  };
}
