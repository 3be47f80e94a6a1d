import { editNote, type NoteEdit } from '../markdown/editNote';
import { replaceText, type NoteFile } from './noteFile';
import type { Plan } from './plan';

/**
 * Changes fields of a note and no other byte of it.
 *
 * @throws NotesError `invalid-note` when that cannot be done without harm
 */
export async function editField(note: NoteFile, edit: NoteEdit): Promise<Plan> {
  return replaceText(note, await editNote(note.file, note.text, edit));
}
