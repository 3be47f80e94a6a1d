import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, type Hover, type MarkdownString, Position, Range, Selection, Uri, window, workspace } from 'vscode';
import { printNewNote, recordAnchor } from '../../src/core/index';
import { closeEditors, erase, eventually, folder, testServices, type TestServices } from './support/window';

/** Writes a code file with a note about some of its lines, as if it came with a pull. */
export function writeNote(
  root: string,
  path: string,
  text: string,
  lines: [number, number],
  title: string,
  name = `2026-11-23-${title.toLowerCase().replace(/\W+/g, '-')}.md`,
): string {
  const anchor = recordAnchor({ path, text, lines: { start: lines[0], end: lines[1] } });
  const note = join(dirname(path), '.decisions', name);
  write(root, path, text);
  write(root, note, printNewNote({ title, code: [anchor], body: `Because of ${title}.` }));
  return note;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const body = (name: string, count = 6) =>
  `export function ${name}(value: number): number {\n${Array.from({ length: count }, (_, at) => `  value = ${name}Step${at}(value);\n`).join('')}  return value;\n}\n`;

describe('notes in open documents', () => {
  let services: TestServices;
  const roots = ['repo', 'plain'] as const;

  before(async () => {
    services = await testServices();
  });
  after(() => services.dispose());
  afterEach(async () => {
    await closeEditors();
    for (const name of roots) erase(folder(name), 'tracked');
    execFileSync('git', ['checkout', '--quiet', '--force', 'main'], { cwd: folder('repo') });
  });

  async function open(root: string, path: string) {
    const document = await workspace.openTextDocument(Uri.file(join(root, path)));
    return window.showTextDocument(document);
  }
  const lines = (path: string) => {
    const document = workspace.textDocuments.find(({ uri }) => uri.fsPath.endsWith(join('tracked', path)));
    assert.ok(document);
    return services.tracker.notesIn(document).map((live) => live.lines && [live.lines.start, live.lines.end]);
  };

  for (const [kind, end] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
  ] as const) {
    it(`follow typing, undo and redo exactly, with ${kind}`, async () => {
      const text = (body('one') + body('two') + body('three')).replace(/\n/g, end);
      writeNote(folder('plain'), `tracked/${kind}.ts`, text, [10, 18], 'About two');
      const editor = await open(folder('plain'), `tracked/${kind}.ts`);
      await eventually(() => assert.deepEqual(lines(`${kind}.ts`), [[10, 18]]));

      await editor.edit((edit) => edit.insert(new Position(0, 0), '// one\n// two\n'));
      assert.deepEqual(lines(`${kind}.ts`), [[12, 20]]);
      await editor.edit((edit) => edit.insert(new Position(14, 0), '  log();\n'));
      assert.deepEqual(lines(`${kind}.ts`), [[12, 21]]);
      await editor.edit((edit) => edit.delete(new Range(11, 0, 21, 0)));
      assert.deepEqual(lines(`${kind}.ts`), [undefined]);
      await commands.executeCommand('undo');
      assert.deepEqual(lines(`${kind}.ts`), [[12, 21]]);
      await commands.executeCommand('undo');
      await commands.executeCommand('undo');
      assert.deepEqual(lines(`${kind}.ts`), [[10, 18]]);
      await commands.executeCommand('redo');
      assert.deepEqual(lines(`${kind}.ts`), [[12, 20]]);
    });
  }

  it('find a function that was cut and pasted elsewhere in the file', async () => {
    const text = body('one') + body('two') + body('three');
    writeNote(folder('plain'), 'tracked/cut.ts', text, [1, 9], 'About one');
    const editor = await open(folder('plain'), 'tracked/cut.ts');
    await eventually(() => assert.deepEqual(lines('cut.ts'), [[1, 9]]));
    await editor.edit((edit) => edit.delete(new Range(0, 0, 9, 0)));
    await editor.edit((edit) =>
      edit.insert(editor.document.lineAt(editor.document.lineCount - 1).range.end, body('one')),
    );
    await eventually(() => assert.deepEqual(lines('cut.ts'), [[19, 27]]));
  });

  it('are right after a stash and a checkout outside the editor', async () => {
    const repo = folder('repo');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, stdio: 'pipe' });
    git('checkout', '--quiet', '-B', 'tracked-test');
    const text = body('one') + body('two');
    writeNote(repo, 'tracked/git.ts', text, [10, 18], 'About two');
    git('add', '.');
    git('-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'x');
    await open(repo, 'tracked/git.ts');
    await eventually(() => assert.deepEqual(lines('git.ts'), [[10, 18]]));

    write(repo, 'tracked/git.ts', `// a line\n${text}`);
    await eventually(() => assert.deepEqual(lines('git.ts'), [[11, 19]]), 3000);
    git('stash', '--quiet');
    await eventually(() => assert.deepEqual(lines('git.ts'), [[10, 18]]), 3000);
    git('stash', 'pop', '--quiet');
    await eventually(() => assert.deepEqual(lines('git.ts'), [[11, 19]]), 3000);
    git('commit', '--quiet', '-a', '-m', 'y', '--author', 'Ada Lovelace <ada@example.org>');
    git('checkout', '--quiet', 'HEAD~1');
    await eventually(() => assert.deepEqual(lines('git.ts'), [[10, 18]]), 3000);
    git('checkout', '--quiet', 'tracked-test');
    await eventually(() => assert.deepEqual(lines('git.ts'), [[11, 19]]), 3000);
  });

  it('come and go with their files', async () => {
    const text = body('one');
    write(folder('plain'), 'tracked/late.ts', text);
    await open(folder('plain'), 'tracked/late.ts');
    await services.tracker.load(workspace.textDocuments.find(({ uri }) => uri.path.endsWith('late.ts'))!);
    assert.deepEqual(lines('late.ts'), []);
    const note = writeNote(folder('plain'), 'tracked/late.ts', text, [1, 9], 'Late');
    await eventually(() => assert.deepEqual(lines('late.ts'), [[1, 9]]), 3000);
    erase(folder('plain'), note);
    await eventually(() => assert.deepEqual(lines('late.ts'), []), 3000);
  });

  it('are shown by the hover of both folders, nested ones narrowest first, with our links alone trusted', async () => {
    for (const name of roots) {
      const text = body('outer', 10);
      writeNote(folder(name), 'tracked/hover.ts', text, [1, 13], 'Whole');
      writeNote(
        folder(name),
        'tracked/hover.ts',
        text,
        [4, 5],
        'Part [x](command:workbench.action.quit)',
        'part).[x](command:workbench.action.quit)-.md',
      );
      const editor = await open(folder(name), 'tracked/hover.ts');
      const hover = async (line: number) => {
        const hovers = await commands.executeCommand<Hover[]>(
          'vscode.executeHoverProvider',
          editor.document.uri,
          new Position(line, 3),
        );
        return hovers.flatMap(({ contents }) => contents as MarkdownString[]);
      };
      const contents = await eventually(async () => {
        const found = await hover(3);
        assert.ok(found.length >= 4, 'two notes with their links');
        return found;
      });
      const texts = contents.map(({ value }) => value);
      assert.ok(texts.findIndex((one) => one.includes('Part')) < texts.findIndex((one) => one.includes('Whole')));
      for (const content of contents) {
        if (content.isTrusted === true) assert.fail('nothing is trusted altogether');
        if (!content.isTrusted) continue;
        assert.match(content.value, /^(\[[\w ]+\]\(command:decisionNotes\.\w+\?[^()\s]+\)( · |$))+$/);
      }
      const outside = await hover(1);
      assert.ok(outside.every(({ value }) => !value.includes('Part')));
      await closeEditors();
    }
  });

  it('are shown by the hover on the old side of a diff, at the lines that they had there', async () => {
    const repo = folder('repo');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: repo, stdio: 'pipe' });
    git('checkout', '--quiet', '-B', 'diff-test');
    const text = body('one');
    writeNote(repo, 'tracked/diff.ts', text, [1, 9], 'Diffed');
    git('add', '.');
    git('-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'x');
    write(repo, 'tracked/diff.ts', `// a\n// b\n${text}`);
    const file = Uri.file(join(repo, 'tracked/diff.ts'));
    const old = file.with({ scheme: 'git', query: JSON.stringify({ path: file.fsPath, ref: 'HEAD' }) });
    for (const [uri, line, shown] of [
      [old, 0, true],
      [file, 0, false],
      [file, 2, true],
    ] as const) {
      await eventually(async () => {
        await workspace.openTextDocument(uri);
        const hovers = await commands.executeCommand<Hover[]>(
          'vscode.executeHoverProvider',
          uri,
          new Position(line, 3),
        );
        const texts = hovers.flatMap(({ contents }) => (contents as MarkdownString[]).map(({ value }) => value));
        assert.equal(
          texts.some((one) => one.includes('Diffed')),
          shown,
          `${uri.scheme} line ${line}`,
        );
      });
    }
  });

  it('are placed in a file of 50,000 lines', async () => {
    const filler = Array.from({ length: 50_000 }, (_, at) => `const value${at} = ${at};\n`).join('');
    writeNote(folder('plain'), 'tracked/huge.ts', filler + body('deep'), [50_001, 50_009], 'Deep');
    const editor = await open(folder('plain'), 'tracked/huge.ts');
    await eventually(() => assert.deepEqual(lines('huge.ts'), [[50_001, 50_009]]));
    editor.selection = new Selection(0, 0, 0, 0);
    await editor.edit((edit) => edit.insert(new Position(0, 0), '\n'));
    assert.deepEqual(lines('huge.ts'), [[50_002, 50_010]]);
  });
});
