import { commands, env, FileType, l10n, Selection, window, workspace } from 'vscode';
import { noteLink } from '../../core/browse/link';
import { openLines, openNoteFile, presentPlace } from '../openCode';
import type { Services } from '../services';
import type { Target } from '../target';
import type { ThenNow } from '../thenNow';
import { reanchor } from './place';
import { pickNote } from '../pickNote';
import { resolveRef } from '../target';
import { say } from './say';

/** Opens the note's file at its title. */
export async function openNote(_services: Services, target: Target): Promise<void> {
  await openNoteFile(target);
}

/** Opens the note's file with the cursor at the end of the decision, ready to write. */
export async function editNote(_services: Services, target: Target): Promise<void> {
  const { root, entry } = target;
  await openNoteFile(target);
  const document = await workspace.openTextDocument(root.toUri(entry.file));
  const editor = await window.showTextDocument(document, { preview: false });
  const { body } = await root.core.notes.text(entry.file);
  const decision = body.decision.trimEnd();
  const at = decision.trim() === '' ? -1 : document.getText().indexOf(decision);
  if (at < 0) return;
  const position = document.positionAt(at + decision.length);
  editor.selection = new Selection(position, position);
}

/** Opens the note's code. Where its place is uncertain the person chooses it; where there is none the note opens. */
export async function revealNote(services: Services, target: Target, thenNow: ThenNow): Promise<void> {
  const location = await presentPlace(services.tracker, target);
  if (location?.state === 'uncertain') return reanchor(services, target, thenNow);
  if (!location || location.state === 'lost') {
    await openNoteFile(target);
    say(location ? l10n.t('The code of this note was not found') : l10n.t('This note is about no code'));
    return;
  }
  const uri = target.root.toUri(location.path);
  const stat = await workspace.fs.stat(uri);
  // A folder cannot be opened in an editor: it is shown where folders are.
  if (stat.type === FileType.Directory) await commands.executeCommand('revealInExplorer', uri);
  else await openLines(uri, location.lines);
}

/** Opens the note that this one names or is named by; the person chooses where there are several. */
export async function openLinkedNote(services: Services, { root, entry }: Target): Promise<void> {
  const linked = new Map(root.core.notes.links(entry.file).map((link) => [link.entry.file, link.entry]));
  const [first] = linked.values();
  if (!first) {
    say(l10n.t('This note is linked to no other'));
    return;
  }
  const choices = [...linked.values()].map((other) => ({ root, entry: other, index: 0 }));
  const picked =
    linked.size > 1 ? await pickNote(services, choices, { placeholder: l10n.t('Which note?') }) : undefined;
  if (linked.size > 1 && !picked) return;
  await openNoteFile(picked ? await resolveRef(services, picked) : { root, entry: first, index: 0 });
}

/** Puts a link to the note on the clipboard. */
export async function copyLink(_services: Services, target: Target): Promise<void> {
  await env.clipboard.writeText(noteLink(target.entry));
  say(l10n.t('Link to the note copied'));
}
