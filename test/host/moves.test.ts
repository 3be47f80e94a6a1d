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
  const lines = { start: 3, end: 5 };

  before(async () => {
    await activate();
    repo = folder('repo');
  });
  beforeEach(() => {
    erase(repo, 'moves');
    writeFiles(repo, {
      'moves/pay/one.ts': code('one'),
      'moves/pay/deep/two.ts': code('two'),
      'moves/other/stays.ts': code('stays'),
      'moves/lib/lib.ts': code('lib'),
      'moves/billing/bill.ts': code('bill'),
    });
    writeNotes(repo, [
      { file: 'moves/pay/.decisions/one.md', title: 'One', on: [['moves/pay/one.ts', lines]] },
      { file: 'moves/pay/deep/.decisions/two.md', title: 'Two', on: [['moves/pay/deep/two.ts', lines]] },
      {
        file: 'moves/pay/.decisions/both.md',
        title: 'Both',
        on: [
          ['moves/pay/one.ts', { start: 7, end: 8 }],
          ['moves/other/stays.ts', lines],
        ],
      },
      { file: 'moves/lib/.decisions/one.md', title: 'Another', on: [['moves/lib/lib.ts', lines]] },
    ]);
  });
  afterEach(async () => {
    await closeEditors();
    erase(repo, 'moves');
  });

  /** Every file under `moves` with its text. */
  function all(): Record<string, string> {
    const names = readdirSync(join(repo, 'moves'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
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
  /** Moves a folder as a person does in the explorer: cut, and paste into another folder. */
  async function explorerMove(from: string, into: string): Promise<void> {
    await commands.executeCommand('revealInExplorer', Uri.file(join(repo, from)));
    await commands.executeCommand('filesExplorer.cut');
    await commands.executeCommand('revealInExplorer', Uri.file(join(repo, into)));
    await commands.executeCommand('filesExplorer.paste');
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
    await known('moves/pay/one.ts', /One/);
    await known('moves/pay/deep/two.ts', /Two/);
    await known('moves/other/stays.ts', /Both/);
    await closeEditors();
    const before = all();
    await explorerMove('moves/pay', 'moves/billing');
    const moved = Object.fromEntries(
      Object.entries(before).map(([path, text]) => [path.replace(/^moves\/pay\//, 'moves/billing/pay/'), text]),
    );
    const sorted = (files: Record<string, string>) => Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(sorted(all()), sorted(moved));
    await known('moves/billing/pay/one.ts', /One/);
    await known('moves/billing/pay/deep/two.ts', /Two/);
    await eventually(async () => assert.match(await hover('moves/billing/pay/one.ts', 7), /Both/));
    await known('moves/other/stays.ts', /Both/);

    await inExplorer('undo');
    await eventually(() => assert.deepEqual(sorted(all()), sorted(before)));
    await known('moves/pay/one.ts', /One/);
    await known('moves/pay/deep/two.ts', /Two/);
    await inExplorer('redo');
    await eventually(() => assert.deepEqual(sorted(all()), sorted(moved)));
    await known('moves/billing/pay/one.ts', /One/);
  });

  it('a file takes its note along, under another name where one is taken, and one undo takes both back', async () => {
    await known('moves/pay/one.ts', /One/);
    await known('moves/lib/lib.ts', /Another/);
    await closeEditors();
    const before = all();
    await rename('moves/pay/one.ts', 'moves/lib/one.ts');
    assert.equal(existsSync(join(repo, 'moves/pay/.decisions/one.md')), false);
    assert.equal(all()['moves/lib/.decisions/one-2.md'], before['moves/pay/.decisions/one.md']);
    assert.equal(all()['moves/lib/.decisions/one.md'], before['moves/lib/.decisions/one.md']);
    await known('moves/lib/one.ts', /One/);
    await undoIn('moves/lib/one.ts');
    await eventually(() => assert.deepEqual(all(), before));
    await known('moves/pay/one.ts', /One/);
  });
});
