import { comments, Disposable, l10n, type TextDocument, window, workspace } from 'vscode';
import { atRest } from '../atRest';
import { commentControllers, settings } from '../contributions';
import type { Services } from '../services';
import { NoteThreads } from './model';

const quietMs = 80;

/** A glyph in the gutter of each note's first line; a click on it opens the note in place. */
export function registerComments({ tracker, report }: Services): Disposable {
  const controller = comments.createCommentController(commentControllers.notes, l10n.t('Decision Notes'));
  const threads = new Map<TextDocument, NoteThreads>();
  const waiting = new Set<TextDocument>();

  const updating = atRest(quietMs, () => {
    const enabled = workspace.getConfiguration().get<boolean>(settings.gutter, true);
    const visible = new Set(window.visibleTextEditors.map(({ document }) => document));
    for (const [document, shown] of threads) {
      if (enabled && visible.has(document)) continue;
      shown.dispose();
      threads.delete(document);
    }
    for (const document of waiting) {
      if (!enabled || !visible.has(document) || document.uri.scheme === 'git') continue;
      let shown = threads.get(document);
      if (!shown) threads.set(document, (shown = new NoteThreads(controller, document, report.log)));
      void shown.show(tracker.notesIn(document));
    }
    waiting.clear();
  });
  const soon = (documents: Iterable<TextDocument>): void => {
    for (const document of documents) waiting.add(document);
    updating.soon();
  };
  const all = (): void => soon(window.visibleTextEditors.map(({ document }) => document));

  all();
  return Disposable.from(
    tracker.onDidChange((document) => soon([document])),
    window.onDidChangeVisibleTextEditors(all),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.gutter)) all();
    }),
    new Disposable(() => {
      updating.dispose();
      for (const shown of threads.values()) shown.dispose();
      controller.dispose();
    }),
  );
}
