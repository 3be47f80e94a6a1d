import type { Note, NoteEntry, Problem } from '../../../src/core/index';

/** A readable note for tests: everything optional, the title the file's name. */
export function entry(file: string, note: Partial<Note> = {}, problems: readonly Problem[] = []): NoteEntry {
  return {
    file,
    problems,
    note: {
      title: file,
      status: 'accepted',
      decisionMakers: [],
      consulted: [],
      informed: [],
      tags: [],
      code: [],
      supersedes: [],
      supersededBy: [],
      related: [],
      ...note,
    },
  };
}
