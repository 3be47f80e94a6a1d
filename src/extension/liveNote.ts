import type { LineRange, PlacedNote } from '../core/index';
import type { Root } from './root';

/** A note's anchor in an open document, where it is at this moment. */
export interface LiveNote {
  readonly root: Root;
  readonly placed: PlacedNote;
  /** Present lines, 1-based and inclusive. Absent for whole files, and for what is uncertain, lost or deleted. */
  readonly lines: LineRange | undefined;
}

/** A note and one of its anchors, the same in every document and event. */
export function noteKey(note: { readonly root: Root; readonly placed: PlacedNote }): string {
  return `${note.root.key}\n${note.placed.entry.file}\n${note.placed.index}`;
}
