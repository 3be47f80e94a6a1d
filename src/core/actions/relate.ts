import { NotesError } from '../errors';
import { editField } from './editField';
import { together, type NoteFile } from './noteFile';
import type { Plan } from './plan';
import { including, readReference } from './reference';

/** Relates two notes; each names the other, so that the link is there on a forge's page too. */
export async function relate(one: NoteFile, other: NoteFile): Promise<Plan> {
  if (one.file === other.file) {
    throw new NotesError('invalid-input', `${one.file} cannot be related to itself.`, { file: one.file });
  }
  const [first, second] = await Promise.all([readReference(one), readReference(other)]);
  return together(
    await editField(one, { related: including(first.note.related, second.reference) }),
    await editField(other, { related: including(second.note.related, first.reference) }),
  );
}
