import { recordAnchor, type AnchorSource } from '../anchor/record';
import { editField } from './editField';
import type { NoteFile } from './noteFile';
import type { Plan } from './plan';

/** Where an anchor's code is now. */
export interface PresentAnchor {
  /** Place of the anchor in `Note.code`, from 0. */
  readonly index: number;
  readonly source: AnchorSource;
}

/** Who confirms a note, when, and where its code is now. */
export interface ConfirmInput {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly by?: string | undefined;
  /** Anchors that were found; each is stamped anew. The others stay as they are. */
  readonly present: readonly PresentAnchor[];
}

/** A reader says that the note still holds: its anchors are recorded anew where their code is now. */
export async function confirm(note: NoteFile, { date, by, present }: ConfirmInput): Promise<Plan> {
  return editField(note, {
    ...(present.length === 0
      ? {}
      : {
          anchors: present.map(({ index, source }) => ({ kind: 'replace', index, anchor: recordAnchor(source) })),
        }),
    confirmed: by === undefined || by === '' ? { date } : { date, by },
  });
}
