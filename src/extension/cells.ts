import { type NotebookCell, type TextDocument, type Uri, workspace } from 'vscode';
import { NotesError, type LineRange, type PlacedNote } from '../core/index';
import { type CellLines, notebookCells, toCellLines, toFileLines, withCellText } from '../core/notebook/cells';
import type { Root } from './root';

const cellScheme = 'vscode-notebook-cell';

/** Whether a document is a cell of a notebook. */
export function isCell(uri: Uri): boolean {
  return uri.scheme === cellScheme;
}

/** The cell that is edited in a document of its own. */
export function cellOf(uri: Uri): NotebookCell | undefined {
  if (!isCell(uri)) return undefined;
  const key = uri.toString();
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find(({ document }) => document.uri.toString() === key);
    if (cell) return cell;
  }
  return undefined;
}

/** The text that notes about a document are placed in: its own, or for a cell its notebook's file. */
export interface NotedText {
  readonly text: string;
  /** Lines of that text as lines of the document; `undefined` for lines that it does not show. */
  readonly toDocument: (lines: LineRange) => LineRange | undefined;
  /** Lines of the document as lines of that text; `undefined` where there are none. */
  readonly fromDocument: (lines: LineRange) => LineRange | undefined;
}

/** `undefined` for a cell whose text is not found in its notebook's file, as in one that was just added and not saved. */
export async function notedText(root: Root, path: string, document: TextDocument): Promise<NotedText | undefined> {
  if (!isCell(document.uri)) {
    return { text: document.getText(), toDocument: (lines) => lines, fromDocument: (lines) => lines };
  }
  const cell = cellOf(document.uri);
  const file = cell && (await fileText(root, path));
  const written = file === undefined ? undefined : notebookCells(file);
  if (!cell || file === undefined || !written) return undefined;
  const shown = document.getText().replace(/\r\n?/g, '\n');
  const own = writtenCell(cell, written, shown);
  if (!own) return undefined;
  const now = own.text === shown ? { text: file, cell: own } : withCellText(file, own, shown);
  return (
    now && {
      text: now.text,
      toDocument: (lines) => toCellLines(now.cell, lines),
      fromDocument: (lines) => toFileLines(now.cell, lines),
    }
  );
}

/** Those of a notebook's notes that are about lines of this document, with their lines in it. */
export function inDocument(places: readonly PlacedNote[], { toDocument }: NotedText): readonly PlacedNote[] {
  return places.flatMap((placed) => {
    const { lines } = placed.location;
    if (!lines) return [placed];
    const here = toDocument(lines);
    return here ? [{ ...placed, location: { ...placed.location, lines: here } }] : [];
  });
}

/** The cell as the file has it: at the same position, or where cells came or went since, the only one with its text. */
function writtenCell(cell: NotebookCell, written: readonly CellLines[], shown: string): CellLines | undefined {
  if (written.length === cell.notebook.cellCount) return written[cell.index];
  const same = written.filter(({ text }) => text === shown);
  return same.length === 1 ? same[0] : undefined;
}

async function fileText(root: Root, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await root.host.files.read(path));
  } catch (error) {
    // Not there yet, or too large: then nothing in it can be noted.
    if (error instanceof NotesError) return undefined;
    throw error;
  }
}
