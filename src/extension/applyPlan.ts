import { type TextDocument, Range, workspace, WorkspaceEdit } from 'vscode';
import { NotesError, type FileChange, type Plan } from '../core/index';
import type { Root } from './root';

/**
 * Does what a use case wants as one edit that one undo takes back, and saves the files. Every file must still be what
 * the plan says it was: otherwise nothing is done at all. A plan that only creates one file writes it whole at once.
 *
 * @throws NotesError `changed-on-disk`, `exists`, `outside-root` or `io`
 */
export async function applyPlan(root: Root, plan: Plan): Promise<void> {
  if (plan.changes.length === 0) return;
  const [only] = plan.changes;
  if (plan.changes.length === 1 && only?.kind === 'create') {
    // The editor creates a file empty and fills it after; a reader in between would see half a note.
    await root.host.files.create(only.path, new TextEncoder().encode(only.text));
    return;
  }
  const edit = new WorkspaceEdit();
  const written: { change: FileChange & { kind: 'replace' }; document: TextDocument }[] = [];
  for (const change of plan.changes) {
    if (change.kind !== 'replace') {
      await checkFree(root, change);
      addFileOperation(edit, root, change);
      continue;
    }
    const bytes = await expectText(root, change.path, change.before);
    const document = await editableDocument(root, change.path, change.before);
    if (document) {
      addReplacement(edit, document, withoutMark(change.after));
      written.push({ change, document });
    } else {
      // The editor would not keep these bytes as they are (mixed line ends): swap the file as a whole.
      const contents = new TextEncoder().encode(change.after);
      if (bytes.length > 0) edit.deleteFile(root.toUri(change.path));
      edit.createFile(root.toUri(change.path), { contents, overwrite: true });
    }
  }
  if (!(await workspace.applyEdit(edit))) {
    throw new NotesError('io', 'The editor refused the change. Nothing was written.');
  }
  for (const { change, document } of written) await saveExactly(root, change, document);
}

function addFileOperation(edit: WorkspaceEdit, root: Root, change: Exclude<FileChange, { kind: 'replace' }>): void {
  if (change.kind === 'create') {
    edit.createFile(root.toUri(change.path), { contents: new TextEncoder().encode(change.text), overwrite: false });
  } else if (change.kind === 'move') {
    edit.renameFile(root.toUri(change.from), root.toUri(change.to), { overwrite: false });
  } else {
    edit.deleteFile(root.toUri(change.path));
  }
}

async function checkFree(root: Root, change: Exclude<FileChange, { kind: 'replace' }>): Promise<void> {
  if (change.kind === 'remove') {
    await expectText(root, change.path, change.before);
    return;
  }
  const path = change.kind === 'create' ? change.path : change.to;
  if (await root.host.files.stamp(path)) {
    throw new NotesError('exists', `${path} exists already. Nothing was written.`, { file: path });
  }
}

/** Reads the file and refuses unless it, and the editor's idea of it, are still `before`. */
async function expectText(root: Root, path: string, before: string): Promise<Uint8Array> {
  const uri = root.toUri(path).toString();
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open?.isDirty === true) {
    throw new NotesError('changed-on-disk', `${path} has unsaved changes. Save or revert it first.`, { file: path });
  }
  const bytes = await root.host.files.read(path);
  const expected = new TextEncoder().encode(before);
  if (bytes.length !== expected.length || bytes.some((byte, index) => byte !== expected[index])) {
    throw new NotesError('changed-on-disk', `${path} has changed since it was read. Nothing was written.`, {
      file: path,
    });
  }
  return bytes;
}

/** The document of a file, when the editor keeps its text as it is. */
async function editableDocument(root: Root, path: string, text: string): Promise<TextDocument | undefined> {
  try {
    const document = await workspace.openTextDocument(root.toUri(path));
    return document.getText() === withoutMark(text) ? document : undefined;
  } catch (cause) {
    throw new NotesError('io', `${path} could not be opened for editing.`, { file: path, cause });
  }
}

/** The smallest replacement that turns the document into `after`: cursors and folds elsewhere stay. */
function addReplacement(edit: WorkspaceEdit, document: TextDocument, after: string): void {
  const before = document.getText();
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const range = new Range(document.positionAt(head), document.positionAt(before.length - tail));
  // Positions cannot stand between `\r` and `\n`; then the whole text is replaced.
  const fits = document.offsetAt(range.start) === head && document.offsetAt(range.end) === before.length - tail;
  if (fits) edit.replace(document.uri, range, after.slice(head, after.length - tail));
  else edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(before.length)), after);
}

/** Saves; and where something that runs on save rewrote other parts of the file, puts the meant bytes back. */
async function saveExactly(
  root: Root,
  change: FileChange & { kind: 'replace' },
  document: TextDocument,
): Promise<void> {
  if (document.isDirty && !(await document.save())) {
    throw new NotesError('io', `${change.path} could not be saved. The change is in its editor.`, {
      file: change.path,
    });
  }
  const meant = new TextEncoder().encode(change.after);
  const present = await root.host.files.read(change.path);
  const same = present.length === meant.length && present.every((byte, index) => byte === meant[index]);
  if (!same) await root.host.files.replace(change.path, meant, present);
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
