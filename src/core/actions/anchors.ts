import type { Anchor, LineRange } from '../anchor/anchor';
import { recordAnchor, type AnchorSource } from '../anchor/record';
import { NotesError } from '../errors';
import { editField } from './editField';
import type { NoteFile } from './noteFile';
import type { Plan } from './plan';

/** Anchors a note to other lines, of the same file or another. `index` is the anchor's place in `Note.code`, from 0. */
export async function reAnchor(note: NoteFile, index: number, source: AnchorSource): Promise<Plan> {
  return editField(note, { anchors: [{ kind: 'replace', index, anchor: recordAnchor(source) }] });
}

/** Adds an anchor to a note. */
export async function addAnchor(note: NoteFile, source: AnchorSource): Promise<Plan> {
  return editField(note, { anchors: [{ kind: 'add', anchor: recordAnchor(source) }] });
}

/** Takes an anchor off a note. */
export async function removeAnchor(note: NoteFile, index: number): Promise<Plan> {
  return editField(note, { anchors: [{ kind: 'remove', index }] });
}

/**
 * Splits an anchor in two: its lines up to `lastOfFirst`, and those below.
 *
 * @param source where the anchor's code is now, with its lines
 * @param lastOfFirst 1-based; inside the lines, and not the last of them
 * @throws NotesError `invalid-input`
 */
export async function splitAnchor(
  note: NoteFile,
  index: number,
  source: AnchorSource & { readonly lines: LineRange },
  lastOfFirst: number,
): Promise<Plan> {
  const { start, end } = source.lines;
  if (lastOfFirst < start || lastOfFirst >= end) {
    throw new NotesError('invalid-input', `Lines ${start}-${end} cannot be split after line ${lastOfFirst}.`);
  }
  const part = (lines: LineRange): Anchor => recordAnchor({ ...source, lines });
  return editField(note, {
    anchors: [
      { kind: 'replace', index, anchor: part({ start, end: lastOfFirst }) },
      { kind: 'add', anchor: part({ start: lastOfFirst + 1, end }) },
    ],
  });
}
