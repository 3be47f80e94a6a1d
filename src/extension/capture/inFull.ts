import { l10n, SnippetString, Uri, window, workspace } from 'vscode';
import { type Anchor, judgementHeadings, NotesError } from '../../core/index';
import { planNote, wholeAnchor } from '../newNote';
import { type Place, Roots } from '../roots';

/**
 * Opens a new note as a file that is not saved yet, with places to fill in. The editor keeps unsaved files over a
 * reload, and saving it puts it in the notes folder.
 *
 * @param about the anchor in a place; or, for a file or folder as a whole, all roots and its address
 */
export async function openInFull(roots: Roots, about: Uri): Promise<void>;
export async function openInFull(place: Place, about: Anchor, typed?: string): Promise<void>;
export async function openInFull(where: Roots | Place, about: Uri | Anchor, typed = ''): Promise<void> {
  if (!(about instanceof Uri)) return open(where as Place, about, typed);
  const place = where instanceof Roots ? await where.find(about) : where;
  if (!place) throw new NotesError('outside-root', l10n.t('This is in no open folder.'));
  return open(place, await wholeAnchor(place), '');
}

async function open({ root, path }: Place, anchor: Anchor, typed: string): Promise<void> {
  const named = anchor.symbol ?? path.split('/').at(-1) ?? root.name;
  const empty = typed.trim() === '';
  const { file, text } = await planNote(root, empty ? named : typed, [anchor]);
  const document = await workspace.openTextDocument(root.toUri(file).with({ scheme: 'untitled' }));
  const editor = await window.showTextDocument(document);
  await editor.insertSnippet(snippetOf(text, empty));
}

/** The printed note with a place to fill in at the title, the body and each judgement section. */
function snippetOf(text: string, empty: boolean): SnippetString {
  const heading = text.indexOf('\n# ', text.indexOf('\n---\n')) + 3;
  const end = text.indexOf('\n', heading);
  const body = text.slice(end).trim();
  const snippet = new SnippetString();
  snippet.appendText(text.slice(0, heading));
  snippet.appendPlaceholder(empty ? l10n.t('The decision in one line') : text.slice(heading, end));
  snippet.appendText('\n\n');
  snippet.appendPlaceholder(body === '' ? l10n.t('Why it is so.') : body);
  for (const judgement of judgementHeadings) {
    snippet.appendText(`\n\n## ${judgement}\n\n`);
    snippet.appendTabstop();
  }
  snippet.appendText('\n');
  return snippet;
}
