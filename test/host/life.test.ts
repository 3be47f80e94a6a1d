import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commands,
  env,
  type Hover,
  type MarkdownString,
  Position,
  Selection,
  Uri,
  window,
  workspace,
  type TextDocument,
} from 'vscode';
import { parseNote, type Note } from '../../src/core/index';
import { applyPlan } from '../../src/extension/applyPlan';
import { confirm } from '../../src/core/actions/confirm';
import type { Root } from '../../src/extension/root';
import { ThenNow } from '../../src/extension/thenNow';
import { writeFiles, writeNotes } from '../support/sampleNotes';
import { activate, closeEditors, erase, eventually, folder, testServices, type TestServices } from './support/window';

const code = ['alpha();', 'beta();', 'gamma();', '', 'delta();', 'epsilon();', ''].join('\n');
/** A folder of its own for each test: the editor keeps what it knew of a file for a while after it is erased. */
let top = '';
let count = 0;
let file = '';
let other = '';

describe('the life of a note', () => {
  let repo: string;
  let services: TestServices;
  let root: Root;

  const textOf = (path: string): string => readFileSync(join(repo, path), 'utf8');
  const noteOf = async (path: string): Promise<Note> => (await parseNote(path, textOf(path))).note;
  const ref = (path = file, index = 0) => ({ root: root.key, file: path, index });
  const run = (command: string, path = file): Thenable<unknown> =>
    commands.executeCommand(`decisionNotes.${command}`, ref(path));
  /** Selects lines, 1-based, both inclusive. */
  async function select(path: string, start: number, end: number): Promise<TextDocument> {
    const document = await workspace.openTextDocument(join(repo, path));
    const editor = await window.showTextDocument(document);
    // The editor may still show the text that a test before this one had written.
    await eventually(() => assert.equal(document.getText(), textOf(path)));
    editor.selection = new Selection(start - 1, 0, end - 1, document.lineAt(end - 1).text.length);
    return document;
  }
  /** The file in the active editor, the cursor's line, and the column, from 0. */
  function cursor(): [file: string, line: string, column: number] {
    const editor = window.activeTextEditor;
    assert.ok(editor);
    const { line, character } = editor.selection.active;
    return [root.toPath(editor.document.uri) ?? '', editor.document.lineAt(line).text, character];
  }
  /** Takes back the last change of a file and saves it. */
  async function undo(path: string): Promise<void> {
    const document = await workspace.openTextDocument(join(repo, path));
    await window.showTextDocument(document);
    const { version } = document;
    // The command goes to whatever has the focus, which the editor may get a moment later.
    await eventually(async () => {
      await commands.executeCommand('undo');
      assert.notEqual(document.version, version);
    });
    await document.save();
  }

  before(async () => {
    await activate();
    repo = folder('repo');
    execFileSync('git', ['config', 'user.name', 'Ada Lovelace'], { cwd: repo });
  });

  beforeEach(async () => {
    top = `life${count++}`;
    file = `${top}/.decisions/2026-01-02-alpha-first.md`;
    other = `${top}/.decisions/2026-01-03-delta-next.md`;
    writeFiles(repo, { [`${top}/a.ts`]: code, [`${top}/b.ts`]: `// b\n${code}` });
    writeNotes(repo, [
      {
        file,
        id: '01KAPX3T5M8Q0Z7V2N4R6W9YBD',
        title: 'Alpha first',
        date: '2026-01-02',
        tags: ['order'],
        body: 'Beta reads it.',
        on: [[`${top}/a.ts`, { start: 1, end: 3 }]],
      },
      {
        file: other,
        id: '01KAPX3T5M8Q0Z7V2N4R6W9YBE',
        title: 'Delta next',
        on: [[`${top}/a.ts`, { start: 5, end: 6 }]],
      },
    ]);
    services = await testServices();
    const found = services.roots.of(Uri.file(join(repo, file)));
    assert.ok(found);
    root = found.root;
    // The running extension must have seen the files, too.
    await eventually(async () => {
      await commands.executeCommand('decisionNotes.copyLink', ref());
      assert.ok((await env.clipboard.readText()).startsWith(file));
    });
  });

  afterEach(async () => {
    await closeEditors();
    services.dispose();
    erase(repo, top);
  });

  it('confirm stamps the anchor where the code is now, and one undo gives every byte back', async () => {
    const before = textOf(file);
    writeFiles(repo, { [`${top}/a.ts`]: `// new\n${code}` });
    await eventually(async () => {
      await run('confirmNote');
      assert.deepEqual((await noteOf(file)).code[0]?.lines, { start: 2, end: 4 });
    });
    const { confirmed } = await noteOf(file);
    assert.deepEqual([confirmed?.by, confirmed?.date.length], ['Ada Lovelace', 10]);
    for (let times = 0; textOf(file) !== before && times < 5; times++) await undo(file);
    assert.equal(textOf(file), before);
  });

  it('deprecate changes one field, and one undo gives it back', async () => {
    const before = textOf(file);
    await run('deprecateNote');
    assert.equal(textOf(file), before.replace(/^(id: .*\n)/m, '$1status: deprecated\n'));
    await undo(file);
    assert.equal(textOf(file), before);
  });

  it('move gives the selected lines of another file', async () => {
    await select(`${top}/b.ts`, 2, 3);
    await run('moveNote');
    const [anchor] = (await noteOf(file)).code;
    assert.deepEqual(
      [anchor?.path, anchor?.lines, anchor?.quote],
      [`${top}/b.ts`, { start: 2, end: 3 }, 'alpha();\nbeta();'],
    );
    await undo(file);
    assert.equal((await noteOf(file)).code[0]?.path, `${top}/a.ts`);
  });

  it('split makes two ranges at the cursor', async () => {
    await select(`${top}/a.ts`, 3, 3);
    await eventually(async () => {
      await run('splitNote');
      assert.deepEqual(
        (await noteOf(file)).code.map(({ lines }) => lines),
        [
          { start: 1, end: 2 },
          { start: 3, end: 3 },
        ],
      );
    });
  });

  it('delete takes the file away, and only that', async () => {
    await run('deleteNote');
    await eventually(() => assert.equal(existsSync(join(repo, file)), false));
    assert.equal(existsSync(join(repo, other)), true);
  });

  it('copy link gives path and id', async () => {
    await run('copyLink');
    assert.equal(await env.clipboard.readText(), `${file}#01KAPX3T5M8Q0Z7V2N4R6W9YBD`);
  });

  it('go to code opens the lines where they are, and the note where they are gone', async () => {
    writeFiles(repo, { [`${top}/a.ts`]: `// new\n// new\n${code}` });
    await eventually(async () => {
      await run('revealNote');
      assert.deepEqual(cursor(), [`${top}/a.ts`, 'alpha();', 0]);
    });
    await run('openNote');
    assert.deepEqual(cursor(), [file, '# Alpha first', 0]);
    await run('editNote');
    assert.deepEqual(cursor(), [file, 'Beta reads it.', 'Beta reads it.'.length]);
  });

  it('compare shows then beside now, differing in the noted lines alone', async () => {
    writeFiles(repo, { [`${top}/a.ts`]: code.replace('beta();', 'beta(1);').replace('epsilon', 'zeta') });
    await run('compareNote');
    const tab = await eventually(() => {
      const { label, input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      assert.match(label ?? '', /a\.ts: when noted/);
      return input as { original: Uri; modified: Uri };
    });
    const then = await workspace.openTextDocument(tab.original);
    await eventually(() => assert.equal(then.getText(), code.replace('epsilon', 'zeta')));
    assert.equal(tab.modified.path, Uri.file(join(repo, `${top}/a.ts`)).path);
  });

  it('compare shows the file of the commit, or the quote, when the code is lost', async () => {
    erase(repo, `${top}/b.ts`);
    writeFiles(repo, { [`${top}/a.ts`]: 'nothing(of, it);\n' });
    const thenNow = new ThenNow(services);
    await root.core.notes.ready();
    const entry = root.core.notes.get(file);
    assert.ok(entry);
    await eventually(async () => {
      await thenNow.compare({ root, entry, index: 0 });
      const { input } = window.tabGroups.activeTabGroup.activeTab ?? {};
      const { original } = input as { original?: Uri };
      assert.ok(original);
      assert.equal((await workspace.openTextDocument(original)).getText(), 'alpha();\nbeta();\ngamma();');
    });
    thenNow.dispose();
  });

  it('opens the note that another is linked to, from either side', async () => {
    const [own, linked] = [textOf(file), textOf(other)];
    writeFiles(repo, { [other]: linked.replace('\ncode:', `\nsupersedes: [${file.split('/').at(-1) ?? ''}]\ncode:`) });
    for (const [from, to] of [
      [file, other],
      [other, file],
    ] as const) {
      await eventually(async () => {
        await run('openLinkedNote', from);
        assert.equal(cursor()[0], to);
      });
    }
    const { uri } = await select(`${top}/a.ts`, 1, 1);
    await eventually(async () => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(0, 0));
      const shown = hovers.flatMap(({ contents }) => contents.map((one) => (one as MarkdownString).value)).join('\n');
      assert.match(shown.replaceAll('&nbsp;', ' '), /Superseded by “Delta next”[^]*Open Linked Note/);
    });
    assert.equal(textOf(file), own);
  });

  it('does not touch a note that has unsaved changes', async () => {
    const document = await workspace.openTextDocument(join(repo, file));
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(document.lineAt(document.lineCount - 1).range.end, 'typing'));
    await root.core.notes.ready();
    const note = { file, text: textOf(file) };
    await assert.rejects(applyPlan(root, await confirm(note, { date: '2026-11-24', present: [] })), /unsaved/);
    assert.equal(textOf(file), note.text);
  });
});
