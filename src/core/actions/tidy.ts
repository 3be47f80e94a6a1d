import type { LocationState } from '../anchor/anchor';
import { folderFor, type NotePlacement } from './notePlace';
import { parent } from '../util/rootPath';
import { NoteMoves, type NoteMove } from './moveNotes';
import type { Plan } from './plan';

/** A note file and the present place of its anchors. */
export interface NoteWithPlaces {
  readonly file: string;
  /** In the order of `Note.code`. */
  readonly code: readonly { readonly path: string; readonly state: LocationState }[];
}

/**
 * Puts note files where they belong: beside the code that they are about, as it lies now, or at the top. A note stays
 * where it is when it lies beside any of its code, when none of its code was found for sure, when it is about no code,
 * and when it lies at the top on purpose (`beside` does not move notes away from there). No note's text changes.
 */
export async function tidy(
  notes: readonly NoteWithPlaces[],
  place: NotePlacement,
  isFree: (path: string) => boolean | Promise<boolean>,
): Promise<Plan & { readonly moves: readonly NoteMove[] }> {
  const moves = new NoteMoves(isFree);
  const top = folderFor(undefined, place);
  for (const { file, code } of notes) {
    const here = parent(file);
    const found = code.filter(({ state }) => state !== 'lost' && state !== 'uncertain');
    const [first] = found;
    if (!first || here === top || found.some(({ path }) => folderFor(path, place) === here)) continue;
    const reason = place.placement === 'root' ? 'notes belong at the top' : `its code is now ${first.path}`;
    await moves.add(file, folderFor(first.path, place), reason);
  }
  return { changes: moves.changes(), moves: moves.moves };
}
