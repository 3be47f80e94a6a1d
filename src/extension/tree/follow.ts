import { type TreeView, window } from 'vscode';
import type { Disposable } from '../../core/index';
import { turn } from '../../core/util/turn';
import type { Tracker } from '../tracker';
import type { Roots } from '../roots';
import { notesAtCursor } from '../target';
import type { Element, NotesModel } from './model';
import type { FileNote, ThisFile } from './thisFile';

/** The cursor must rest this long before the trees follow it. */
const restMilliseconds = 150;

/** Lets the trees select the note at the cursor, where they are visible, without taking the focus. */
export function followCursor(
  views: { notes: TreeView<Element>; thisFile: TreeView<FileNote> },
  model: NotesModel,
  thisFile: ThisFile,
  tracker: Tracker,
  roots: Roots,
): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = async (): Promise<void> => {
    const editor = window.activeTextEditor;
    const place = editor && roots.of(editor.document.uri);
    if (!editor || !place) return;
    const [live] = notesAtCursor(tracker, editor);
    const ref = live && { root: live.root.key, file: live.placed.entry.file };
    if (views.thisFile.visible && ref) {
      const node = thisFile.find(ref);
      if (node && views.thisFile.selection[0] !== node) await views.thisFile.reveal(node, { focus: false });
    }
    if (!views.notes.visible) return;
    const selected = views.notes.selection[0];
    // The same note may stand at several places: the one that the person chose stays chosen.
    if (ref && selected && 'file' in selected && selected.file === ref.file && selected.root === ref.root) return;
    const element = ref ? await model.find(ref, place.path) : model.findFile(place.root, place.path);
    if (element && element !== selected) await views.notes.reveal(element, { focus: false });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // While somebody types, the cursor does not rest.
      if (turn.restLeft() > 0) soon();
      // A tree that is being filled anew refuses to reveal; the next rest of the cursor tries again.
      else follow().catch(() => undefined);
    }, restMilliseconds);
  };
  const listeners = [
    window.onDidChangeTextEditorSelection((event) => {
      if (event.textEditor === window.activeTextEditor) soon();
    }),
    window.onDidChangeActiveTextEditor(soon),
    views.notes.onDidChangeVisibility(soon),
    // The note at the cursor may have got its row just now.
    thisFile.onDidChangeTreeData(soon),
    tracker.onDidChange((document) => {
      if (document === window.activeTextEditor?.document) soon();
    }),
  ];
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const listener of listeners) listener.dispose();
    },
  };
}
