import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, type TreeItem, window, workspace } from 'vscode';
import { type Element, NotesModel } from '../../src/extension/tree/model';
import { filterMessage, NotesView } from '../../src/extension/tree/notesView';
import { ThisFile } from '../../src/extension/tree/thisFile';
import { writeFiles, writeNotes } from '../support/sampleNotes';
import { activate, closeEditors, erase, eventually, folder, testServices, type TestServices } from './support/window';

const code = ['one();', 'two();', 'three();', '', 'four();', 'five();', ''].join('\n');

function labelOf(item: TreeItem): string {
  const label = typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
  return typeof item.description === 'string' && item.description !== '' ? `${label} | ${item.description}` : label;
}

describe('the Notes view', () => {
  let repo: string;
  /** The sample's own sources and notes, out of the way for the time of these tests. */
  let aside: string;
  const parts = ['src', '.decisions'];
  let services: TestServices;
  let model: NotesModel;
  let view: NotesView;

  /** Every row below an element, indented; each row checked for what every row must have. */
  async function outline(element?: Element, depth = 0, seen = new Set<string>()): Promise<string[]> {
    const lines: string[] = [];
    for (const child of await view.getChildren(element)) {
      const item = await view.getTreeItem(child);
      assert.ok(item.id !== undefined && !seen.has(item.id), `its id is its own: ${String(item.id)}`);
      seen.add(item.id);
      assert.ok(item.accessibilityInformation?.label, `${labelOf(item)} has a spoken name`);
      assert.deepEqual(view.getParent(child)?.id, element?.id, `${labelOf(item)} knows its parent`);
      lines.push('  '.repeat(depth) + labelOf(item), ...(await outline(child, depth + 1, seen)));
    }
    return lines;
  }

  before(async () => {
    await activate();
    repo = folder('repo');
    aside = mkdtempSync(join(tmpdir(), 'decision-notes-aside-'));
    for (const part of parts) cpSync(join(repo, part), join(aside, part), { recursive: true });
    erase(repo, ...parts);
    writeFiles(repo, { 'lib/deep/down/a.ts': code, 'lib/b.ts': code });
    writeNotes(repo, [
      {
        file: 'lib/.decisions/2026-01-02-one-before-two.md',
        id: '01KAPX3T5M8Q0Z7V2N4R6W9YBD',
        title: 'One before two',
        date: '2026-01-02',
        tags: ['order', 'lib'],
        body: 'Two reads what one wrote to the ledger.',
        on: [['lib/deep/down/a.ts', { start: 1, end: 2 }]],
      },
      {
        file: 'lib/.decisions/2026-03-04-five-is-last.md',
        title: 'Five is last',
        status: 'proposed',
        date: '2026-03-04',
        tags: ['order'],
        on: [
          ['lib/b.ts', { start: 6, end: 6 }],
          ['lib/deep/down/a.ts', { start: 6, end: 6 }],
        ],
      },
    ]);
    writeFiles(repo, { 'lib/.decisions/broken.md': '---\nstatus: [accepted\n---\n\n# Broken\n' });
    services = await testServices();
    model = new NotesModel(services.roots, services.places, services.workspaceState);
    view = new NotesView(model, services.places);
    await model.ready();
  });

  after(async () => {
    view.dispose();
    model.dispose();
    services.dispose();
    await closeEditors();
    erase(repo, 'lib');
    cpSync(aside, repo, { recursive: true });
    rmSync(aside, { recursive: true });
  });

  it('arranges notes by file, tag, status and date', async () => {
    await eventually(async () =>
      assert.deepEqual(await outline(), [
        'lib',
        '  deep/down',
        '    a.ts',
        '      One before two | 1–2',
        '      Five is last | 6',
        '  b.ts',
        '    Five is last | 6',
        'Broken notes | 1',
        '  Broken',
      ]),
    );
    model.grouping = 'tag';
    assert.deepEqual(
      (await outline()).filter((line) => !line.startsWith(' ')),
      ['lib | 1', 'order | 2', 'No tag | 1'],
    );
    model.grouping = 'status';
    assert.deepEqual(
      (await outline()).filter((line) => !line.includes('Broken')),
      ['Proposed | 1', '  Five is last | b.ts:6', 'Accepted | 2', '  One before two | a.ts:1–2'],
    );
    model.grouping = 'recency';
    const dates = await outline();
    assert.ok(dates.indexOf('  Five is last | b.ts:6') < dates.indexOf('  One before two | a.ts:1–2'));
    model.grouping = 'file';
  });

  it('remembers the grouping', () => {
    model.grouping = 'tag';
    const next = new NotesModel(services.roots, services.places, services.workspaceState);
    assert.equal(next.grouping, 'tag');
    next.dispose();
    model.grouping = 'file';
  });

  it('narrows to what a search finds, and highlights it in titles and texts', async () => {
    await model.search('five');
    const [hit] = await view.getChildren();
    assert.ok(hit);
    const item = await view.getTreeItem(hit);
    assert.deepEqual(item.label, { label: 'Five is last', highlights: [[0, 4]] });
    assert.match(filterMessage(model) ?? '', /1 of 3 notes match “five”/);

    await model.search('ledg');
    const [inText] = await view.getChildren();
    assert.ok(inText);
    const found = await view.getTreeItem(inText);
    const { label, highlights } = found.label as { label: string; highlights: [number, number][] };
    assert.deepEqual(
      highlights.map(([from, to]) => label.slice(from, to)),
      ['ledg'],
    );
    assert.match(String(found.description), /^One before two/);

    await model.search('nothing has this');
    assert.deepEqual(await view.getChildren(), []);
    assert.match(filterMessage(model) ?? '', /No note matches/);
    await model.search('');
    assert.equal(filterMessage(model), undefined);
    assert.equal((await view.getChildren()).length, 2);
  });

  it('shows the decision in the tooltip as plain text', async () => {
    const node = await model.find({
      root: services.roots.all()[0]?.key ?? '',
      file: 'lib/.decisions/2026-01-02-one-before-two.md',
    });
    assert.ok(node);
    const item = await view.resolveTreeItem(await view.getTreeItem(node), node);
    const tooltip = item.tooltip as { value: string; isTrusted?: unknown; supportHtml?: boolean };
    assert.match(tooltip.value, /ledger/);
    assert.ok(!tooltip.isTrusted && tooltip.supportHtml !== true);
  });

  it('names only the rows that an outside change touches', async () => {
    await outline();
    await eventually(() => assert.equal(services.places.pending, 0));
    const fired: (readonly Element[])[] = [];
    let everything = 0;
    const listener = model.onDidChange((elements) => {
      if (elements) fired.push(elements);
      else everything++;
    });
    const file = 'lib/.decisions/2026-05-06-late.md';
    writeNotes(repo, [{ file, title: 'Late', on: [['lib/b.ts', { start: 1, end: 1 }]] }]);
    await eventually(async () => assert.ok((await outline()).some((line) => line.startsWith('    Late'))));
    unlinkSync(join(repo, file));
    await eventually(async () => assert.ok(!(await outline()).some((line) => line.startsWith('    Late'))));
    listener.dispose();
    assert.ok(fired.length > 0);
    assert.equal(everything, 0, 'never the whole tree');
    const touched = fired.flat().map((element) => element.id);
    assert.ok(
      touched.every((id) => id.includes('lib')),
      touched.join(),
    );
    assert.ok(!touched.some((id) => id.includes('a.ts')), `the other file is left alone: ${touched.join()}`);
  });

  it('names no rows while the editor asks for others, which it would then show as empty', async () => {
    await outline();
    await eventually(() => assert.equal(services.places.pending, 0));
    const heard: (readonly Element[] | undefined)[] = [];
    const listener = view.onDidChangeTreeData((elements) => heard.push(elements));
    const note = (title: string) =>
      writeNotes(repo, [
        { file: 'lib/.decisions/2026-05-06-late.md', title, on: [['lib/b.ts', { start: 1, end: 1 }]] },
      ]);
    const calm = () => new Promise((resolve) => setTimeout(resolve, 1000));
    const [top] = await view.getChildren();
    await calm();
    heard.length = 0;
    note('Late');
    await eventually(() => assert.ok(heard.length > 0));
    assert.ok(heard[0], 'at rest the rows are named');
    await eventually(() => assert.equal(heard.at(-1), undefined, 'and all are drawn anew once, later'));
    await calm();

    heard.length = 0;
    note('Later');
    for (let times = 0; times < 100 && heard.length === 0; times++) {
      await view.getChildren(top);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual([heard.length > 0, heard[0]], [true, undefined]);
    listener.dispose();
  });

  it('shows a root row where two roots have notes', async () => {
    const plain = folder('plain');
    writeNotes(plain, [{ file: '.decisions/hello.md', title: 'Say hello', on: [['hello.ts', { start: 1, end: 1 }]] }]);
    await eventually(async () => {
      const lines = await outline();
      assert.ok(lines.includes('repo') && lines.includes('plain'), lines.join('\n'));
      assert.ok(lines.includes('    Say hello | 1'), lines.join('\n'));
    });
    erase(plain, '.decisions');
    await eventually(async () => assert.ok(!(await outline()).includes('plain')));
  });

  it('keeps This File in step with typing', async () => {
    const thisFile = new ThisFile(services.tracker);
    const document = await workspace.openTextDocument(join(repo, 'lib/deep/down/a.ts'));
    const editor = await window.showTextDocument(document);
    const shown = (): string[] => thisFile.getChildren().map((node) => labelOf(thisFile.getTreeItem(node)));
    await eventually(() => assert.deepEqual(shown(), ['One before two | 1–2', 'Five is last | 6']));
    await editor.edit((edit) => edit.insert(document.positionAt(0), '// zero\n'));
    await eventually(() =>
      assert.deepEqual(
        shown().map((line) => line.replace(/ · .*/, '')),
        ['One before two | 2–3', 'Five is last | 7'],
      ),
    );
    await commands.executeCommand('undo');
    await eventually(() =>
      assert.deepEqual(
        shown().map((line) => line.replace(/ · .*/, '')),
        ['One before two | 1–2', 'Five is last | 6'],
      ),
    );
    thisFile.dispose();
  });
});
