import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RelativePattern, Uri, window, workspace } from 'vscode';
import { printNewNote, recordAnchor, type StoreChange } from '../../src/core/index';
import type { Root } from '../../src/extension/root';
import { countGit, countingPlatform, type Counts } from './support/counting';
import { closeEditors, erase, eventually, folder, testServices, type TestServices } from './support/window';

const codeFiles = 1000;
const noted = 200;
/** What every change is made of: many commits, as in a rebase. */
const commits = 10;

const codePath = (at: number) => `storm/d${at % 20}/f${at}.ts`;
const notePath = (at: number) => join(dirname(codePath(at)), '.decisions', `n${at}.md`);
const source = (at: number, head = '') =>
  `${head}export function f${at}(value: number): number {\n  const step${at} = value + ${at};\n  return step${at};\n}\n`;

describe('a thousand files that change outside', function () {
  this.timeout(120_000);
  let services: TestServices;
  let counts: Counts;
  let root: Root;
  let changes: StoreChange[] = [];
  let processes: ReturnType<typeof countGit>;
  let lastEvent = 0;
  const repo = folder('repo');
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: repo,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), text);
  }
  function noteText(at: number, title: string): string {
    const anchor = recordAnchor({ path: codePath(at), text: source(at), lines: { start: 2, end: 3 } });
    return printNewNote({ title, code: [anchor], body: 'So it is.' });
  }
  /** Branches `before` (code and notes) and `after` (every code file shifted, every note said anew). */
  function makeBranches(): void {
    git('checkout', '-q', '-b', 'before', 'main');
    for (let at = 0; at < codeFiles; at++) write(codePath(at), source(at));
    for (let at = 0; at < noted; at++) write(notePath(at), noteText(at, `Before ${at}`));
    git('add', '-A');
    git('commit', '-q', '-m', 'before');
    git('checkout', '-q', '-b', 'after');
    for (let part = 0; part < commits; part++) {
      for (let at = part; at < codeFiles; at += commits) write(codePath(at), source(at, '// one\n// two\n'));
      for (let at = part; at < noted; at += commits) write(notePath(at), noteText(at, `After ${at}`));
      git('commit', '-q', '-a', '-m', `after ${part}`);
    }
    git('checkout', '-q', 'main');
  }

  before(async () => {
    makeBranches();
    const counting = countingPlatform();
    counts = counting.counts;
    services = await testServices(counting.makePlatform);
    root = services.roots.of(Uri.file(join(repo, 'README.md')))!.root;
    await root.core.notes.ready();
    root.core.notes.onDidChange((change) => changes.push(change));
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.file(repo), 'storm/**'));
    const seen = () => (lastEvent = Date.now());
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) event(seen);
    processes = countGit();
  });
  after(async () => {
    processes.dispose();
    await closeEditors();
    rmSync(join(repo, '.git', 'rebase-merge'), { recursive: true, force: true });
    git('checkout', '-q', '--force', 'main');
    git('branch', '-D', 'before', 'after', 'upstream');
    erase(repo, 'storm');
    services.dispose();
  });

  /** Does it, waits until `check` holds, and says what that took from then on and after the last event of a file. */
  async function measure(command: () => void, check: () => void) {
    Object.assign(counts, { read: 0, stamp: 0, listNotes: 0, listCode: 0 });
    changes = [];
    const from = processes.started.length;
    lastEvent = 0;
    command();
    await eventually(() => assert.ok(lastEvent > 0, 'the editor tells of files'), 20_000);
    await eventually(check, 20_000);
    const late = Date.now() - lastEvent;
    await quiet();
    check();
    return { ...counts, late, events: changes.length, git: processes.started.slice(from) };
  }

  /** Until nothing was read, looked at, told or started for a second. */
  async function quiet(): Promise<void> {
    let before = '';
    let since = Date.now();
    await eventually(() => {
      const now = JSON.stringify([counts, changes.length, processes.started.length, lastEvent]);
      if (now !== before) since = Date.now();
      before = now;
      assert.ok(Date.now() - since > 1000, 'quiet');
    }, 20_000);
  }

  const titles = () =>
    Array.from({ length: noted }, (_, at) => root.core.notes.get(notePath(at))?.note?.title.replace(/ .*/, ''));
  const allNotes = (title: string | undefined) => {
    const others = titles().flatMap((other, at) => (other === title ? [] : [`${at} ${String(other)}`]));
    assert.equal(others.length, 0, `${others.length} notes are not in step: ${others.join(', ')}`);
  };

  function assertBounded(taken: Awaited<ReturnType<typeof measure>>): void {
    const said = JSON.stringify({ ...taken, git: taken.git.length });
    // A second where the machine is free; a busy one takes longer.
    assert.ok(taken.late < 6000, `right soon after the last event: ${said}`);
    // Each note when it changes, while its time is too new to tell, and when a second watcher tells of it late.
    assert.ok(taken.read <= 3 * noted + 20, said);
    assert.ok(taken.events <= 10, said);
    assert.ok(taken.listNotes <= 10, said);
    assert.ok(taken.listCode <= 10, said);
    // Two copies of the extension run here, the installed one and the test's.
    assert.ok(taken.git.length <= 80, `${said}\n${taken.git.join('\n')}`);
  }

  it('a checkout that brings them all', async () => {
    const taken = await measure(
      () => git('checkout', '-q', 'before'),
      () => allNotes('Before'),
    );
    assertBounded(taken);
  });

  it('a checkout that changes them all, with an editor open on one', async () => {
    const document = await workspace.openTextDocument(Uri.file(join(repo, codePath(7))));
    await window.showTextDocument(document);
    const lines = () =>
      services.tracker.notesIn(document).map((live) => live.lines && [live.lines.start, live.lines.end]);
    await eventually(() => assert.deepEqual(lines(), [[2, 3]]));
    const taken = await measure(
      () => git('checkout', '-q', 'after'),
      () => {
        allNotes('After');
        assert.deepEqual(lines(), [[4, 5]]);
      },
    );
    assertBounded(taken);
    await closeEditors();
  });

  it('a rebase of ten commits that touch them all', async () => {
    git('checkout', '-q', '-b', 'upstream', 'before');
    write('storm/upstream.ts', 'export {};\n');
    git('add', '-A');
    git('commit', '-q', '-m', 'upstream');
    git('checkout', '-q', 'after');
    await quiet();
    const taken = await measure(
      () => git('rebase', '-q', 'upstream'),
      () => {
        allNotes('After');
        assert.equal(readFileSync(join(repo, codePath(3)), 'utf8'), source(3, '// one\n// two\n'));
      },
    );
    assertBounded(taken);
  });

  it('a rebase that has stopped half way, with its lock held', async () => {
    mkdirSync(join(repo, '.git', 'rebase-merge'), { recursive: true });
    writeFileSync(join(repo, '.git', 'index.lock'), '');
    try {
      const taken = await measure(
        () => {
          for (let at = 0; at < codeFiles; at++) write(codePath(at), source(at));
          for (let at = 0; at < noted; at++) write(notePath(at), noteText(at, `Stopped ${at}`));
        },
        () => allNotes('Stopped'),
      );
      assertBounded(taken);
    } finally {
      rmSync(join(repo, '.git', 'index.lock'), { force: true });
    }
  });
});
