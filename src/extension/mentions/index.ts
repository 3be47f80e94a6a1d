import { Disposable, DocumentLink, Hover, languages, l10n, Range, type TextDocument, Uri } from 'vscode';
import { splitAll } from '../../core/anchor/lines';
import { mentionsIn, type Mention } from '../../core/browse/mentions';
import type { NoteEntry } from '../../core/index';
import { commands } from '../contributions';
import { linkArgument, textMarkdown } from '../noteMarkdown';
import type { Root } from '../root';
import type { Services } from '../services';

/** Above this many lines only what is hovered over is looked at. */
const mostLines = 20_000;
const longestLine = 2000;

/** Names of notes in code are links to them, and show them on hover. */
export function registerMentions({ roots }: Services): Disposable {
  async function find(document: TextDocument, mention: Mention): Promise<{ root: Root; entry: NoteEntry } | undefined> {
    const place = await roots.find(document.uri);
    if (!place) return undefined;
    await place.root.core.notes.ready();
    const entry = place.root.core.notes.find(mention.reference);
    return entry && { root: place.root, entry };
  }

  const links = languages.registerDocumentLinkProvider(
    { scheme: '*' },
    {
      async provideDocumentLinks(document, token) {
        const found: DocumentLink[] = [];
        if (document.lineCount > mostLines || !roots.of(document.uri)) return found;
        const text = document.getText();
        // The editor asks after each pause in typing, and most files name no note.
        if (!mayMention(text)) return found;
        for (const [line, written] of splitAll(text).entries()) {
          for (const mention of onLine(written)) {
            if (token.isCancellationRequested) return found;
            const note = await find(document, mention);
            if (!note) continue;
            const argument = linkArgument({ root: note.root.key, file: note.entry.file, index: 0 });
            const target = Uri.parse(`command:${commands.openNote}?${argument}`);
            const link = new DocumentLink(new Range(line, mention.start, line, mention.end), target);
            link.tooltip = l10n.t('Open note');
            found.push(link);
          }
        }
        return found;
      },
    },
  );
  const hovers = languages.registerHoverProvider(
    { scheme: '*' },
    {
      async provideHover(document, position) {
        const mention = onLine(document.lineAt(position).text).find(
          ({ start, end }) => start <= position.character && position.character <= end,
        );
        const note = mention && (await find(document, mention));
        if (!mention || !note?.entry.note) return undefined;
        const text = await note.root.core.notes.text(note.entry.file);
        const contents = await textMarkdown(note.root, note.entry.file, note.entry.note, text);
        return new Hover(contents, new Range(position.line, mention.start, position.line, mention.end));
      },
    },
  );
  return Disposable.from(links, hovers);
}

function onLine(text: string): readonly Mention[] {
  return mayMention(text) ? mentionsIn(text.slice(0, longestLine)) : [];
}

function mayMention(text: string): boolean {
  return text.includes('.md') || text.includes('decision:');
}
