import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type CodeAction,
  commands,
  ConfigurationTarget,
  type Hover,
  type MarkdownString,
  Position,
  Range,
  Selection,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import { parseNote, type Note } from '../../src/core/index';
import { Capture } from '../../src/extension/capture/model';
import { DraftStore } from '../../src/extension/capture/drafts';
import { closeEditors, erase, eventually, folder, testServices, type TestServices } from './support/window';

const source = 'export function one(): number {\n\treturn 1;\n}\n\nexport function two(): number {\n\treturn 2;\n}\n';

describe('recording a decision', () => {
  let services: TestServices;
  let capture: Capture;

  before(async () => {
    services = await testServices();
    capture = new Capture(services);
    await workspace.getConfiguration('files').update('autoSave', 'off', ConfigurationTarget.Global);
  });
  after(async () => {
    capture.dispose();
    services.dispose();
    await workspace.getConfiguration('files').update('autoSave', undefined, ConfigurationTarget.Global);
  });
  afterEach(async () => {
    await closeEditors();
    for (const name of ['repo', 'plain'] as const) erase(folder(name), 'captured', 'moved');
  });

  async function open(root: string, path: string, text: string | Uint8Array) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    return window.showTextDocument(await workspace.openTextDocument(Uri.file(join(root, path))));
  }
  function notes(root: string, at = 'captured'): string[] {
    const decisions = join(root, at, '.decisions');
    return existsSync(decisions) ? readdirSync(decisions).map((name) => join(decisions, name)) : [];
  }
  async function written(root: string): Promise<Note> {
    const [file, ...more] = notes(root);
    assert.ok(file);
    assert.deepEqual(more, []);
    const { note, problems } = await parseNote('note.md', readFileSync(file));
    assert.deepEqual(problems, []);
    return note;
  }
  async function recordAt(selection: Selection, text: string): Promise<void> {
    assert.ok(window.activeTextEditor);
    window.activeTextEditor.selection = selection;
    const draft = await capture.record();
    assert.ok(draft);
    await capture.save({ draft: draft.id, body: text });
  }

  for (const name of ['repo', 'plain'] as const) {
    it(`writes one note beside the code, in ${name === 'repo' ? 'a repository' : 'the second folder, outside any'}`, async () => {
      await open(folder(name), 'captured/a.ts', source);
      await recordAt(new Selection(5, 0, 5, 0), 'Two is enough\n\nThree was slow.\n');
      const note = await written(folder(name));
      assert.equal(note.title, 'Two is enough');
      const [anchor] = note.code;
      assert.equal(anchor?.path, 'captured/a.ts');
      assert.deepEqual(anchor.lines, { start: 5, end: 7 });
      assert.equal(anchor.symbol, 'two');
      assert.equal(anchor.quote, 'export function two(): number {\n\treturn 2;\n}');
      const head = name === 'repo' ? execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder(name) }) : undefined;
      assert.equal(anchor.commit, head?.toString().trim());
      assert.equal(note.decisionMakers.length, name === 'repo' ? 1 : 0);
      assert.match(note.date ?? '', /^\d{4}-\d{2}-\d{2}$/);
    });
  }

  it('quotes what is in the editor, saved or not, and leaves the file as it is', async () => {
    const editor = await open(folder('plain'), 'captured/dirty.ts', source);
    await editor.edit((edit) => edit.insert(new Position(5, 1), 'log();\n\t'));
    await recordAt(new Selection(4, 0, 8, 0), 'Logged');
    assert.equal((await written(folder('plain'))).code[0]?.quote?.split('\n')[1], '\tlog();');
    assert.equal(editor.document.isDirty, true);
    assert.equal(readFileSync(join(folder('plain'), 'captured/dirty.ts'), 'utf8'), source);
  });

  it('works with CRLF, in an empty file, and in one of 50,000 lines', async () => {
    await open(folder('plain'), 'captured/crlf.ts', source.replace(/\n/g, '\r\n'));
    await recordAt(new Selection(0, 0, 3, 0), 'CRLF');
    assert.equal((await written(folder('plain'))).code[0]?.quote, 'export function one(): number {\n\treturn 1;\n}');
    erase(folder('plain'), 'captured/.decisions');

    await open(folder('plain'), 'captured/empty.ts', '');
    await recordAt(new Selection(0, 0, 0, 0), 'Empty');
    const [anchor] = (await written(folder('plain'))).code;
    assert.equal(anchor?.path, 'captured/empty.ts');
    assert.equal(anchor.lines, undefined);
    erase(folder('plain'), 'captured/.decisions');

    await open(
      folder('plain'),
      'captured/huge.ts',
      Array.from({ length: 50_000 }, (_, at) => `const v${at} = ${at};\n`).join(''),
    );
    await recordAt(new Selection(49_998, 0, 49_998, 5), 'Huge');
    assert.deepEqual((await written(folder('plain'))).code[0]?.lines, { start: 49_999, end: 49_999 });
  });

  it('never overwrites: the same title twice is two files', async () => {
    await open(folder('plain'), 'captured/twice.ts', source);
    await recordAt(new Selection(0, 0, 1, 0), 'Same words');
    await recordAt(new Selection(4, 0, 5, 0), 'Same words');
    assert.equal(notes(folder('plain')).length, 2);
  });

  it('refuses an empty text and keeps the draft', async () => {
    await open(folder('plain'), 'captured/none.ts', source);
    const draft = await capture.record();
    assert.ok(draft);
    await assert.rejects(capture.save({ draft: draft.id, body: '  \n' }), /at least one line/);
    assert.deepEqual(notes(folder('plain')), []);
    await capture.discard({ draft: draft.id, body: '' });
  });

  it('moves the lines of a draft with edits above it, and to a new selection', async () => {
    const editor = await open(folder('plain'), 'captured/lines.ts', source);
    editor.selection = new Selection(4, 0, 7, 0);
    const draft = await capture.record();
    assert.ok(draft);
    await editor.edit((edit) => edit.insert(new Position(0, 0), '// above\n'));
    assert.deepEqual(draft.lines, { start: 6, end: 8 });
    editor.selection = new Selection(1, 0, 3, 1);
    await capture.changeLines({ draft: draft.id, body: '' });
    await capture.save({ draft: draft.id, body: 'Lines' });
    assert.deepEqual((await written(folder('plain'))).code[0]?.lines, { start: 2, end: 4 });
  });

  it('begins with a text that it is given, and keeps that', async () => {
    const editor = await open(folder('plain'), 'captured/given.ts', source);
    const draft = await capture.record({
      uri: editor.document.uri.toString(),
      lines: { start: 5, end: 7 },
      text: 'Given',
    });
    assert.equal(draft?.text, 'Given');
    const stored = new DraftStore(services.workspaceState);
    await eventually(() => assert.equal(stored.all().find(({ id }) => id === draft.id)?.text, 'Given'));
    await capture.discard({ draft: draft.id, body: 'Given' });
    assert.equal(
      stored.all().some(({ id }) => id === draft.id),
      false,
    );
  });

  it('is offered on a comment that gives a reason', async () => {
    const editor = await open(
      folder('plain'),
      'captured/why.ts',
      '// We wait, because the gateway is slow.\nwait(3);\n\nwait(4);\n',
    );
    const actions = async (line: number) =>
      commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new Range(line, 3, line, 3),
      );
    const found = await eventually(async () => {
      const action = (await actions(0)).find(({ command }) => command?.command === 'decisionNotes.record');
      assert.ok(action);
      return action;
    });
    assert.deepEqual((found.command?.arguments?.[0] as { lines: unknown }).lines, { start: 1, end: 2 });
    assert.equal(
      (await actions(3)).some(({ command }) => command?.command === 'decisionNotes.record'),
      false,
    );
  });

  it('lets notes follow their code when it is moved in the editor', async () => {
    const root = folder('plain');
    await open(root, 'captured/mover.ts', source);
    await recordAt(new Selection(0, 0, 2, 1), 'Along');
    const [note] = notes(root);
    assert.ok(note);
    const uri = Uri.file(join(root, 'captured/mover.ts'));
    await eventually(async () => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(0, 1));
      assert.ok(
        hovers.some(({ contents }) => (contents as MarkdownString[]).some(({ value }) => value.includes('Along'))),
      );
    });
    const before = readFileSync(note);
    await closeEditors();
    const edit = new WorkspaceEdit();
    edit.renameFile(uri, Uri.file(join(root, 'moved/there.ts')));
    assert.ok(await workspace.applyEdit(edit));
    await eventually(() => assert.equal(notes(root, 'moved').length, 1));
    assert.deepEqual(notes(root), []);
    assert.deepEqual(readFileSync(notes(root, 'moved')[0]!), before);

    await window.showTextDocument(await workspace.openTextDocument(Uri.file(join(root, 'moved/there.ts'))));
    await commands.executeCommand('undo');
    await eventually(() => assert.deepEqual(notes(root), [note]));
    assert.deepEqual(notes(root, 'moved'), []);
    assert.ok(existsSync(join(root, 'captured/mover.ts')));
  });
});
