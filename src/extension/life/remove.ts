import { l10n, window } from 'vscode';
import { removeNote } from '../../core/index';
import { applyPlan } from '../applyPlan';
import { titleOf } from '../noteText';
import type { Services } from '../services';
import type { Target } from '../target';
import { noteFile } from './present';

/** Deletes the note, to the trash where there is one, and offers to bring it back. */
export async function remove({ report }: Services, target: Target): Promise<void> {
  const { root, entry } = target;
  const note = await noteFile(target);
  await applyPlan(root, removeNote(note));
  const undo = l10n.t('Undo');
  void window.showInformationMessage(l10n.t('Deleted: {0}', titleOf(entry)), undo).then((chosen) => {
    if (chosen !== undo) return;
    return report.run(() => applyPlan(root, { changes: [{ kind: 'create', path: note.file, text: note.text }] }));
  });
}
