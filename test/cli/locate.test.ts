import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { runCli } from '../support/runCli';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const code = `export function first(value: number) {
  return value + 1;
}

export function second(value: number) {
  const doubled = value * 2;
  return doubled - 7;
}
`;

describe('decision-notes locate', () => {
  let folder: TemporaryFolder;
  let from: string;
  let to: string;
  before(() => {
    folder = temporaryFolder({ repository: true });
    folder.write({ 'src/a.ts': code });
    from = folder.commit('one');
    folder.write({ 'src/a.ts': `// A head.\n${code}` });
    to = folder.commit('two');
    folder.write({ 'src/a.ts': `// A head.\n// Not committed.\n${code}` });
  });
  after(() => folder.dispose());

  const task = (more: object) =>
    JSON.stringify({ id: 'a', from_commit: from, from_path: 'src/a.ts', start_line: 5, end_line: 8, ...more });

  it('answers one question against a commit and against the work tree', () => {
    const args = ['locate', '--from', 'HEAD~1', '--path', 'src/a.ts', '--lines', '5-8'];
    const answers = [
      [...args, '--to', to, '--json'],
      [...args, '--json'],
      [...args, '--evidence', 'quote', '--json'],
    ].map((one) => ({ ...(JSON.parse(runCli(one, folder.path).out) as object), confidence: undefined }));
    const place = (start: number) => ({ path: 'src/a.ts', start_line: start, end_line: start + 3, state: 'moved' });
    const expected = [place(6), place(7), place(7)].map((one) => ({ ...one, confidence: undefined }));
    assert.deepEqual(answers, expected);
    assert.match(runCli(args, folder.path).out, /^src\/a\.ts:7-10 {2}moved, /);
  });

  it('answers a batch in order, malformed and hostile lines with errors', () => {
    const input = [
      task({ to_commit: to }),
      'no json',
      '[]',
      task({ id: 'b', from_path: '../a.ts' }),
      task({ id: 'c', from_commit: '--output=x' }),
      task({ id: 'd', end_line: 99 }),
      task({ id: 'e', start_line: 0 }),
      task({ id: 'f', from_path: 'src/none.ts', to_commit: to }),
      task({ id: 'g', to_commit: 7 }),
      '',
      task({ id: 'h' }),
    ].join('\n');
    const run = spawnSync(process.execPath, [resolve('dist/cli.js'), 'locate', '--repo', folder.path, '--batch', '-'], {
      input,
      encoding: 'utf8',
    });
    assert.equal(run.status, 0, run.stderr);
    const rows = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string | null; start_line?: number; error?: string; ms?: number });
    assert.deepEqual(
      rows.map(({ id, start_line, error }) => [id, start_line ?? typeof error]),
      [
        ['a', 6],
        [null, 'string'],
        [null, 'string'],
        ...['b', 'c', 'd', 'e', 'f', 'g'].map((id) => [id, 'string']),
        ['h', 7],
      ],
    );
    assert.equal(typeof rows[0]?.ms, 'number');
  });

  it('works in a bare repository, and says that it has no work tree', () => {
    folder.git('clone', '-q', '--bare', '.', 'bare.git');
    const args = ['locate', '--repo', 'bare.git', '--from', from, '--path', 'src/a.ts', '--lines', '5-8'];
    assert.match(runCli([...args, '--to', to], folder.path).out, /^src\/a\.ts:6-9 /);
    const without = runCli(args, folder.path);
    assert.equal(without.code, 2);
    assert.match(without.err, /bare repository has no work tree/);
  });

  it('refuses arguments that make no sense', () => {
    for (const args of [
      [],
      ['--from', from],
      ['--batch', '-', '--from', from],
      ['--from', from, '--path', '/etc/passwd', '--lines', '1-2'],
      ['--from', from, '--path', 'src/a.ts', '--lines', '9-2'],
      ['--from', from, '--path', 'src/a.ts', '--lines', '1', '--evidence', 'some'],
      ['--batch', 'no-such-file'],
      ['--from', 'nothing', '--path', 'src/a.ts', '--lines', '1'],
    ]) {
      const run = runCli(['locate', ...args], folder.path);
      assert.equal(run.code, 2, args.join(' '));
      assert.notEqual(run.err, '');
      assert.equal(run.out, '');
    }
  });
});
