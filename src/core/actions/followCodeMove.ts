import { folderFor, type NotePlacement } from './notePlace';
import { isUnder, parent } from '../util/rootPath';
import { NoteMoves, type NoteMove } from './moveNotes';
import type { Plan } from './plan';

/** A note file and where its code is now, before the move. */
export interface NoteWithCode {
  /** Root path of the note. */
  readonly file: string;
  /** Present path of each anchor that was found, in the order of `Note.code`. */
  readonly code: readonly string[];
}

/** Code files or folders that are renamed or moved. */
export interface CodeMove {
  readonly from: string;
  readonly to: string;
}

/**
 * The note files that go along when code moves: those that lie beside it and are about nothing that stays there. What
 * lies inside a moved folder moves with the folder and is not named. No note's text changes: its anchor says where the
 * code was when the note was written, and the present place is computed.
 */
export async function followCodeMove(
  notes: readonly NoteWithCode[],
  codeMoves: readonly CodeMove[],
  place: NotePlacement,
  isFree: (path: string) => boolean | Promise<boolean>,
): Promise<Plan & { readonly moves: readonly NoteMove[] }> {
  const moves = new NoteMoves(isFree);
  // The deepest first: a file that is moved by name goes there, wherever its folder goes.
  const ordered = [...codeMoves].sort((a, b) => b.from.length - a.from.length);
  const follow = (path: string) => {
    const move = ordered.find(({ from }) => isUnder(path, from));
    return move ? move.to + path.slice(move.from.length) : path;
  };
  if (place.placement === 'root') return { changes: [], moves: [] };
  for (const { file, code } of notes) {
    if (ordered.some(({ from }) => isUnder(file, from))) continue;
    const here = parent(file);
    const beside = (path: string) => folderFor(path, place) === here;
    const first = code.find((path) => beside(path));
    if (first === undefined || code.some((path) => beside(follow(path)))) continue;
    const target = follow(first);
    await moves.add(file, folderFor(target, place), `its code is now ${target}`);
  }
  return { changes: moves.changes(), moves: moves.moves };
}
