import { l10n, type TextDocument } from 'vscode';
import { NotesError } from '../../core/index';
import type { Place, Roots } from '../roots';

/**
 * The editor, and where its file belongs.
 *
 * @throws NotesError `invalid-input` without an editor, `outside-root` for what no note can be about; each says what to do
 */
export async function requirePlace<T extends { readonly document: TextDocument }>(
  roots: Roots,
  editor: T | undefined,
): Promise<{ editor: T; place: Place }> {
  if (!editor) {
    throw new NotesError('invalid-input', l10n.t('Open the file that the decision is about, then record it.'));
  }
  const { document } = editor;
  if (document.uri.scheme === 'git') {
    throw new NotesError('invalid-input', l10n.t('This is an old version. Record the decision in the file itself.'));
  }
  const place = await roots.find(document.uri);
  if (place) return { editor, place };
  const message = document.isUntitled
    ? l10n.t('Save this file first: a note names the file that it is about.')
    : l10n.t('This file is in no open folder. Open its folder to record decisions about it.');
  throw new NotesError('outside-root', message);
}
