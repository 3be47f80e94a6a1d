import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, extensions, languages, Position, Range, Uri, window, workspace } from 'vscode';
import { hostileRows } from '../support/hostile';
import { writeFiles } from '../support/sampleNotes';
import { activate, closeEditors, erase, eventually, folder } from './support/window';

const good = '---\nstatus: accepted\ncode:\n  - path: good.ts\n    lines: 1-1\n    quote: good();\n---\n\n# Good\n';

describe('problems of notes', () => {
  let repo: string;
  const problems = (file: string): readonly Diagnostic[] =>
    languages.getDiagnostics(Uri.file(join(repo, file))).filter(({ source }) => source === 'Decision Notes');

  before(async () => {
    await activate();
    repo = folder('repo');
    writeFiles(repo, { 'good.ts': 'good();\n' });
  });

  after(async () => {
    await closeEditors();
    erase(repo, '.decisions', 'good.ts', 'odd #%41 name');
  });

  it('stand at the right line, and go with the note', async () => {
    writeFiles(repo, { '.decisions/bad.md': '---\nstatus: accepted\ndate: 2026-01-01\ncode: {a: 1}\n---\n\n# Bad\n' });
    const found = await eventually(() => {
      const all = problems('.decisions/bad.md');
      assert.ok(all.length > 0);
      return all;
    });
    assert.ok(
      found.some(({ range, code }) => range.start.line === 3 && code === 'missing-anchor'),
      JSON.stringify(found),
    );
    erase(repo, '.decisions/bad.md');
    await eventually(() => assert.deepEqual(problems('.decisions/bad.md'), []));
  });

  it('stand at the right line of every hostile note, and leave the good note alone', async function () {
    this.timeout(60_000);
    const fixtures = join(
      extensions.getExtension('decision-notes.decision-notes')?.extensionPath ?? '',
      'test/fixtures',
    );
    writeFiles(repo, { 'deep/good.ts': 'good();\n', 'deep/.decisions/good.md': good });
    cpSync(join(fixtures, 'hostile'), join(repo, 'deep/.decisions'), { recursive: true });
    await eventually(() => {
      for (const [name, expected] of hostileRows) {
        const found = problems(`deep/.decisions/${name}.md`).map(
          ({ code, range }) => `${typeof code === 'string' ? code : ''}@${range.start.line + 1}`,
        );
        if (expected === '') assert.deepEqual(found, [], name);
        else assert.ok(found.includes(expected), `${name}: ${found.join(' ')}`);
      }
    }, 40_000);
    assert.deepEqual(problems('deep/.decisions/good.md'), []);
    erase(repo, 'deep');
    await eventually(() => assert.deepEqual(problems('deep/.decisions/conflict-field.md'), []), 20_000);
  });

  it('are shown for hostile file names', async () => {
    const file = 'odd #%41 name/.decisions/a ? [x](command:y) & $(z).md';
    writeFiles(repo, { [file]: '---\nstatus: [oops\n---\n\n# Odd\n' });
    await eventually(() => assert.ok(problems(file).length > 0));
  });

  it('follow the typing before it is saved, and come from the disk again after', async () => {
    writeFiles(repo, { '.decisions/good.md': good });
    const document = await workspace.openTextDocument(join(repo, '.decisions/good.md'));
    const editor = await window.showTextDocument(document);
    // The index knows the note once it is asked about it through another, broken one.
    writeFiles(repo, { '.decisions/marker.md': '---\nstatus: [x\n---\n' });
    await eventually(() => assert.ok(problems('.decisions/marker.md').length > 0));
    assert.deepEqual(problems('.decisions/good.md'), []);
    await editor.edit((edit) => edit.insert(new Position(2, 0), 'date: [broken\n'));
    await eventually(() => assert.ok(problems('.decisions/good.md').some(({ range }) => range.start.line >= 2)));
    await editor.edit((edit) => edit.delete(new Range(2, 0, 3, 0)));
    await eventually(() => assert.deepEqual(problems('.decisions/good.md'), []));
  });
});
