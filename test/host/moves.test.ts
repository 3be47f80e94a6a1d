import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands, type Hover, type MarkdownString, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { writeFiles, writeNotes } from '../support/sampleNotes';
import { activate, closeEditors, erase, eventually, folder } from './support/window';

const code = (name: string): string =>
  Array.from({ length: 12 }, (_, line) => `export const ${name}${line} = compute('${name}', ${line});\n`).join('');

describe('files that move in the editor', () => {
  let repo: string;
  /** A folder of its own for each test: the editor's explorer and its watcher know one that was erased for a while. */
  let top = '';
  let count = 0;
  const lines = { start: 3, end: 5 };

  before(async () => {
    await activate();
    repo = folder('repo');
  });
  beforeEach(() => {
    top = `moves${count++}`;
    writeFiles(repo, {
      [`${top}/pay/one.ts`]: code('one'),
      [`${top}/pay/deep/two.ts`]: code('two'),
      [`${top}/other/stays.ts`]: code('stays'),
      [`${top}/lib/lib.ts`]: code('lib'),
      [`${top}/billing/bill.ts`]: code('bill'),
    });
    writeNotes(repo, [
      { file: `${top}/pay/.decisions/one.md`, title: 'One', on: [[`${top}/pay/one.ts`, lines]] },
      { file: `${top}/pay/deep/.decisions/two.md`, title: 'Two', on: [[`${top}/pay/deep/two.ts`, lines]] },
      {
        file: `${top}/pay/.decisions/both.md`,
        title: 'Both',
        on: [
          [`${top}/pay/one.ts`, { start: 7, end: 8 }],
          [`${top}/other/stays.ts`, lines],
        ],
      },
      { file: `${top}/lib/.decisions/one.md`, title: 'Another', on: [[`${top}/lib/lib.ts`, lines]] },
    ]);
  });
  afterEach(async () => {
    await closeEditors();
    erase(repo, top);
  });

  /** Every file under `top` with its text. */
  function all(): Record<string, string> {
    const names = readdirSync(join(repo, top), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
    return Object.fromEntries(paths.map((path) => [path.slice(repo.length + 1), readFileSync(path, 'utf8')]));
  }
  async function rename(from: string, to: string): Promise<void> {
    const edit = new WorkspaceEdit();
    edit.renameFile(Uri.file(join(repo, from)), Uri.file(join(repo, to)), { overwrite: false });
    assert.equal(await workspace.applyEdit(edit), true);
  }
  /** The hovers' text at a line, 1-based. */
  async function hover(path: string, line: number): Promise<string> {
    const uri = Uri.file(join(repo, path));
    await workspace.openTextDocument(uri);
    const hovers = await commands.executeCommand<Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      new Position(line - 1, 0),
    );
    return hovers.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join('\n');
  }
  /** The index must have seen the files. */
  async function known(path: string, title: RegExp): Promise<void> {
    await eventually(async () => assert.match(await hover(path, 3), title));
  }
  /** Moves a folder as a person does in the explorer: cut, and paste beside a file of another folder. */
  async function explorerMove(from: string, beside: string): Promise<void> {
    await commands.executeCommand('revealInExplorer', Uri.file(join(repo, from)));
    await commands.executeCommand('filesExplorer.cut');
    await commands.executeCommand('revealInExplorer', Uri.file(join(repo, beside)));
    // Older editors move the folder and then fail to draw the row where it was.
    await commands.executeCommand('filesExplorer.paste').then(undefined, () => undefined);
    await eventually(() => assert.equal(existsSync(join(repo, from)), false));
  }
  async function inExplorer(command: 'undo' | 'redo'): Promise<void> {
    await closeEditors();
    await commands.executeCommand('workbench.files.action.focusFilesExplorer');
    await commands.executeCommand(command);
  }
  /** One undo with the file in the editor. */
  async function undoIn(path: string): Promise<void> {
    await window.showTextDocument(Uri.file(join(repo, path)));
    await commands.executeCommand('undo');
  }

  it('a folder takes what lies in it along, its notes are on their code, one undo gives all back, and redo', async () => {
    await known(`${top}/pay/one.ts`, /One/);
    await known(`${top}/pay/deep/two.ts`, /Two/);
    await known(`${top}/other/stays.ts`, /Both/);
    await closeEditors();
    const before = all();
    await explorerMove(`${top}/pay`, `${top}/billing/bill.ts`);
    const moved = Object.fromEntries(
      Object.entries(before).map(([path, text]) => [
        path.startsWith(`${top}/pay/`) ? path.replace('/pay/', '/billing/pay/') : path,
        text,
      ]),
    );
    const sorted = (files: Record<string, string>) => Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(sorted(all()), sorted(moved));
    await known(`${top}/billing/pay/one.ts`, /One/);
    await known(`${top}/billing/pay/deep/two.ts`, /Two/);
    await eventually(async () => assert.match(await hover(`${top}/billing/pay/one.ts`, 7), /Both/));
    await known(`${top}/other/stays.ts`, /Both/);

    await inExplorer('undo');
    await eventually(() => assert.deepEqual(sorted(all()), sorted(before)));
    await known(`${top}/pay/one.ts`, /One/);
    await known(`${top}/pay/deep/two.ts`, /Two/);
    await inExplorer('redo');
    await eventually(() => assert.deepEqual(sorted(all()), sorted(moved)));
    await known(`${top}/billing/pay/one.ts`, /One/);
  });

  it('a file takes its note along, under another name where one is taken, and one undo takes both back', async () => {
    await known(`${top}/pay/one.ts`, /One/);
    await known(`${top}/lib/lib.ts`, /Another/);
    await closeEditors();
    const before = all();
    await rename(`${top}/pay/one.ts`, `${top}/lib/one.ts`);
    assert.equal(existsSync(join(repo, `${top}/pay/.decisions/one.md`)), false);
    assert.equal(all()[`${top}/lib/.decisions/one-2.md`], before[`${top}/pay/.decisions/one.md`]);
    assert.equal(all()[`${top}/lib/.decisions/one.md`], before[`${top}/lib/.decisions/one.md`]);
    await known(`${top}/lib/one.ts`, /One/);
    await undoIn(`${top}/lib/one.ts`);
    await eventually(() => assert.deepEqual(all(), before));
    await known(`${top}/pay/one.ts`, /One/);
  });
});
