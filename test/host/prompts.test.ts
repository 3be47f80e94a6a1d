import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { debug, extensions, Position, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { HeatIndex } from '../../src/core/prompts/heat';
import type { OwnCommit } from '../../src/core/prompts/ownCommits';
import { emptyState } from '../../src/core/prompts/promptState';
import type { Candidate } from '../../src/core/prompts/score';
import type { TriggerKind } from '../../src/core/prompts/trigger';
import { findingsOf } from '../../src/extension/prompts/candidates';
import { watchCommits } from '../../src/extension/prompts/commits';
import { isInSession, Watchfulness } from '../../src/extension/prompts/situation';
import { presentLines, type Suggestion } from '../../src/extension/prompts/suggestion';
import type { Root } from '../../src/extension/root';
import { writeFiles, writeNotes } from '../support/sampleNotes';
import { activate, closeEditors, eventually, folder, testServices, type TestServices } from './support/window';

const hot = 'prompts/hot.ts';
const code = (...lines: string[]): string => `${lines.join('\n')}\n`;
const numbered = (count: number, name: string): string[] => Array.from({ length: count }, (_, at) => `${name}(${at});`);

describe('prompts on a real repository', () => {
  let repo: string;
  let services: TestServices;
  let root: Root;
  let start: string;

  function git(...args: string[]): string {
    const who = ['-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org'];
    return execFileSync('git', [...who, ...args], { cwd: repo, encoding: 'utf8', stdio: 'pipe' }).trim();
  }
  /** Writes files, commits everything under `prompts/`, and answers the commit's id. */
  function commit(files: Readonly<Record<string, string>>, subject: string, ...options: string[]): string {
    writeFiles(repo, files);
    git('add', '--all', 'prompts');
    git('commit', '--quiet', '-m', subject, ...options);
    return git('rev-parse', 'HEAD');
  }

  before(async () => {
    await activate();
    repo = folder('repo');
    start = git('rev-parse', 'HEAD');
  });

  beforeEach(async () => {
    git('reset', '--hard', '--quiet', start);
    services = await testServices();
    const found = services.roots.of(Uri.file(join(repo, hot)));
    assert.ok(found);
    root = found.root;
  });

  afterEach(async () => {
    await closeEditors();
    services.dispose();
    git('checkout', '--quiet', 'main');
    git('reset', '--hard', '--quiet', start);
    git('clean', '-fdq', 'prompts');
  });

  describe('finds each trigger in a commit, where it is', () => {
    const best = async (id: string): Promise<Candidate | undefined> => {
      const findings = await findingsOf(root, id, new HeatIndex(), emptyState, { aborted: false });
      return findings?.candidates[0];
    };
    /** The lines that a trigger points at, as they are on disk. */
    const pointed = ({ path, lines }: Candidate): string =>
      readFileSync(join(repo, path), 'utf8')
        .split('\n')
        .slice(lines.start - 1, lines.end)
        .join('\n');

    const before = code('first();', 'const timeoutMs = 500;', 'const size = 10;', 'last();');
    const cases: [kind: TriggerKind, after: string, pointed: RegExp, subject?: string][] = [
      ['workaround', before.replace('last', '// A hack for old browsers.\nlast'), /^\/\/ A hack[^\n]*\nlast\(\);$/],
      ['reason', before.replace('last', '// Last, because it closes the pool.\nlast'), /^\/\/ Last, because/],
      ['suppression', before.replace('last', '// eslint-disable-next-line no-undef\nlast'), /^\/\/ eslint-disable/],
      ['timing', before.replace('500', '3_000'), /^const timeoutMs = 3_000;$/],
      ['number', before.replace('= 10', '= 12'), /^const size = 12;$/],
      ['large', before.replace('last();', numbered(220, 'step').join('\n')), /^step\(0\);[\s\S]*step\(219\);$/],
      ['revert', before.replace('last', 'lastly'), /^lastly\(\);$/, 'Revert "Call last"'],
    ];
    for (const [kind, after, expected, subject = 'Call the last one otherwise'] of cases) {
      it(kind, async () => {
        // Changed again and again: the hottest file there is.
        for (let time = 0; time < 6; time++) commit({ [hot]: before.replace('first', `first${time}`) }, 'More');
        commit({ [hot]: before }, 'More');
        const found = await best(commit({ [hot]: after }, subject));
        assert.equal(found?.kind, kind);
        assert.match(pointed(found), expected);
      });
    }

    it('configuration', async () => {
      const config = 'prompts/app.yaml';
      const text = (pool: number): string => code(`pool: ${pool}`, ...numbered(90, 'wait').map((line) => `# ${line}`));
      for (let time = 0; time < 9; time++) commit({ [config]: text(time) }, 'More');
      const found = await best(commit({ [config]: text(50) }, 'Use a larger pool'));
      assert.deepEqual([found?.kind, found && pointed(found)], ['configuration', 'pool: 50']);
    });

    it('rewrite', async () => {
      const old = ['--date', new Date(Date.now() - 500 * 86_400_000).toISOString()];
      for (let time = 0; time < 9; time++) {
        commit({ [hot]: code(`begin${time}();`, ...numbered(12, 'before')) }, 'Begin', ...old);
      }
      const found = await best(commit({ [hot]: code('begin8();', ...numbered(12, 'after')) }, 'Turn the order around'));
      assert.equal(found?.kind, 'rewrite');
      assert.match(pointed(found), /^after\(0\);[\s\S]*after\(11\);$/);
    });

    it('no rewrite where the file was changed lately, by a commit without any trigger', async () => {
      const old = ['--date', new Date(Date.now() - 500 * 86_400_000).toISOString()];
      const id = commit({ [hot]: code('begin();', ...numbered(12, 'before')) }, 'Begin', ...old);
      const heat = new HeatIndex();
      const first = await findingsOf(root, id, heat, emptyState, { aborted: false });
      commit({ [hot]: code('begun();', ...numbered(12, 'before')) }, 'Rename the beginning');
      const last = commit({ [hot]: code('begun();', ...numbered(12, 'after')) }, 'Turn the order around');
      const findings = await findingsOf(root, last, first?.heat ?? heat, emptyState, { aborted: false });
      assert.deepEqual(findings?.candidates, []);
    });

    it('conflict', async () => {
      commit({ [hot]: code('a();', 'value = 1;', 'z();') }, 'Begin');
      git('checkout', '--quiet', '-b', 'prompts-side');
      commit({ [hot]: code('a();', 'value = slow(2);', 'z();') }, 'Slow');
      git('checkout', '--quiet', 'main');
      commit({ [hot]: code('a();', 'value = quick(3);', 'z();') }, 'Quick');
      assert.throws(() => git('merge', 'prompts-side'));
      const found = await best(commit({ [hot]: code('a();', 'value = quick(slow(2));', 'z();') }, 'Merge'));
      git('branch', '-D', 'prompts-side');
      assert.deepEqual([found?.kind, found && pointed(found)], ['conflict', 'value = quick(slow(2));']);
    });

    it('an edit inside the lines of a note', async () => {
      commit({ [hot]: code(...numbered(9, 'step')) }, 'Begin');
      const note = 'prompts/.decisions/2026-01-02-steps-in-order.md';
      writeNotes(repo, [
        { file: note, id: '01KAPX3T5M8Q0Z7V2N4R6W9YBC', title: 'Steps in order', on: [[hot, { start: 3, end: 7 }]] },
      ]);
      commit({}, 'Note it');
      await root.core.notes.refresh([note]);
      const found = await best(commit({ [hot]: code(...numbered(9, 'step')).replace('step(4)', 'leap(4)') }, 'Leap'));
      assert.deepEqual([found?.kind, found?.evidence, found?.lines], ['noted', 'Steps in order', { start: 3, end: 7 }]);
    });
  });

  describe('hears of commits that were made here, and of no others', () => {
    let seen: OwnCommit[];
    let stop: () => void;
    let headOf: () => string | undefined;

    beforeEach(async () => {
      seen = [];
      interface GitApi {
        getAPI(version: 1): { repositories: { rootUri: Uri; state: { HEAD?: { commit?: string } } }[] };
      }
      const api = (await extensions.getExtension<GitApi>('vscode.git')?.activate())?.getAPI(1);
      headOf = () => api?.repositories.find(({ rootUri }) => rootUri.fsPath === repo)?.state.HEAD?.commit;
      commit({ [hot]: 'begin();\n' }, 'Begin');
      await shown();
      const watch = await watchCommits(services.roots, services.report, (_root, commits) => {
        seen.push(...commits);
        return Promise.resolve();
      });
      stop = () => watch.dispose();
    });
    afterEach(() => stop());

    /** Waits until the editor has seen where HEAD is. */
    async function shown(): Promise<void> {
      const head = git('rev-parse', 'HEAD');
      await eventually(() => assert.equal(headOf(), head), 15_000);
    }
    const ids = (): string[] => seen.map(({ id }) => id);

    it('commits in a terminal, several at once, and an amended one once', async () => {
      const one = commit({ [hot]: 'one();\n' }, 'One');
      const two = commit({ [hot]: 'two();\n' }, 'Two');
      await eventually(() => assert.deepEqual(ids().sort(), [one, two].sort()));
      await shown();
      seen = [];
      const three = commit({ [hot]: 'three();\n' }, 'Two', '--amend');
      await eventually(() => assert.deepEqual(seen, [{ id: three, replaces: [two] }]));
    });

    it('no pull, merge, rebase, pick, reset or switch', async function () {
      this.timeout(60_000);
      git('checkout', '--quiet', '-b', 'prompts-theirs');
      for (let time = 0; time < 10; time++) commit({ [`prompts/theirs-${time}.ts`]: '// A hack.\n' }, `Theirs ${time}`);
      git('branch', 'prompts-part', 'HEAD~2');
      const theirs = git('rev-parse', 'HEAD');
      await eventually(() => assert.ok(ids().includes(theirs)), 15_000);
      seen = [];
      const steps: (readonly string[])[] = [
        ['checkout', 'main'],
        ['cherry-pick', 'prompts-theirs~9'],
        ['merge', '--no-edit', 'prompts-theirs~5'],
        ['pull', '--no-rebase', '--no-edit', '.', 'prompts-part'],
        ['reset', '--hard', 'HEAD~1'],
        ['checkout', 'prompts-theirs'],
        ['rebase', '--force-rebase', start],
        ['checkout', 'main'],
      ];
      for (const step of steps) {
        git(...step);
        await shown();
      }
      const own = commit({ [hot]: 'mine();\n' }, 'Mine');
      await eventually(() => assert.ok(ids().includes(own)));
      git('branch', '-D', 'prompts-theirs', 'prompts-part');
      assert.deepEqual(ids(), [own]);
    });
  });

  describe('finds the lines of a suggestion again', () => {
    const text = code('alpha();', 'beta();', '// A hack for old browsers.', 'gamma();', 'delta();');
    const suggest = (): Suggestion => ({
      root: root.key,
      commit: commit({ [hot]: text }, 'Hack'),
      trigger: { kind: 'workaround', path: hot, lines: { start: 3, end: 4 }, pattern: 'hack', evidence: 'A hack' },
      title: 'A hack',
    });

    it('under lines that were typed and not saved', async () => {
      const suggestion = suggest();
      const document = await workspace.openTextDocument(join(repo, hot));
      const edit = new WorkspaceEdit();
      edit.insert(document.uri, new Position(0, 0), 'new();\nnewer();\n');
      await workspace.applyEdit(edit);
      assert.deepEqual((await presentLines(services.roots, suggestion))?.lines, { start: 5, end: 6 });
    });

    it('in a file that was renamed since, and not where they are gone', async () => {
      const suggestion = suggest();
      renameSync(join(repo, hot), join(repo, 'prompts/warm.ts'));
      commit({}, 'Rename');
      const present = await presentLines(services.roots, suggestion);
      assert.deepEqual([present?.uri.path.endsWith('prompts/warm.ts'), present?.lines], [true, { start: 3, end: 4 }]);
      writeFiles(repo, { 'prompts/warm.ts': code('one();', 'two();') });
      await eventually(async () => assert.equal(await presentLines(services.roots, suggestion), undefined));
    });
  });

  describe('sees what the person is doing', () => {
    it('typing code, but not the message of a commit', async () => {
      const watch = new Watchfulness();
      const type = async (language: string): Promise<boolean> => {
        const document = await workspace.openTextDocument({ language, content: '' });
        const editor = await window.showTextDocument(document);
        // The first key in a clean document comes before the document is known to be changed.
        for (const word of ['some ', 'words']) await editor.edit((edit) => edit.insert(new Position(0, 0), word));
        return (await watch.now(false)).typing;
      };
      assert.equal(await type('git-commit'), false);
      await eventually(async () => assert.equal(await type('typescript'), true));
      watch.dispose();
    });

    it('debugging', async () => {
      const watch = new Watchfulness();
      const debugging = async (): Promise<boolean> => (await watch.now(false)).debugging;
      assert.equal(await debugging(), false);
      assert.equal(await debug.startDebugging(undefined, { type: 'of-tests', name: 'Test', request: 'launch' }), true);
      await eventually(async () => assert.equal(await debugging(), true));
      await debug.stopDebugging();
      await eventually(async () => assert.equal(await debugging(), false));
      watch.dispose();
    });

    it('sharing the editor', async () => {
      const exported = (session: unknown) => ({ getApi: () => Promise.resolve({ session }) });
      assert.equal(await isInSession(exported({ id: 'abc' })), true);
      for (const other of [
        exported({ id: null }),
        exported(undefined),
        undefined,
        {},
        { getApi: () => Promise.reject(new Error()) },
      ]) {
        assert.equal(await isInSession(other), false);
      }
    });
  });
});
