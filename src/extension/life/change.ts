import { l10n, window } from 'vscode';
import {
  confirm as confirmNote,
  record,
  relate as relateNotes,
  setStatus,
  supersedeByNew,
  createIds,
  recordAnchor,
} from '../../core/index';
import { applyPlan } from '../applyPlan';
import { placementOf } from '../newNote';
import { titleOf } from '../noteText';
import { openNoteFile } from '../openCode';
import { pickNote } from '../pickNote';
import type { Services } from '../services';
import { resolveRef, type Target } from '../target';
import type { ThenNow } from '../thenNow';
import { reanchor } from './place';
import { noteFile, presentAnchors } from './present';
import { say } from './say';

/** A reader says that the note still holds. Where some of its code was not found, offers to say where it is. */
export async function confirm(services: Services, target: Target, thenNow: ThenNow): Promise<void> {
  const { root, entry } = target;
  const present = await presentAnchors(services, target);
  const by = await root.host.git?.userName();
  await applyPlan(root, await confirmNote(await noteFile(target), { date: root.host.clock.today(), by, present }));
  say(l10n.t('Confirmed: {0}', titleOf(entry)));
  const missing = entry.note?.code.findIndex((_anchor, index) => !present.some((one) => one.index === index)) ?? -1;
  if (missing < 0) return;
  const where = l10n.t('Re-anchor Note');
  const message = l10n.t('“{0}” is confirmed, but some of its code was not found for sure.', titleOf(entry));
  if ((await window.showWarningMessage(message, where)) === where) {
    const again = await resolveRef(services, { root: root.key, file: entry.file, index: missing });
    await reanchor(services, again, thenNow);
  }
}

/** Sets the status to `deprecated`. */
export async function deprecate(_services: Services, target: Target): Promise<void> {
  await applyPlan(target.root, await setStatus(await noteFile(target), 'deprecated'));
  say(l10n.t('Deprecated: {0}', titleOf(target.entry)));
}

/** Asks for the new decision and writes it as a note on the same code; each of the two names the other. */
export async function supersede(services: Services, target: Target): Promise<void> {
  const { root, entry } = target;
  const typed = await window.showInputBox({
    title: l10n.t('Supersede “{0}”', titleOf(entry)),
    prompt: l10n.t('What is decided now, in one sentence?'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? l10n.t('A decision needs at least one line of text.') : undefined),
  });
  if (typed === undefined) return;
  const present = await presentAnchors(services, target);
  const kept = entry.note?.code ?? [];
  const nextId = createIds(
    () => root.host.clock.now(),
    (length) => root.host.random(length),
  );
  const recorded = await record({
    ...placementOf(root, kept[0]?.path ?? entry.file),
    typed,
    // Code that was not found stays with the old note alone: the new one must not point at a guess.
    code: present.map(({ source }) => recordAnchor(source)),
    id: nextId(),
    date: root.host.clock.today(),
    author: await root.host.git?.userName(),
    more: { tags: entry.note?.tags ?? [] },
    isFree: async (path) => (await root.host.files.stamp(path)) === undefined,
  });
  const plan = await supersedeByNew(await noteFile(target), recorded);
  await applyPlan(root, plan);
  await openNoteFile({ root, entry: { file: plan.file, note: undefined, problems: [] }, index: 0 });
}

/** Lets the person pick another note of the same root; each of the two then names the other. */
export async function relate(services: Services, target: Target): Promise<void> {
  const { root, entry } = target;
  const picked = await pickNote(services, undefined, {
    placeholder: l10n.t('Which note is “{0}” related to?', titleOf(entry)),
    offered: (ref) => ref.root === root.key && ref.file !== entry.file,
  });
  if (!picked) return;
  const other = await resolveRef(services, picked);
  await applyPlan(root, await relateNotes(await noteFile(target), await noteFile(other)));
  say(l10n.t('Related to: {0}', titleOf(other.entry)));
}
