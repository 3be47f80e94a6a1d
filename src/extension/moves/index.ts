import { type Disposable, type FileWillRenameEvent, type Uri, workspace, WorkspaceEdit } from 'vscode';
import { followCodeMove, type CodeMove, type NoteWithCode } from '../../core/index';
import { placementOf } from '../newNote';
import type { Root } from '../root';
import type { Services } from '../services';

/** Notes beside code that is renamed or moved in the editor go along, in the same edit that one undo takes back. */
export function registerMoves({ roots, report }: Services): Disposable {
  return workspace.onWillRenameFiles((event) => {
    event.waitUntil(
      planMoves(event).catch((error: unknown) => {
        report.error(error);
        return new WorkspaceEdit();
      }),
    );
  });

  async function planMoves({ files }: FileWillRenameEvent): Promise<WorkspaceEdit> {
    const edit = new WorkspaceEdit();
    for (const root of roots.all()) {
      const moves = files.flatMap(({ oldUri, newUri }) => codeMove(root, oldUri, newUri));
      if (moves.length > 0) await followIn(root, moves, edit);
    }
    return edit;
  }

  /** A move inside one root; what leaves it takes no notes along. */
  function codeMove(root: Root, oldUri: Uri, newUri: Uri): CodeMove[] {
    const from = roots.of(oldUri);
    const to = roots.of(newUri);
    return from?.root === root && to?.root === root ? [{ from: from.path, to: to.path }] : [];
  }
}

async function followIn(root: Root, moves: readonly CodeMove[], edit: WorkspaceEdit): Promise<void> {
  await root.core.notes.ready();
  const notes = root.core.notes.all().map(({ file, note }): NoteWithCode => {
    const code = (note?.code ?? []).flatMap((anchor, index) => {
      const entry = root.core.notes.get(file);
      const known = entry && note ? root.core.locations.known({ entry, note, anchor, index }) : undefined;
      return known?.state === 'lost' ? [] : [known?.path ?? anchor.path];
    });
    return { file, code };
  });
  const place = placementOf(root, moves[0]?.from ?? '');
  const plan = await followCodeMove(
    notes,
    moves,
    place,
    async (path) => (await root.host.files.stamp(path)) === undefined,
  );
  for (const change of plan.changes) {
    if (change.kind === 'move') edit.renameFile(root.toUri(change.from), root.toUri(change.to), { overwrite: false });
  }
}
