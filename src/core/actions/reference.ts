import { parseNote } from '../markdown/parseNote';
import type { Note } from '../note/note';
import { baseName } from '../util/rootPath';
import type { NoteFile } from './noteFile';

/** What a note says, and how others refer to it: by id, or by file name where it has none. */
export async function readReference({ file, text }: NoteFile): Promise<{ note: Note; reference: string }> {
  const { note } = await parseNote(file, text);
  return { note, reference: note.id ?? baseName(file) };
}

/** `list` with `reference` in it, once. */
export function including(list: readonly string[], reference: string): readonly string[] {
  return list.includes(reference) ? list : [...list, reference];
}
