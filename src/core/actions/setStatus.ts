import type { Status } from '../note/note';
import { editField } from './editField';
import type { NoteFile } from './noteFile';
import type { Plan } from './plan';

/** Accepts, rejects, proposes or deprecates a note. To supersede one, see `supersede`. */
export async function setStatus(note: NoteFile, status: Exclude<Status, 'superseded'>): Promise<Plan> {
  return editField(note, { status });
}
