import { printNewNote, type Anchor, type NewNote } from '../../src/core/index';

/** The text of a note about some lines of a file. */
export function noteText(title: string, options: Partial<NewNote> & { anchor?: Anchor } = {}): string {
  const { anchor, ...rest } = options;
  return printNewNote({ title, ...(anchor ? { code: [anchor] } : {}), ...rest });
}

/** An id that is different for each number, in order. */
export function noteId(number: number): string {
  return `01KAPX3T5M8Q0Z7V2N4R${String(number).padStart(6, '0')}`;
}
