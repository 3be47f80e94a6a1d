import type { Note } from '../note/note';
import type { NoteEntry, NoteLink } from './noteStore';

/** What a note's own fields say, and what that means seen from the other note. */
const kinds = [
  { field: 'supersedes', inverse: 'superseded-by' },
  { field: 'superseded-by', inverse: 'supersedes' },
  { field: 'related', inverse: 'related' },
] as const;

/** Every reference that a note makes to another, as `find` takes it. */
export function referencesOf(note: Note | undefined): readonly string[] {
  if (!note) return [];
  return [...note.supersedes, ...note.supersededBy, ...note.related];
}

/**
 * The notes that `entry` names and those that name it, each once: what one side says is enough.
 *
 * @param find a note by a reference
 * @param naming the notes that may name `entry`
 */
export function linksOf(
  entry: NoteEntry,
  find: (reference: string) => NoteEntry | undefined,
  naming: Iterable<NoteEntry>,
): NoteLink[] {
  const links = new Map<string, NoteLink>();
  const add = (kind: NoteLink['kind'], other: NoteEntry | undefined): void => {
    if (other && other.file !== entry.file) links.set(`${kind} ${other.file}`, { kind, entry: other });
  };
  for (const { field, inverse } of kinds) {
    for (const reference of referencesIn(entry.note, field)) add(field, find(reference));
    for (const other of naming) {
      if (referencesIn(other.note, field).some((reference) => find(reference)?.file === entry.file))
        add(inverse, other);
    }
  }
  return [...links.values()];
}

function referencesIn(note: Note | undefined, kind: NoteLink['kind']): readonly string[] {
  if (kind === 'related') return note?.related ?? [];
  return (kind === 'supersedes' ? note?.supersedes : note?.supersededBy) ?? [];
}
