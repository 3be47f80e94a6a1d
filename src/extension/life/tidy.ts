import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { tidy as tidyNotes, type NoteMove, type NoteWithPlaces } from '../../core/index';
import { applyPlan } from '../applyPlan';
import { placementOf } from '../newNote';
import { titleOf } from '../noteText';
import type { Root } from '../root';
import type { Services } from '../services';
import { say } from './say';
import type { StagedMoves } from './stagedMoves';

interface MoveItem extends QuickPickItem {
  readonly root: Root;
  readonly move: NoteMove;
}

/** Shows which note files would go where, and moves those that stay ticked. */
export async function tidy(services: Services, staged: StagedMoves): Promise<void> {
  const items = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Looking where notes belong') },
    () => planned(services),
  );
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('Every note is where it belongs.'));
    return;
  }
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Tidy Notes'),
    placeHolder: l10n.t('Move the files that are ticked. One undo takes it back.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen || chosen.length === 0) return;
  for (const root of new Set(chosen.map((item) => item.root))) {
    const moves = chosen.filter((item) => item.root === root).map(({ move }) => move);
    await applyPlan(root, { changes: moves.map(({ from, to }) => ({ kind: 'move', from, to })) });
    await staged.moved(root, moves);
  }
  say(chosen.length === 1 ? l10n.t('1 note moved') : l10n.t('{0} notes moved', chosen.length));
}

async function planned({ roots, places }: Services): Promise<MoveItem[]> {
  const items: MoveItem[] = [];
  for (const root of roots.all()) {
    await root.core.notes.ready();
    const notes: NoteWithPlaces[] = [];
    for (const { file } of root.core.notes.all()) {
      const code = await places.of({ root: root.key, file });
      notes.push({ file, code: code.flatMap((place) => (place ? [{ path: place.path, state: place.state }] : [])) });
    }
    const isFree = async (path: string): Promise<boolean> => (await root.host.files.stamp(path)) === undefined;
    const { moves } = await tidyNotes(notes, placementOf(root, ''), isFree);
    for (const move of moves) {
      const entry = root.core.notes.get(move.from);
      items.push({
        label: entry ? titleOf(entry) : move.from,
        description: move.reason,
        detail: `${move.from} → ${move.to}`,
        picked: true,
        root,
        move,
      });
    }
  }
  return items;
}
