import { editField } from './editField';
import type { NoteFile } from './noteFile';
import type { Plan } from './plan';

/** Gives a note an id: its first one, or another because a copy kept the old one. */
export async function freshId(note: NoteFile, id: string): Promise<Plan> {
  return editField(note, { id });
}
