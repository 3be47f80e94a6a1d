import type { Note } from '../note/note';
import { baseName } from '../util/rootPath';
import type { Held, NoteKeys } from './held';
import { referencesOf } from './links';

/** One key for an id in any case, and for a file by name or path, with or without its ending. */
export function referenceKey(reference: string): string {
  return baseName(reference).replace(/\.md$/, '').toUpperCase();
}

/** Without decoding a note that waits in the cache. */
export function keysOf(held: Held): NoteKeys {
  if (held.cached) return held.cached;
  const { note } = held.entry;
  return { id: note?.id, paths: codePaths(note), references: referencesOf(note) };
}

function codePaths(note: Note | undefined): readonly string[] {
  if (!note || note.code.length < 2) return note?.code[0] ? [note.code[0].path] : [];
  return [...new Set(note.code.map((anchor) => anchor.path))];
}
