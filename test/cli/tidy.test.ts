import assert from 'node:assert/strict';
import { existsSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { recordAnchor } from '../../src/core/index';
import { noteId, noteText } from '../support/notes';
import { runCli } from '../support/runCli';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const code =
  Array.from({ length: 20 }, (_, line) => `  charge(customer, amountOf(${line}), retries);`).join('\n') + '\n';
const [from, to] = ['src/pay/.decisions/a.md', 'lib/.decisions/a.md'];

describe('decision-notes tidy', () => {
  let folder: TemporaryFolder;
  afterEach(() => folder.dispose());

  function about(path: string, title: string, id: number): string {
    const anchor = recordAnchor({ path, text: code, lines: { start: 3, end: 9 } });
    return noteText(title, { id: noteId(id), code: [anchor] });
  }

  /** A note is left behind by its code, which git moved from `src/pay` to `lib`. */
  function leftBehind(repository = true): string {
    folder = temporaryFolder({ repository });
    const note = about('src/pay/retry.ts', 'Charge once', 1);
    folder.write({ 'src/pay/retry.ts': code, [from]: note, 'src/pay/other.ts': 'other();\n' });
    folder.write({ 'lib/keep.ts': 'keep();\n' });
    if (repository) {
      folder.commit('code');
      folder.git('mv', 'src/pay/retry.ts', 'lib/retry.ts');
      folder.git('commit', '-q', '-m', 'move');
    } else renameSync(folder.at('src/pay/retry.ts'), folder.at('lib/retry.ts'));
    return note;
  }
  const status = (): string => folder.git('status', '--porcelain=v1', '--no-renames');
  const text = (path: string): string => readFileSync(folder.at(path), 'utf8');

  it('shows the plan and changes nothing', () => {
    leftBehind();
    const { code: exit, out, err } = runCli(['tidy'], folder.path);
    assert.deepEqual([exit, err], [0, '']);
    assert.equal(
      out,
      `${from}\n  -> ${to} (its code is now lib/retry.ts)\n\n1 note would move. Nothing was changed: --apply does it.\n`,
    );
    assert.equal(status(), '');
    const json: unknown = JSON.parse(runCli(['tidy', '--json'], folder.path).out);
    const moves = [{ from, to, reason: 'its code is now lib/retry.ts' }];
    assert.deepEqual(json, { version: 1, applied: false, moves });
  });

  it('moves as git mv does: the rename is staged, and nothing else of the file', () => {
    const note = leftBehind();
    writeFileSync(folder.at(from), `${note}\nNot staged.\n`);
    const { code: exit, out } = runCli(['tidy', '--apply'], folder.path);
    assert.deepEqual([exit, out.split('\n').at(-2)], [0, 'Moved 1 note.']);
    assert.equal(existsSync(folder.at(from)), false);
    assert.equal(text(to), `${note}\nNot staged.\n`);
    assert.equal(folder.git('show', `:${to}`), note.trim());
    assert.deepEqual(status().split('\n').sort(), [`AM ${to}`, `D  ${from}`]);
    const again: unknown = JSON.parse(runCli(['tidy', '--apply', '--json'], folder.path).out);
    assert.deepEqual(again, { version: 1, applied: true, moves: [] });
  });

  it('leaves the index alone for a note that git does not know', () => {
    leftBehind();
    folder.git('rm', '-q', '--cached', from);
    folder.git('commit', '-q', '-m', 'untracked');
    assert.equal(runCli(['tidy', '--apply'], folder.path).code, 0);
    assert.equal(folder.git('status', '--porcelain=v1', '-uall'), `?? ${to}`);
  });

  it('works outside any repository', () => {
    const note = leftBehind(false);
    assert.equal(runCli(['tidy', '--apply'], folder.path).code, 0);
    assert.equal(text(to), note);
  });

  it('gives another name where one is taken, and never writes over a file', () => {
    const note = leftBehind();
    folder.write({ [to]: 'mine\n' });
    assert.equal(runCli(['tidy', '--apply'], folder.path).code, 0);
    assert.equal(text(to), 'mine\n');
    assert.equal(text('lib/.decisions/a-2.md'), note);
  });

  it('moves nothing while another git program is at work', () => {
    leftBehind();
    writeFileSync(folder.at('.git/index.lock'), '');
    const { code: exit, out, err } = runCli(['tidy', '--apply'], folder.path);
    assert.deepEqual([exit, out], [2, '']);
    assert.match(err, /^Git's index could not be changed: .* Nothing was moved\.\n$/);
    assert.equal(existsSync(folder.at(from)), true);
    assert.equal(existsSync(folder.at(to)), false);
  });

  it('keeps what is staged under the new name', () => {
    leftBehind();
    folder.write({ [to]: 'staged only\n' });
    folder.git('add', to);
    folder.git('rm', '-q', '--cached', to);
    folder.write({ [to]: 'staged only\n' });
    folder.git('add', to);
    renameSync(folder.at(to), folder.at('elsewhere'));
    assert.equal(runCli(['tidy', '--apply'], folder.path).code, 0);
    assert.equal(folder.git('show', `:${to}`), 'staged only');
    assert.match(text(to), /Charge once/);
  });

  it('runs no filter that the repository names', () => {
    leftBehind();
    folder.write({
      '.gitattributes': '*.md filter=trap\n',
      'trap.sh': '#!/bin/sh\ntouch "$(dirname "$0")/sprung"\ncat\n',
    });
    folder.git('config', 'filter.trap.clean', `sh ${folder.at('trap.sh')}`);
    folder.git('config', 'core.fsmonitor', `sh ${folder.at('trap.sh')}`);
    writeFileSync(folder.at(from), `${text(from)}\nChanged.\n`);
    assert.equal(runCli(['tidy', '--apply'], folder.path).code, 0);
    assert.equal(existsSync(folder.at(to)), true);
    assert.equal(existsSync(folder.at('sprung')), false);
    // The trap works: a plain status springs it.
    folder.git('status', '--porcelain');
    assert.equal(existsSync(folder.at('sprung')), true);
  });

  it('does not follow a link out of the repository', () => {
    leftBehind();
    const outside = temporaryFolder();
    try {
      symlinkSync(outside.path, folder.at('lib/.decisions'));
      const { code: exit } = runCli(['tidy', '--apply'], folder.path);
      assert.equal(exit, 2);
      assert.equal(existsSync(outside.at('a.md')), false);
      assert.equal(existsSync(folder.at(from)), true);
    } finally {
      outside.dispose();
    }
  });

  it('gathers notes at the top when asked, and refuses other words', () => {
    leftBehind();
    const { moves } = JSON.parse(runCli(['tidy', '--json', '--placement', 'root'], folder.path).out) as {
      moves: { to: string }[];
    };
    assert.deepEqual(
      moves.map((move) => move.to),
      ['.decisions/a.md'],
    );
    assert.equal(runCli(['tidy', '--placement', 'x'], folder.path).code, 2);
  });
});
