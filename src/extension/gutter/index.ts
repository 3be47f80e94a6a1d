import { Disposable, type TextDocument, type TextEditor, window, workspace } from 'vscode';
import { settings } from '../contributions';
import type { Services } from '../services';
import { hintOptions, hintType, lineOptions, overviewType } from './decorations';

/** Marks in the overview ruler, and titles at the end of a line for those who want them. */
export function registerGutter({ tracker }: Services): Disposable {
  const overview = overviewType(false);
  const uncertain = overviewType(true);
  const hint = hintType();

  const paint = (editor: TextEditor): void => {
    const { gutter, endOfLine } = wanted();
    const notes = tracker.notesIn(editor.document).filter(({ lines }) => lines !== undefined);
    const doubtful = notes.filter(({ placed }) => placed.location.drift >= 1 / 3);
    const sure = notes.filter((note) => !doubtful.includes(note));
    editor.setDecorations(overview, gutter ? lineOptions(sure, editor.document) : []);
    editor.setDecorations(uncertain, gutter ? lineOptions(doubtful, editor.document) : []);
    editor.setDecorations(hint, endOfLine ? hintOptions(notes, editor.document) : []);
  };
  const paintAll = (document?: TextDocument): void => {
    for (const editor of window.visibleTextEditors) if (!document || editor.document === document) paint(editor);
  };

  return Disposable.from(
    overview,
    uncertain,
    hint,
    tracker.onDidChange(paintAll),
    window.onDidChangeVisibleTextEditors(() => paintAll()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(settings.gutter) || event.affectsConfiguration(settings.endOfLineHint)) paintAll();
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
