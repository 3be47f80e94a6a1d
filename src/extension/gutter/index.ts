import { Disposable, type TextDocument, type TextEditor, window, workspace } from 'vscode';
import { atRest } from '../atRest';
import { settings } from '../contributions';
import type { Services } from '../services';
import { hintOptions, hintType, lineOptions, overviewType } from './decorations';

const settleMs = 150;

/** Marks in the overview ruler, and titles at the end of a line for those who want them. */
export function registerGutter({ tracker }: Services): Disposable {
  const overview = overviewType(false);
  const uncertain = overviewType(true);
  const hint = hintType();

  // Asking for a setting costs more than painting.
  let { gutter, endOfLine } = wanted();
  const waiting = new Set<TextDocument>();

  const paint = (editor: TextEditor): void => {
    const notes = tracker.notesIn(editor.document).filter(({ lines }) => lines !== undefined);
    const doubtful = notes.filter(({ placed }) => placed.location.drift >= 1 / 3);
    const sure = notes.filter((note) => !doubtful.includes(note));
    editor.setDecorations(overview, gutter ? lineOptions(sure, editor.document) : []);
    editor.setDecorations(uncertain, gutter ? lineOptions(doubtful, editor.document) : []);
    editor.setDecorations(hint, endOfLine ? hintOptions(notes, editor.document) : []);
  };
  const paintAll = (): void => {
    for (const editor of window.visibleTextEditors) paint(editor);
  };
  /** The editor tells of its editors more often than there are new ones. */
  let painted = new Set<TextEditor>();
  const paintNew = (): void => {
    const before = painted;
    painted = new Set(window.visibleTextEditors);
    for (const editor of painted) if (!before.has(editor)) paint(editor);
  };
  // The editor moves the marks with the text by itself: while somebody types there is no hurry.
  const painting = atRest(settleMs, () => {
    for (const editor of window.visibleTextEditors) if (waiting.has(editor.document)) paint(editor);
    waiting.clear();
  });

  return Disposable.from(
    overview,
    uncertain,
    hint,
    painting,
    tracker.onDidChange((document) => {
      waiting.add(document);
      painting.soon();
    }),
    window.onDidChangeVisibleTextEditors(paintNew),
    workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration(settings.gutter) && !event.affectsConfiguration(settings.endOfLineHint)) return;
      ({ gutter, endOfLine } = wanted());
      paintAll();
    }),
  );
}

function wanted(): { gutter: boolean; endOfLine: boolean } {
  const configuration = workspace.getConfiguration();
  return {
    gutter: configuration.get<boolean>(settings.gutter, true),
    endOfLine: configuration.get<boolean>(settings.endOfLineHint, false),
  };
}
