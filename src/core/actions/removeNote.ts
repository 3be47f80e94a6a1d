import type { NoteFile } from './noteFile';
import type { Plan } from './plan';

/** Deletes a note. */
export function removeNote({ file, text }: NoteFile): Plan {
  return { changes: [{ kind: 'remove', path: file, before: text }] };
}
