import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commands, Selection, Uri, window, workspace } from 'vscode';
import { parseNote, printNewNote, recordAnchor } from '../../src/core/index';
import { Capture } from '../../src/extension/capture/model';
import { noGitText } from '../../src/extension/noGit';
import { eventually, hoverTexts } from './support/services';
import { closeEditors, folder, testServices, type TestServices } from './support/window';
import { MemoryFiles } from './support/memoryFiles';

const code =
  'export function one(): number {\n  return stepOne(1);\n}\n\nexport function two(): number {\n  return stepTwo(2);\n}\n';

function noteAbout(path: string, title: string): string {
  const anchor = recordAnchor({ path, text: code, lines: { start: 1, end: 3 } });
  return printNewNote({ title, code: [anchor], body: `Because of ${title}.` });
}

function put(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function git(cwd: string, ...args: string[]): void {
  execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], { cwd, stdio: 'pipe' });
}

function makeRepository(top: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(top, { recursive: true });
  git(top, 'init', '--quiet');
  put(top, files);
  git(top, 'add', '--all');
  git(top, 'commit', '--quiet', '--message', 'Start');
}

/** Text and title of a note on lines 1 to 3 of `src/a.ts`, in files to write. */
const withNote = (title: string): Record<string, string> => ({
  'src/a.ts': code,
  'src/.decisions/note.md': noteAbout('src/a.ts', title),
});

describe('workspaces as people have them', () => {
  let services: TestServices;
  let capture: Capture;
  let scratch: string;

  beforeEach(async () => {
    scratch = realpathSync(mkdtempSync(join(tmpdir(), 'decision-notes-workspaces-')));
    services = await testServices();
    capture = new Capture(services);
  });
  afterEach(async () => {
    await closeEditors();
    capture.dispose();
    services.dispose();
    const kept = workspace.workspaceFolders?.findIndex(
      ({ uri }) => uri.scheme !== 'file' || uri.fsPath.startsWith(scratch),
    );
    const count = workspace.workspaceFolders?.length ?? 0;
    if (kept !== undefined && kept >= 0) await change(kept, count - kept);
    assert.equal(workspace.workspaceFolders?.length, 2);
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Changes the window's folders; resolves when everyone was told. */
  async function change(start: number, remove: number, ...added: { uri: Uri }[]): Promise<void> {
    const told = new Promise<void>((resolve) => {
      const listener = workspace.onDidChangeWorkspaceFolders(() => {
        listener.dispose();
        resolve();
      });
    });
    assert.ok(workspace.updateWorkspaceFolders(start, remove, ...added));
    await told;
  }

  /** Adds folders to the window, and waits until they are known. */
  async function add(...folders: (string | Uri)[]): Promise<void> {
    const before = workspace.workspaceFolders?.length ?? 0;
    const uris = folders.map((one) => ({ uri: typeof one === 'string' ? Uri.file(one) : one }));
    await change(before, 0, ...uris);
    await services.roots.ready();
  }
  const tops = () => services.roots.all().map(({ source }) => source.top.path.replace(`${scratch}/`, ''));
  async function titles(top: string): Promise<string[]> {
    const root = services.roots.all().find(({ source }) => source.top.path === top);
    assert.ok(root, `${top} is a root: ${tops().join(', ')}`);
    await root.core.notes.ready();
    return root.core.notes.all().map(({ note, file }) => note?.title ?? file);
  }
  async function open(file: string | Uri) {
    const document = await workspace.openTextDocument(typeof file === 'string' ? Uri.file(file) : file);
    return window.showTextDocument(document);
  }
  /** The note shows in the running extension, once. */
  async function hovers(uri: Uri, title: string, line = 1): Promise<void> {
    await eventually(async () => {
      const text = (await hoverTexts(uri, line)).replaceAll('&nbsp;', ' ');
      assert.equal(text.split(`#### ${title}`).length, 2, text);
    });
  }
  async function recordHere(text: string): Promise<void> {
    assert.ok(window.activeTextEditor);
    window.activeTextEditor.selection = new Selection(4, 0, 6, 1);
    const draft = await capture.record();
    assert.ok(draft);
    await capture.save({ draft: draft.id, body: text });
  }

  it('two folders of one repository are one root, and a note is written inside the open folder', async () => {
    const top = join(scratch, 'mono');
    makeRepository(top, {
      'left/a.ts': code,
      'right/b.ts': code,
      'left/.decisions/l.md': noteAbout('left/a.ts', 'Left'),
    });
    await add(join(top, 'left'), join(top, 'right'));
    assert.deepEqual(
      tops().filter((path) => path.startsWith('mono')),
      ['mono'],
    );
    assert.deepEqual(await titles(top), ['Left']);
    await open(join(top, 'right/b.ts'));
    await recordHere('Right');
    const [name] = readdirSync(join(top, 'right/.decisions'));
    const { note } = await parseNote('note.md', readFileSync(join(top, 'right/.decisions', name ?? '')));
    assert.equal(note.code[0]?.path, 'right/b.ts');
    assert.ok(note.code[0].commit);
  });

  it('a folder that is open twice, alone and inside another, shows each note once', async () => {
    const top = join(scratch, 'twice');
    makeRepository(top, withNote('Once'));
    await add(top, join(top, 'src'));
    assert.deepEqual(await titles(top), ['Once']);
    await hovers(Uri.file(join(top, 'src/a.ts')), 'Once');
  });

  it('a repository inside a repository has its notes, listed before any of its files is opened', async () => {
    const top = join(scratch, 'outer');
    makeRepository(top, withNote('Outer'));
    makeRepository(join(top, 'vendor/inner'), withNote('Inner'));
    await add(top);
    await eventually(() => assert.ok(tops().includes('outer/vendor/inner'), tops().join()));
    assert.deepEqual(await titles(top), ['Outer']);
    assert.deepEqual(await titles(join(top, 'vendor/inner')), ['Inner']);
    await hovers(Uri.file(join(top, 'vendor/inner/src/a.ts')), 'Inner');
    await open(join(top, 'vendor/inner/src/a.ts'));
    await recordHere('Recorded inside');
    await eventually(async () => assert.ok((await titles(join(top, 'vendor/inner'))).includes('Recorded inside')));
    assert.deepEqual(await titles(top), ['Outer']);
  });

  it('a submodule has its notes, with its own commits', async () => {
    const library = join(scratch, 'library');
    makeRepository(library, withNote('Of the library'));
    const top = join(scratch, 'super');
    makeRepository(top, withNote('Of the super-project'));
    git(top, 'submodule', '--quiet', 'add', library, 'lib');
    await add(top);
    await eventually(() => assert.ok(tops().includes('super/lib'), tops().join()));
    assert.deepEqual(await titles(join(top, 'lib')), ['Of the library']);
    await open(join(top, 'lib/src/a.ts'));
    await recordHere('Recorded in the submodule');
    const name = readdirSync(join(top, 'lib/src/.decisions')).find((one) => one.includes('recorded'));
    const { note } = await parseNote('note.md', readFileSync(join(top, 'lib/src/.decisions', name ?? '')));
    assert.equal(note.code[0]?.path, 'src/a.ts');
    assert.equal(
      note.code[0].commit,
      execFileSync('git', ['rev-parse', 'HEAD'], { cwd: library, encoding: 'utf8' }).trim(),
    );
  });

  it('a linked work tree is a root of its own; one inside the folder does not show every note twice', async () => {
    const top = join(scratch, 'main');
    makeRepository(top, withNote('In both'));
    git(top, 'worktree', 'add', '--quiet', join(scratch, 'linked'), '-b', 'other');
    git(top, 'worktree', 'add', '--quiet', join(top, 'trees/third'), '-b', 'third');
    put(scratch, { 'linked/src/a.ts': `// moved down\n${code}` });
    await add(top, join(scratch, 'linked'));
    assert.deepEqual(await titles(join(scratch, 'linked')), ['In both']);
    await hovers(Uri.file(join(scratch, 'linked/src/a.ts')), 'In both', 2);
    await hovers(Uri.file(join(top, 'src/a.ts')), 'In both', 1);
    assert.ok(!tops().includes('main/trees/third'), tops().join());
    await hovers(Uri.file(join(top, 'trees/third/src/a.ts')), 'In both', 1);
  });

  it('a folder opened through a symbolic link', async () => {
    makeRepository(join(scratch, 'real'), withNote('Behind a link'));
    symlinkSync(join(scratch, 'real'), join(scratch, 'link'));
    await add(join(scratch, 'link'));
    assert.deepEqual(await titles(join(scratch, 'real')), ['Behind a link']);
    await hovers(Uri.file(join(scratch, 'link/src/a.ts')), 'Behind a link');
    await open(join(scratch, 'link/src/a.ts'));
    await recordHere('Recorded through a link');
    assert.equal(readdirSync(join(scratch, 'real/src/.decisions')).length, 2);
  });

  it('files seen through a symbolic link inside the folder have the notes of the real ones', async () => {
    const top = join(scratch, 'inside');
    makeRepository(top, withNote('Seen twice'));
    symlinkSync('src', join(top, 'alias'));
    symlinkSync('.', join(top, 'loop'));
    await add(top);
    assert.deepEqual(await titles(top), ['Seen twice']);
    await hovers(Uri.file(join(top, 'alias/a.ts')), 'Seen twice');
    await hovers(Uri.file(join(top, 'loop/loop/src/a.ts')), 'Seen twice');
    await open(join(top, 'alias/a.ts'));
    await recordHere('Recorded by its other name');
    const name = readdirSync(join(top, 'src/.decisions')).find((one) => one.includes('recorded'));
    const { note } = await parseNote('note.md', readFileSync(join(top, 'src/.decisions', name ?? '')));
    assert.equal(note.code[0]?.path, 'src/a.ts');
  });

  it('a symbolic link out of the folder leads to no note, and nothing is written there', async () => {
    makeRepository(join(scratch, 'elsewhere'), withNote('Out of reach'));
    makeRepository(join(scratch, 'open'), withNote('In reach'));
    symlinkSync(join(scratch, 'elsewhere'), join(scratch, 'open/out'));
    await add(join(scratch, 'open'));
    await open(join(scratch, 'open/out/src/a.ts'));
    await services.roots.find(Uri.file(join(scratch, 'open/out/src/a.ts')));
    assert.deepEqual(
      tops().filter((path) => path.startsWith('elsewhere')),
      [],
    );
    assert.equal(await hoverTexts(Uri.file(join(scratch, 'open/out/src/a.ts')), 1), '');
    await assert.rejects(recordHere('Never written'), /out\/src/);
    assert.deepEqual(readdirSync(join(scratch, 'elsewhere/src/.decisions')), ['note.md']);
  });

  it('a folder without a disk: notes are listed, shown and recorded, and the want of git is said', async () => {
    const files = new MemoryFiles({
      '/ws/src/a.ts': code,
      '/ws/src/.decisions/note.md': noteAbout('src/a.ts', 'In memory'),
    });
    const provider = workspace.registerFileSystemProvider('decision-notes-memory', files, { isCaseSensitive: true });
    const top = Uri.parse('decision-notes-memory:/ws');
    try {
      await add(top);
      assert.deepEqual(await titles('/ws'), ['In memory']);
      const file = Uri.joinPath(top, 'src/a.ts');
      await hovers(file, 'In memory');
      await open(file);
      await recordHere('Recorded in memory');
      const [text] = files.texts(/\/ws\/src\/\.decisions\/.*recorded-in-memory\.md$/);
      const { note, problems } = await parseNote('note.md', text ?? '');
      assert.deepEqual(problems, []);
      assert.equal(note.code[0]?.path, 'src/a.ts');
      assert.equal(note.code[0].commit, undefined);
      await hovers(file, 'Recorded in memory', 5);
      assert.match(noGitText(services.roots.all()) ?? '', /There is no git here/);
    } finally {
      await closeEditors();
      await change(2, 1);
      provider.dispose();
    }
  });

  it('a folder without a disk that may not be written says so, and keeps the draft', async () => {
    const files = new MemoryFiles({ '/ws/src/a.ts': code });
    const provider = workspace.registerFileSystemProvider('decision-notes-fixed', files, { isReadonly: true });
    const top = Uri.parse('decision-notes-fixed:/ws');
    try {
      await add(top);
      await open(Uri.joinPath(top, 'src/a.ts'));
      await assert.rejects(recordHere('Not written'), /src\/\.decisions/);
      assert.deepEqual(files.texts(/decisions/), []);
    } finally {
      await closeEditors();
      await change(2, 1);
      provider.dispose();
    }
  });

  it('an editor without a file, and a file outside every folder, say what to do', async () => {
    await window.showTextDocument(await workspace.openTextDocument({ content: code, language: 'typescript' }));
    await assert.rejects(recordHere('Never written'), /Save this file first/);
    put(scratch, { 'alone.ts': code });
    await open(join(scratch, 'alone.ts'));
    await assert.rejects(recordHere('Never written'), /in no open folder/);
    assert.equal(await hoverTexts(Uri.file(join(scratch, 'alone.ts')), 1), '');
  });

  it('a diff shows the notes on both sides', async () => {
    const top = join(scratch, 'diff');
    makeRepository(top, withNote('On both sides'));
    put(top, { 'src/a.ts': `// one line more\n${code}` });
    await add(top);
    const now = Uri.file(join(top, 'src/a.ts'));
    const then = now.with({ scheme: 'git', query: JSON.stringify({ path: now.fsPath, ref: 'HEAD' }) });
    await eventually(async () => workspace.openTextDocument(then));
    await commands.executeCommand('vscode.diff', then, now, 'Then and now');
    await hovers(then, 'On both sides', 1);
    await hovers(now, 'On both sides', 2);
  });

  it('a file of 20 MB and 300,000 lines is placed, and holds nothing up', async function () {
    this.timeout(90_000);
    const line = (index: number) => `const value${index} = compute(${index}); // ${'x'.repeat(30)}`;
    const lines = Array.from({ length: 300_000 }, (_, index) => line(index));
    const text = `${lines.join('\n')}\n`;
    assert.ok(text.length > 20_000_000);
    const root = folder('plain');
    const anchor = recordAnchor({ path: 'huge/a.ts', text, lines: { start: 250_001, end: 250_003 } });
    put(root, {
      'huge/a.ts': `// first\n${text}`,
      'huge/.decisions/note.md': printNewNote({ title: 'Far down', code: [anchor] }),
    });
    try {
      const uri = Uri.file(join(root, 'huge/a.ts'));
      const document = await workspace.openTextDocument(uri);
      assert.equal(document.lineCount, 300_002);
      let longest = 0;
      let last = performance.now();
      const beat = setInterval(() => {
        longest = Math.max(longest, performance.now() - last);
        last = performance.now();
      }, 10);
      try {
        await eventually(async () => {
          const [live] = await services.tracker.load(document);
          assert.deepEqual(live?.lines, { start: 250_002, end: 250_004 });
        }, 60_000);
      } finally {
        clearInterval(beat);
      }
      assert.ok(longest < 2000, `the extension host was held up for ${longest} ms`);
    } finally {
      rmSync(join(root, 'huge'), { recursive: true });
    }
  });
});
