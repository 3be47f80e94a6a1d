import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { recordAnchor } from '../../src/core/index';
import { noteId, noteText } from '../support/notes';
import { runCli } from '../support/runCli';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

interface Listed {
  readonly version: number;
  readonly notes: readonly {
    readonly file: string;
    readonly id: string | null;
    readonly title: string;
    readonly status: string;
    readonly code: readonly {
      readonly path: string;
      readonly lines: string | null;
      readonly location: {
        readonly path: string;
        readonly lines: string | null;
        readonly state: string;
        readonly confidence: number;
      };
    }[];
  }[];
  readonly problems: readonly {
    readonly file: string;
    readonly line: number;
    readonly code: string;
    readonly message: string;
  }[];
}

const code = `import { wait } from './wait';

export async function retryWithBackoff(run: () => Promise<Response>, attempts: number): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await run();
    if (response.status < 500 || attempt === attempts) return response;
    await wait(2 ** attempt * 100);
  }
}
`;

function about(path: string, text: string, start: number, end: number, commit?: string): string {
  const anchor = recordAnchor({ path, text, lines: { start, end }, commit });
  return noteText('Retry only idempotent calls', { id: noteId(1), code: [anchor] });
}

describe('decision-notes list', () => {
  let folder: TemporaryFolder;
  afterEach(() => folder.dispose());

  function json(args: readonly string[] = [], cwd = folder.path): Listed {
    const { code: status, out, err } = runCli(['list', '--json', ...args], cwd);
    assert.equal(err, '');
    assert.equal(status, 0);
    return JSON.parse(out) as Listed;
  }

  it('prints exactly what is documented', () => {
    folder = temporaryFolder({ repository: true });
    folder.write({ 'src/retry.ts': code });
    const commit = folder.commit('code');
    folder.write({ 'src/.decisions/a.md': about('src/retry.ts', code, 3, 9, commit) });
    assert.deepEqual(json(), {
      version: 1,
      notes: [
        {
          file: 'src/.decisions/a.md',
          id: noteId(1),
          title: 'Retry only idempotent calls',
          status: 'accepted',
          code: [
            {
              path: 'src/retry.ts',
              lines: '3-9',
              location: {
                path: 'src/retry.ts',
                lines: '3-9',
                state: 'exact',
                confidence: json().notes[0]?.code[0]?.location.confidence,
              },
            },
          ],
        },
      ],
      problems: [],
    });
    assert.ok(json().notes[0]!.code[0]!.location.confidence > 0.9);
  });

  it('follows code that moved, was renamed with history, or is gone', () => {
    folder = temporaryFolder({ repository: true });
    folder.write({ 'src/retry.ts': code, 'src/gone.ts': 'export const answerToEverything = computeTheAnswer(42);\n' });
    const commit = folder.commit('code');
    folder.write({
      'src/.decisions/a.md': about('src/retry.ts', code, 3, 9, commit),
      'src/.decisions/b.md': noteText('Gone', {
        code: [
          {
            path: 'src/gone.ts',
            lines: { start: 1, end: 1 },
            quote: 'export const answerToEverything = computeTheAnswer(42);',
            commit,
          },
        ],
      }),
      'src/.decisions/c.md': noteText('Whole', {
        code: [{ path: 'src' }, { path: 'src/retry.ts' }, { path: 'nowhere' }],
      }),
    });
    folder.write({ 'src/retry.ts': `// one\n// two\n${code}` });
    folder.git('rm', '-q', 'src/gone.ts');
    const { notes, problems } = json();
    assert.deepEqual(
      notes.map(({ code: anchors }) => anchors.map(({ location }) => [location.path, location.lines, location.state])),
      [
        [['src/retry.ts', '5-11', 'moved']],
        [['src/gone.ts', null, 'lost']],
        [
          ['src', null, 'exact'],
          ['src/retry.ts', null, 'exact'],
          ['nowhere', null, 'lost'],
        ],
      ],
    );
    assert.deepEqual(
      problems.map(({ file, line, code: kind }) => [file, line, kind]),
      [
        ['src/.decisions/b.md', 3, 'code-missing'],
        ['src/.decisions/c.md', 5, 'code-missing'],
      ],
    );
    folder.commit('change');
    folder.git('mv', 'src/retry.ts', 'src/again.ts');
    folder.commit('rename');
    assert.deepEqual(
      json().notes[0]!.code.map(({ path, location }) => [path, location.path, location.lines, location.state]),
      [['src/retry.ts', 'src/again.ts', '5-11', 'moved']],
    );
  });

  it('works outside any repository, in a subfolder, a linked work tree and a submodule', () => {
    folder = temporaryFolder();
    folder.write({ 'plain/src/retry.ts': code, 'plain/src/.decisions/a.md': about('src/retry.ts', code, 3, 9) });
    const places = (args: readonly string[], cwd: string) =>
      json(args, cwd).notes.map(({ file, code: anchors }) => [file, anchors[0]?.location.state]);
    const found = [['src/.decisions/a.md', 'exact']];
    assert.deepEqual(places([], folder.at('plain')), found);
    assert.deepEqual(places(['--repo', 'plain'], folder.path), found);

    const repository = folder.at('plain');
    folder.git('init', '-q', '-b', 'main', repository);
    folder.git('-C', repository, 'add', '-A');
    folder.git('-C', repository, 'commit', '-q', '-m', 'all');
    assert.deepEqual(places([], folder.at('plain/src')), found);

    folder.git('-C', repository, 'worktree', 'add', '-q', '-b', 'other', folder.at('linked'));
    assert.deepEqual(places(['--repo', folder.at('linked/src')], folder.path), found);

    folder.git('init', '-q', '-b', 'main', folder.at('outer'));
    folder.git('-C', folder.at('outer'), 'submodule', '--quiet', 'add', repository, 'sub');
    assert.deepEqual(places(['--repo', 'outer'], folder.path), []);
    assert.deepEqual(places(['--repo', 'outer/sub/src'], folder.path), found);
  });

  it('cannot run on what is no folder, no work tree, or nonsense', () => {
    folder = temporaryFolder();
    folder.write({ file: '' });
    folder.git('init', '-q', '--bare', 'bare.git');
    folder.git('init', '-q', 'work');
    for (const args of [
      ['list', '--repo', 'nowhere'],
      ['list', '--repo', 'file'],
      ['list', '--repo', 'bare.git'],
      ['list', '--repo', 'work/.git'],
      ['list', '--repo', 'work/.git/refs'],
      ['list', '--unknown'],
      ['list', 'extra'],
      ['nonsense\u001b[31m'],
      [],
    ]) {
      const { code: status, out, err } = runCli(args, folder.path);
      assert.equal(status, 2, args.join(' '));
      assert.equal(out, '');
      assert.ok(err.length > 20 && !err.includes('\u001b') && !err.includes('    at '), err);
    }
    assert.equal(runCli(['--help'], folder.path).code, 0);
    assert.match(runCli(['--version'], folder.path).out, /^\d+\.\d+\.\d+\n$/);
  });

  it('stays whole among hostile notes, and prints none of their control characters', () => {
    folder = temporaryFolder({ repository: true });
    const trap = folder.at('sprung');
    folder.write({
      'src/retry.ts': code,
      'src/.decisions/good.md': about('src/retry.ts', code, 3, 9),
      'src/.decisions/code.md': `---js\nrequire('fs').writeFileSync('${trap}', '')\n---\n# Code\n`,
      'src/.decisions/terminal.md': '---\nstatus: accepted\n---\n# Red \u001b[31m \u009b2J \u202e gnp.exe\n',
      'src/.decisions/out.md': noteText('Out', { code: [{ path: 'src/retry.ts' }] }).replace(
        'src/retry.ts',
        '../../etc/passwd',
      ),
      'src/.decisions/git.md': noteText('Git', { code: [{ path: 'src/retry.ts' }] }).replace(
        'src/retry.ts',
        '.git/config',
      ),
      'src/.decisions/binary.md': Uint8Array.from({ length: 5000 }, (_, at) => (at * 31) % 256),
      'src/.decisions/huge.md': `# Huge\n${'x'.repeat(10_000_000)}`,
      'src/.decisions/empty.md': '',
      'src/.decisions/conflict.md':
        '---\n<<<<<<< HEAD\nstatus: accepted\n=======\nstatus: rejected\n>>>>>>> x\n---\n# C\n',
      'src/.decisions/unclosed.md': '---\nstatus: accepted\n# Unclosed\n',
      'src/.decisions/twice.md': about('src/retry.ts', code, 3, 9),
      [`src/.decisions/name\u001b[2J\n.md`]: '# Name\n',
    });
    writeFileSync(
      Buffer.concat([Buffer.from(folder.at('src/.decisions/')), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]),
      '# x',
    );
    symlinkSync('/etc/passwd', folder.at('src/.decisions/secret.md'));
    symlinkSync('loop.md', folder.at('src/.decisions/loop.md'));
    symlinkSync('..', folder.at('src/deep'));
    mkdirSync(folder.at('src/.decisions/folder.md'));
    folder.git('config', 'core.fsmonitor', `touch ${trap}`);
    folder.git('config', 'core.pager', `touch ${trap}`);
    folder.git('config', 'diff.external', `touch ${trap}`);
    const { notes, problems } = json();
    const good = notes.find(({ file }) => file === 'src/.decisions/good.md');
    assert.equal(good?.code[0]?.location.state, 'exact');
    const troubled = new Set(problems.map(({ file }) => file.replace('src/.decisions/', '')));
    for (const file of [
      'code',
      'terminal',
      'out',
      'git',
      'binary',
      'huge',
      'conflict',
      'unclosed',
      'twice',
      'secret',
      'loop',
    ])
      assert.ok(troubled.has(`${file}.md`), file);
    assert.ok([...troubled].some((file) => file.includes('\ufffd')));
    assert.ok(problems.every(({ line, message }) => line >= 1 && message.length > 10));
    assert.ok(!JSON.stringify([notes, problems]).includes('root:'));
    for (const args of [['list'], ['list', '--json']]) {
      const { code: status, out } = runCli(args, folder.path);
      assert.equal(status, 0);
      assert.ok(!/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(out));
    }
    assert.equal(existsSync(trap), false);
  });

  it('tells people where each anchor is', () => {
    folder = temporaryFolder();
    folder.write({ 'src/retry.ts': `\n${code}`, 'src/.decisions/a.md': about('src/retry.ts', code, 3, 9) });
    const { out } = runCli(['list'], folder.path);
    assert.match(
      out,
      /^Retry only idempotent calls \(accepted\)\n {2}src\/\.decisions\/a\.md\n {2}src\/retry\.ts:3-9 {2}moved, now src\/retry\.ts:4-10, \d+ %\n/,
    );
    assert.match(out, /\n1 note, 0 problems\.\n$/);
  });

  it('keeps its cache out of the repository, and finds the same with it and when it is damaged', () => {
    folder = temporaryFolder();
    folder.write({ 'work/src/retry.ts': code, 'work/src/.decisions/a.md': about('src/retry.ts', code, 3, 9) });
    const cache = folder.at('cache');
    const run = () => runCli(['list', '--json'], folder.at('work'), { DECISION_NOTES_CACHE: cache }).out;
    const first = run();
    assert.deepEqual(readdirSync(folder.at('work')), ['src']);
    const [name] = readdirSync(cache);
    assert.equal(run(), first);
    for (const damage of ['', 'nonsense', '\n\n\n']) {
      writeFileSync(`${cache}/${name!}`, damage);
      assert.equal(run(), first);
    }
  });
});
