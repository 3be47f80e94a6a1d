import { l10n, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { Candidate, LineRange } from '../../core/index';
import { toLines } from '../convert';
import { linesInFile } from '../newNote';
import { linesText } from '../noteText';
import type { Roots } from '../roots';
import type { Target } from '../target';
import type { ThenNow } from '../thenNow';

/** A place that a note's anchor may be given. */
export interface NewPlace {
  readonly path: string;
  readonly lines: LineRange;
}

interface PlaceItem extends QuickPickItem {
  readonly place: NewPlace;
}

/**
 * Lines selected in the active editor, when it shows code of the note's root.
 *
 * @throws NotesError `invalid-input` in a notebook that is not saved: its file does not hold these lines yet
 */
export async function selectedPlace(roots: Roots, target: Target): Promise<NewPlace | undefined> {
  const editor = window.activeTextEditor;
  const place = editor && roots.of(editor.document.uri);
  if (!editor || place?.root !== target.root || editor.selection.isEmpty) return undefined;
  if (target.root.core.notes.get(place.path)) return undefined;
  const lines = await linesInFile(place, editor.document, toLines(editor.selection));
  return lines && { path: place.path, lines };
}

/**
 * Lets the person choose where the note's code is: the selected lines, or one of the ranked candidates, each with its
 * reasons. While one is looked at, then and now are compared in a preview that does not take the focus.
 */
export function pickPlace(
  target: Target,
  selected: NewPlace | undefined,
  candidates: readonly Candidate[],
  thenNow: ThenNow,
): Promise<NewPlace | undefined> {
  const items: PlaceItem[] = candidates.map((candidate) => ({
    label: `${candidate.path}:${linesText(candidate.lines)}`,
    description: l10n.t('{0}% likely', Math.round(candidate.confidence * 100)),
    detail: candidate.reasons.join(', '),
    iconPath: new ThemeIcon('question'),
    alwaysShow: true,
    place: candidate,
  }));
  if (selected) {
    items.unshift({
      label: `${selected.path}:${linesText(selected.lines)}`,
      description: l10n.t('the selected lines'),
      iconPath: new ThemeIcon('list-selection'),
      place: selected,
    });
  }
  const pick = window.createQuickPick<PlaceItem>();
  pick.title = l10n.t('Where is the code of “{0}” now?', target.entry.note?.title ?? target.entry.file);
  pick.placeholder = l10n.t('Look at a place with the arrow keys; Enter anchors the note there');
  pick.items = items;
  pick.ignoreFocusOut = true;
  return new Promise((resolve) => {
    let shown: NewPlace | undefined;
    pick.onDidChangeActive(([active]) => {
      if (!active || active.place === shown) return;
      shown = active.place;
      void thenNow.show(target, active.place, true);
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.place);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
