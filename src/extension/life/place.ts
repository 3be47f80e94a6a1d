import { l10n, window } from 'vscode';
import { type Candidate, NotesError, reAnchor, splitAnchor } from '../../core/index';
import { applyPlan } from '../applyPlan';
import { linesInFile } from '../newNote';
import { linesText, titleOf } from '../noteText';
import { openLines, presentPlace } from '../openCode';
import type { Services } from '../services';
import type { Target } from '../target';
import type { ThenNow } from '../thenNow';
import { pickPlace, selectedPlace, type NewPlace } from './candidates';
import { isCertain, noteFile, sourceOf } from './present';
import { say } from './say';

/** Gives the note's anchor a new place, chosen among the selected lines and the candidates. */
export async function reanchor(services: Services, target: Target, thenNow: ThenNow): Promise<void> {
  const selected = await selectedPlace(services.roots, target);
  const location = await presentPlace(services.tracker, target);
  const candidates: Candidate[] = [...(location?.candidates ?? [])];
  if (isCertain(location) && location.lines) {
    const { path, lines, confidence, reasons } = location;
    candidates.unshift({ path, lines, confidence, reasons });
  }
  if (!selected && candidates.length === 0) {
    void window.showInformationMessage(
      l10n.t(
        'No place looks like the code of “{0}”. Select the lines that it is about, then run Re-anchor Note again.',
        titleOf(target.entry),
      ),
    );
    return;
  }
  const place = await pickPlace(target, selected, candidates, thenNow);
  if (place) await anchorTo(target, place);
}

/** Gives the note's anchor the selected lines. */
export async function moveToSelection(services: Services, target: Target): Promise<void> {
  const selected = await selectedPlace(services.roots, target);
  if (!selected) {
    throw new NotesError(
      'invalid-input',
      l10n.t('Select the lines that the note is about first, in a file of the same repository.'),
    );
  }
  await anchorTo(target, selected);
}

/** Turns the anchor's lines into two ranges: above the cursor's line, and from it on. */
export async function splitAtCursor(services: Services, target: Target): Promise<void> {
  const { root, index } = target;
  const location = await presentPlace(services.tracker, target);
  const editor = window.activeTextEditor;
  const place = editor && services.roots.of(editor.document.uri);
  const cursor = (editor?.selection.active.line ?? -1) + 1;
  const line = place ? ((await linesInFile(place, editor.document, { start: cursor, end: cursor }))?.start ?? 0) : 0;
  const lines =
    isCertain(location) && place?.root === root && place.path === location.path ? location.lines : undefined;
  if (!lines || line <= lines.start || line > lines.end) {
    const message = l10n.t('Put the cursor on the line of the note’s code from which the second range shall begin.');
    throw new NotesError('invalid-input', message);
  }
  const source = { ...(await sourceOf(root, location?.path ?? '', lines)), lines };
  await applyPlan(root, await splitAnchor(await noteFile(target), index, source, line - 1));
  say(
    l10n.t(
      'The note is now about lines {0} and {1}',
      linesText({ start: lines.start, end: line - 1 }),
      linesText({ start: line, end: lines.end }),
    ),
  );
}

async function anchorTo(target: Target, place: NewPlace): Promise<void> {
  const { root, index } = target;
  const source = await sourceOf(root, place.path, place.lines);
  await applyPlan(root, await reAnchor(await noteFile(target), index, source));
  await openLines(root.toUri(place.path), place.lines);
  say(l10n.t('“{0}” is now about {1}', titleOf(target.entry), `${place.path}:${linesText(place.lines)}`));
}
