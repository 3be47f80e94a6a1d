import { l10n, ProgressLocation, type QuickPickItem, window } from 'vscode';
import { editField, type FileChange, recordAnchor } from '../../core/index';
import { isAcceptable } from '../../core/review/queue';
import { applyPlan } from '../applyPlan';
import { placeText, titleOf } from '../noteText';
import type { NotePlaces } from '../places';
import type { Services } from '../services';
import type { Target } from '../target';
import { noteFile, presentAnchors } from './present';
import { say } from './say';

interface MovedItem extends QuickPickItem {
  readonly target: Target;
}

/** Shows every note whose code is the same text elsewhere, to be ticked, and stamps the anchors of those anew. */
export async function acceptMoved(services: Services): Promise<void> {
  const items = await window.withProgress(
    { location: ProgressLocation.Window, title: l10n.t('Looking for moved code') },
    () => movedNotes(services),
  );
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t('No note’s code moved: there is nothing to accept.'));
    return;
  }
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Accept Moved Notes'),
    placeHolder: l10n.t(
      'The code of these notes is the same text elsewhere. Accept the new places of those that are ticked.',
    ),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen || chosen.length === 0) return;
  for (const root of new Set(chosen.map(({ target }) => target.root))) {
    const changes: FileChange[] = [];
    for (const { target } of chosen) {
      if (target.root !== root) continue;
      const present = await presentAnchors(services, target);
      // What was typed meanwhile may have made a place uncertain: such a note is for a person to look at.
      if (present.length !== target.entry.note?.code.length) continue;
      const anchors = present.map(({ index, source }) => ({
        kind: 'replace' as const,
        index,
        anchor: recordAnchor(source),
      }));
      changes.push(...(await editField(await noteFile(target), { anchors })).changes);
    }
    await applyPlan(root, { changes });
  }
  say(chosen.length === 1 ? l10n.t('1 note accepted') : l10n.t('{0} notes accepted', chosen.length));
}

async function movedNotes({ roots, places }: Services): Promise<MovedItem[]> {
  const items: MovedItem[] = [];
  for (const root of roots.all()) {
    await root.core.notes.ready();
    for (const entry of root.core.notes.all()) {
      const locations: NotePlaces = await places.of({ root: root.key, file: entry.file });
      if (!isAcceptable({ entry, locations })) continue;
      const index = locations.findIndex((location) => location?.state === 'moved');
      const anchor = entry.note?.code[index];
      items.push({
        label: titleOf(entry),
        description: `${placeText(anchor, undefined)} → ${placeText(anchor, locations[index])}`,
        detail: entry.file,
        picked: true,
        target: { root, entry, index },
      });
    }
  }
  return items;
}
