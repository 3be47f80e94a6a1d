import { Disposable, type FileWillRenameEvent, type Uri, workspace, WorkspaceEdit } from 'vscode';
import { folderFor, followCodeMove, type CodeMove, type NoteEntry, type NoteWithCode } from '../../core/index';
import { placementOf } from '../newNote';
import type { Root } from '../root';
import type { Services } from '../services';

/** Notes beside code that is renamed or moved in the editor go along, in the same edit that one undo takes back. */
export function registerMoves({ roots, report }: Services): Disposable {
  const after = workspace.onDidRenameFiles(({ files }) => {
    for (const root of roots.all()) {
      const moves = files.flatMap(({ oldUri, newUri }) => codeMove(root, oldUri, newUri));
      if (moves.length > 0) root.core.locations.renamed(moves);
    }
  });
  const before = workspace.onWillRenameFiles((event) => {
    event.waitUntil(
      planMoves(event).catch((error: unknown) => {
        report.error(error);
        return new WorkspaceEdit();
      }),
    );
  });
  return Disposable.from(before, after);

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
  const place = placementOf(root, moves[0]?.from ?? '');
  // Only what lies beside something that moves can go along; what lies in a moved folder goes with it.
  const beside = new Set(moves.map(({ from }) => folderFor(from, place)));
  const near = root.core.notes
    .all()
    .filter(({ file }) => beside.has(file.slice(0, Math.max(0, file.lastIndexOf('/')))));
  const notes = await Promise.all(near.map((entry) => withCode(root, entry)));
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

/** The renaming waits for this: what is not found soon counts as being where it was last. */
const mostMs = 1000;

async function withCode(root: Root, entry: NoteEntry): Promise<NoteWithCode> {
  const { file, note } = entry;
  const code = (note?.code ?? []).map(async (anchor, index): Promise<string[]> => {
    if (!note) return [];
    const anchored = { entry, note, anchor, index };
    const cancel = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => {
        cancel.abort();
        resolve(undefined);
      }, mostMs);
    });
    const found = await Promise.race([root.core.locations.of(anchored, cancel.signal).catch(() => undefined), late]);
    clearTimeout(timer);
    const location = found ?? root.core.locations.known(anchored);
    return location?.state === 'lost' ? [] : [location?.path ?? anchor.path];
  });
  return { file, code: (await Promise.all(code)).flat() };
}
