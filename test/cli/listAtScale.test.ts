import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { noteText } from '../support/notes';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const bundle = resolve('dist', 'cli.js');

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `list --json` in `cwd`; `watch` may do something meanwhile, and close the pipe. */
async function run(cwd: string, watch?: (stdout: NodeJS.ReadableStream & { destroy(): void }) => void): Promise<Run> {
  const child = spawn(process.execPath, [bundle, 'list', '--json'], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DECISION_NOTES_CACHE: '' },
  });
  const parts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (parts.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (parts.err += part));
  watch?.(child.stdout);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...parts };
}

/** A repository with `count` notes about as many files; every hundredth has a problem. */
function repository(count: number): TemporaryFolder {
  const folder = temporaryFolder({ repository: true });
  const files: Record<string, string> = {};
  for (let at = 0; at < count; at++) {
    const path = `d${at % 100}/f${at}.ts`;
    files[path] = `export const value${at} = ${at};\n`;
    const text = noteText(`Note ${at}`, { code: [{ path, lines: { start: 1, end: 1 }, quote: files[path].trim() }] });
    files[`d${at % 100}/.decisions/n${at}.md`] = at % 100 === 0 ? `${text}\n[x](command:y)\n` : text;
  }
  folder.write(files);
  return folder;
}

describe('decision-notes list over many notes', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  afterEach(() => folder.dispose());

  it('prints each of 10,000 from a subfolder, and each problem', async () => {
    const count = 10_000;
    folder = repository(count);
    const { code, out, err } = await run(folder.at('d7'));
    assert.deepEqual([code, err], [0, '']);
    const { notes, problems } = JSON.parse(out) as {
      notes: { file: string; code: { location: { state: string } }[] }[];
      problems: { file: string; line: number; code: string }[];
    };
    assert.equal(new Set(notes.map(({ file }) => file)).size, count);
    assert.ok(
      notes.every(
        ({ file, code: [anchor] }) => /^d\d+\/\.decisions\//.test(file) && anchor?.location.state === 'exact',
      ),
    );
    assert.deepEqual(new Set(problems.map((problem) => problem.code)), new Set(['unsafe-link']));
    assert.equal(problems.length, count / 100);
  });

  it('ends quietly when nobody reads', async () => {
    folder = repository(2000);
    const { code, err } = await run(folder.path, (stdout) => stdout.once('data', () => stdout.destroy()));
    assert.deepEqual([code, err], [0, '']);
    const unread = await run(folder.path, (stdout) => stdout.destroy());
    assert.deepEqual([unread.code, unread.err], [0, '']);
  });

  it('is whole when files vanish meanwhile', async () => {
    folder = repository(2000);
    let gone = 0;
    const timer = setInterval(() => {
      rmSync(folder.at(`d${gone}/.decisions`), { recursive: true, force: true });
      rmSync(folder.at(`d${gone}`), { recursive: true, force: true });
      gone++;
    }, 5);
    const { code, out } = await run(folder.path).finally(() => clearInterval(timer));
    assert.equal(code, 0);
    assert.ok(gone > 3, `${gone} folders vanished`);
    const { version, notes } = JSON.parse(out) as { version: number; notes: { file: string; code: unknown[] }[] };
    assert.equal(version, 1);
    assert.ok(notes.length <= 2000 && notes.every(({ code: anchors }) => anchors.length === 1));
  });
});
