import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NotebookRange, Range, Selection, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { parseNote, printNewNote, recordAnchor } from '../../src/core/index';
import { Capture } from '../../src/extension/capture/model';
import { openLines } from '../../src/extension/openCode';
import { eventually, hoverTexts } from './support/services';
import { closeEditors, erase, folder, testServices, type TestServices } from './support/window';

const source = (text: string): string[] => text.split(/(?<=\n)/);
const cell = (id: string, text: string) => ({
  cell_type: 'code',
  execution_count: null,
  id,
  metadata: {},
  outputs: [],
  source: source(text),
});
const loading = 'import csv\n\ndef load(path):\n    return list(csv.reader(open(path)))';
const cleaning =
  'def clean(rows):\n    # an empty amount is a refund\n    return [row for row in rows if row]\n\nclean([])';
const notebook = (...cells: ReturnType<typeof cell>[]): string =>
  `${JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;

describe('notebooks', function () {
  this.timeout(40_000);
  let services: TestServices;
  let capture: Capture;
  let root: string;
  /** A name of its own for each test: the editor keeps a closed notebook for a while. */
  let count = 0;
  const name = () => `notebooks/a${count}.ipynb`;
  const file = () => Uri.file(join(root, name()));

  before(async () => {
    services = await testServices();
    capture = new Capture(services);
    root = folder('plain');
  });
  after(() => {
    capture.dispose();
    services.dispose();
  });
  beforeEach(() => {
    count++;
    mkdirSync(join(root, 'notebooks/.decisions'), { recursive: true });
    writeFileSync(file().fsPath, notebook(cell('one', loading), cell('two', cleaning)));
  });
  afterEach(async () => {
    await closeEditors();
    erase(root, 'notebooks');
  });

  /** Opens the notebook with its cell of this number being edited. */
  async function edit(index: number) {
    const document = await workspace.openNotebookDocument(file());
    await window.showNotebookDocument(document, { selections: [new NotebookRange(index, index + 1)] });
    const shown = document.cellAt(index).document;
    await window.showTextDocument(shown);
    return eventually(() => {
      const editor = window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), shown.uri.toString());
      return { notebook: document, editor };
    });
  }
  function writeNote(lines: { start: number; end: number }): void {
    const text = readFileSync(file().fsPath, 'utf8');
    const anchor = recordAnchor({ path: name(), text, lines });
    const note = printNewNote({ title: 'Refunds are empty', code: [anchor] });
    writeFileSync(join(root, 'notebooks/.decisions/note.md'), note);
  }
  /** 1-based line of the file that holds these words. */
  const lineOf = (words: string) =>
    readFileSync(file().fsPath, 'utf8')
      .split('\n')
      .findIndex((row) => row.includes(words)) + 1;

  it('show a note on lines of the file in the cell that holds them, and only there', async () => {
    writeNote({ start: lineOf('def clean'), end: lineOf('return [row') });
    const { notebook: document } = await edit(1);
    const { uri } = document.cellAt(1).document;
    await eventually(async () => assert.match(await hoverTexts(uri, 1), /Refunds/));
    assert.equal(await hoverTexts(uri, 4), '');
    assert.equal(await hoverTexts(document.cellAt(0).document.uri, 1), '');
  });

  it('record a note on the lines of the file, from a cell that is edited and not saved', async () => {
    const { notebook: document, editor } = await edit(1);
    const change = new WorkspaceEdit();
    change.insert(editor.document.uri, new Range(1, 0, 1, 0).start, '    assert rows is not None\n');
    assert.ok(await workspace.applyEdit(change));
    editor.selection = new Selection(0, 0, 3, 5);
    const draft = await capture.record();
    assert.ok(draft);
    await capture.save({ draft: draft.id, body: 'Empty amounts are refunds' });
    const [written] = readdirSync(join(root, 'notebooks/.decisions'));
    const { note } = await parseNote('note.md', readFileSync(join(root, 'notebooks/.decisions', written ?? '')));
    const [anchor] = note.code;
    assert.equal(anchor?.path, name());
    assert.ok(await document.save());
    const { start, end } = anchor.lines ?? { start: 0, end: 0 };
    const saved = readFileSync(file().fsPath, 'utf8')
      .split('\n')
      .slice(start - 1, end);
    assert.equal(saved.join('\n'), anchor.quote);
    assert.match(saved[1] ?? '', /assert rows is not None/);
    await eventually(async () => assert.match(await hoverTexts(editor.document.uri, 1), /Empty/), 20_000);
  });

  it('keep a note on its cell when another cell is put before it', async () => {
    writeNote({ start: lineOf('def clean'), end: lineOf('return [row') });
    writeFileSync(
      file().fsPath,
      notebook(cell('new', 'print(1)\nprint(2)'), cell('one', loading), cell('two', cleaning)),
    );
    const { notebook: document } = await edit(2);
    await eventually(async () => assert.match(await hoverTexts(document.cellAt(2).document.uri, 1), /Refunds/));
    assert.equal(await hoverTexts(document.cellAt(1).document.uri, 1), '');
  });

  it('open at the cell of a note', async () => {
    await openLines(file(), { start: lineOf('def clean'), end: lineOf('return [row') });
    const editor = await eventually(() => {
      assert.ok(window.activeNotebookEditor);
      return window.activeNotebookEditor;
    });
    assert.deepEqual(
      editor.selections.map(({ start }) => start),
      [1],
    );
  });
});
