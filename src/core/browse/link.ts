import type { NoteEntry } from '../store/noteStore';

/**
 * A link to a note that survives: the root path of its file, and its id, by which it is found when the file has moved.
 * `src/.decisions/2026-11-22-retry.md#01KAPX3T5M8Q0Z7V2N4R6W9YBD`; a forge's page opens it as it stands.
 */
export function noteLink(entry: NoteEntry): string {
  const path = entry.file.split('/').map(encodeURIComponent).join('/');
  return entry.note?.id === undefined ? path : `${path}#${entry.note.id}`;
}

/** What a pasted link may refer to, the surest first; each is a reference for `NoteStore.find`. */
export function linkReferences(link: string): readonly string[] {
  const text = link.trim().replace(/^decision:/, '');
  const [path = '', id] = text.split('#', 2);
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch (cause) {
    // A stray `%` in a file name: the text is no encoded link, so it is taken as it stands.
    if (!(cause instanceof URIError)) throw cause;
  }
  return [...new Set([id ?? '', decoded, text])].filter((reference) => reference !== '');
}
