import {
  NotebookEditorRevealType,
  NotebookRange,
  Range,
  Selection,
  TextEditorRevealType,
  type TextDocument,
  type Uri,
  window,
  workspace,
} from 'vscode';
import type { LineRange, Location } from '../core/index';
import { notebookCells, toCellLines } from '../core/notebook/cells';
import { toRange } from './convert';
import type { Target } from './target';
import type { Tracker } from './tracker';

/** Where a note's anchor is just now, open and unsaved files included. */
export async function presentPlace(tracker: Tracker, target: Target): Promise<Location | undefined> {
  const { root, entry, index } = target;
  const note = entry.note;
  const anchor = note?.code[index];
  if (!note || !anchor) return undefined;
  const location = await root.core.locations.check({ entry, note, anchor, index });
  const uri = root.toUri(location.path).toString();
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri);
  if (!document) return location;
  const live = (await tracker.load(document)).find(
    (one) => one.root === root && one.placed.entry.file === entry.file && one.placed.index === index,
  );
  if (!live) return location;
  return live.lines ? { ...live.placed.location, lines: live.lines } : live.placed.location;
}

/** Opens a file with the lines in sight and the cursor at their start. */
export async function openLines(uri: Uri, lines: LineRange | undefined, preserveFocus = false): Promise<void> {
  if (lines && (await openCell(uri, lines, preserveFocus))) return;
  const document = await workspace.openTextDocument(uri);
  const editor = await window.showTextDocument(document, { preserveFocus });
  if (!lines) return;
  const range = toRange(lines, document);
  const start = new Range(range.start, range.start);
  editor.selection = new Selection(start.start, start.start);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Opens a notebook as one, at the cell that holds the lines; says whether that was possible. */
async function openCell(uri: Uri, lines: LineRange, preserveFocus: boolean): Promise<boolean> {
  if (!uri.path.endsWith('.ipynb')) return false;
  const written = notebookCells(new TextDecoder().decode(await workspace.fs.readFile(uri)));
  const at = written?.findIndex((cell) => toCellLines(cell, lines) !== undefined) ?? -1;
  if (at < 0) return false;
  const notebook = await workspace.openNotebookDocument(uri);
  if (at >= notebook.cellCount) return false;
  const selections = [new NotebookRange(at, at + 1)];
  const editor = await window.showNotebookDocument(notebook, { preserveFocus, selections });
  editor.revealRange(new NotebookRange(at, at + 1), NotebookEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** Opens a note's own file at its title. */
export async function openNoteFile(target: Target): Promise<void> {
  const document = await workspace.openTextDocument(target.root.toUri(target.entry.file));
  const line = target.entry.problems[0]?.line ?? titleLine(document);
  await openLines(document.uri, { start: line, end: line });
}

/** 1-based line of the first heading outside the front matter; 1 where there is none. */
function titleLine(document: TextDocument): number {
  let inMatter = document.lineAt(0).text.trimEnd() === '---';
  for (let line = inMatter ? 1 : 0; line < document.lineCount; line++) {
    const { text } = document.lineAt(line);
    if (inMatter) inMatter = text.trimEnd() !== '---';
    else if (/^#\s/.test(text)) return line + 1;
  }
  return 1;
}
