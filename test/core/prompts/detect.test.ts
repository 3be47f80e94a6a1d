import assert from 'node:assert/strict';
import { needsText } from '../../../src/core/prompts/commentTriggers';
import { detectTriggers } from '../../../src/core/prompts/detect';
import { parseDiff } from '../../../src/core/prompts/diff';
import { hasGeneratedBanner, isGeneratedPath } from '../../../src/core/prompts/generated';
import { notedTriggers } from '../../../src/core/prompts/noted';
import { excerpt, type Trigger } from '../../../src/core/prompts/trigger';

interface Change {
  before?: string[];
  after: string[];
  /** 1-based line at which both begin. */
  at?: number;
  text?: string;
  subject?: string;
  untouchedDays?: number;
}

function diffOf(path: string, { before = [], after, at = 1 }: Change): string {
  const [oldStart, newStart] = [before.length === 0 ? at - 1 : at, after.length === 0 ? at - 1 : at];
  const lines = [...before.map((line) => `-${line}`), ...after.map((line) => `+${line}`)].join('\n');
  const hunk = `@@ -${oldStart},${before.length} +${newStart},${after.length} @@\n${lines}\n`;
  return `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n${hunk}`;
}

function detect(path: string, change: Change): Trigger[] {
  const texts = new Map(change.text === undefined ? [] : [[path, change.text]]);
  const untouchedDays = (): number | undefined => change.untouchedDays;
  return detectTriggers({
    subject: change.subject ?? '',
    files: parseDiff(diffOf(path, change)),
    texts,
    untouchedDays,
  });
}

function kinds(path: string, change: Change): string[] {
  return detect(path, change).map(({ kind }) => kind);
}

describe('detectTriggers: comments', () => {
  it('finds an added workaround with the statement under it, in the whole text', () => {
    const text =
      'a();\n\n  // HACK: the gateway answers 200 on errors,\n  // so the body decides.\n  if (body.error) {\n    fail();\n  }\n\nb();\n';
    const after = text.split('\n').slice(2, 7);
    assert.deepEqual(detect('src/a.ts', { after, at: 3, text }), [
      {
        kind: 'workaround',
        path: 'src/a.ts',
        pattern: 'hack',
        lines: { start: 3, end: 7 },
        evidence: 'HACK: the gateway answers 200 on errors, so the body decides.',
      },
    ]);
  });

  it('finds workarounds and reasons in every family of languages', () => {
    const cases: [path: string, line: string, kind: string][] = [
      ['a.py', '# workaround for the proxy', 'workaround'],
      ['a.c', '/* ugly kludge */', 'workaround'],
      ['a.go', '// This works around a bug in the runtime.', 'workaround'],
      ['a.sql', '-- sorted here because the view is not', 'reason'],
      ['a.yml', '# otherwise the runner fills its disk', 'reason'],
      ['a.html', '<!-- a hacky fix -->', 'workaround'],
      ['Makefile', '# work-around for make 3.81', 'workaround'],
    ];
    for (const [path, line, kind] of cases)
      assert.deepEqual(kinds(path, { after: [line] }), [kind], `${path}: ${line}`);
  });

  it('does not look into strings, prose, other words, or comments that were there', () => {
    assert.deepEqual(kinds('a.ts', { after: ["log('a workaround');"] }), []);
    assert.deepEqual(kinds('README.md', { after: ['A hack.'] }), []);
    assert.deepEqual(kinds('a.ts', { after: ['// Our hackathon, the hackers and the shack.'] }), []);
    const text = '// a hack\ncode();\nmore();\n';
    assert.deepEqual(kinds('a.ts', { after: ['more();'], at: 3, text }), []);
  });

  it('does not take moved or reindented comments for new ones', () => {
    const line = '// a hack for the old parser';
    assert.deepEqual(kinds('a.ts', { before: [line], after: [`    ${line}`] }), []);
  });

  it('says in which string a comment mark stands by the whole text', () => {
    const text = 'const page = `\n// a hack, but only text\n`;\n';
    const change = { after: ['// a hack, but only text'], at: 2 };
    assert.deepEqual(kinds('a.ts', { ...change, text }), []);
    assert.ok(needsText(parseDiff(diffOf('a.ts', change))[0]!));
    assert.ok(!needsText(parseDiff(diffOf('a.ts', { after: ['plain();'] }))[0]!));
  });

  it('finds added suppressions in comments and in attributes', () => {
    const cases: [path: string, line: string, pattern: string][] = [
      ['src/a.ts', '// eslint-disable-next-line no-console', 'eslint-disable'],
      ['src/a.ts', 'x(); // @ts-expect-error wrong types', '@ts-expect-error'],
      ['a.py', 'import x  # noqa: E402', 'noqa'],
      ['a.py', 'x = y  # type: ignore[arg-type]', 'type: ignore'],
      ['a.go', 'x() //nolint:errcheck', 'nolint'],
      ['A.java', '  @SuppressWarnings("unchecked")', '@suppresswarnings'],
      ['a.rs', '#[allow(dead_code)]', '#[allow'],
      ['A.kt', '@Suppress("UNCHECKED_CAST")', '@suppress'],
      ['a.c', '#pragma GCC diagnostic ignored "-Wx"', '#pragma'],
    ];
    for (const [path, line, pattern] of cases) {
      const found = detect(path, { after: [line, 'next();'] });
      assert.deepEqual(
        found.map((trigger) => [trigger.kind, trigger.pattern]),
        [['suppression', pattern]],
        line,
      );
    }
    assert.deepEqual(kinds('A.java', { after: ['String s = "@SuppressWarnings";'] }), []);
  });
});

describe('detectTriggers: lines', () => {
  it('finds a changed timeout or retry, not one that only moved', () => {
    const [found] = detect('a.ts', { before: ['const timeoutMs = 500;'], after: ['const timeoutMs = 2_000;'], at: 7 });
    assert.deepEqual([found?.kind, found?.pattern, found?.lines], ['timing', 'timeout', { start: 7, end: 7 }]);
    assert.ok(kinds('a.py', { before: ['retries=3,'], after: ['retries=MAX_RETRIES,'] }).includes('timing'));
    assert.deepEqual(kinds('a.ts', { before: ['a(timeout);'], after: ['  a(timeout);'] }), []);
    assert.deepEqual(
      kinds('a.ts', { before: ["import { timeout } from 'a';"], after: ["import { timeout } from 'b';"] }),
      [],
    );
  });

  it('finds a number that changed alone, no versions and dates', () => {
    assert.deepEqual(kinds('a.ts', { before: ['const size = 10;'], after: ['const size = 20;'] }), ['number']);
    assert.deepEqual(kinds('a.ts', { before: ['f(10, a);'], after: ['f(20, b);'] }), []);
    assert.deepEqual(kinds('a.py', { before: ["v = '1.2.3'"], after: ["v = '1.2.4'"] }), []);
    assert.deepEqual(kinds('a.c', { before: ['// Copyright 2024'], after: ['// Copyright 2025'] }), []);
  });
});

describe('detectTriggers: whole changes', () => {
  const lines = (count: number, word: string): string[] => Array.from({ length: count }, (_, at) => `${word}${at}();`);

  it('finds 200 changed lines of code and points at the largest block', () => {
    const [found] = detect('a.ts', { before: lines(50, 'a'), after: lines(150, 'b'), at: 10 });
    assert.deepEqual([found?.kind, found?.lines, found?.evidence], ['large', { start: 10, end: 159 }, '200']);
    assert.deepEqual(kinds('a.ts', { before: lines(49, 'a'), after: lines(150, 'b') }), []);
    assert.deepEqual(kinds('a.txt', { after: lines(500, 'b') }), []);
  });

  it('finds a rewrite only where the whole file was left alone for a year', () => {
    const change = { before: lines(10, 'a'), after: lines(12, 'b') };
    assert.deepEqual(kinds('a.ts', { ...change, untouchedDays: 365 }), ['rewrite']);
    assert.deepEqual(kinds('a.ts', { ...change, untouchedDays: 364 }), []);
    assert.deepEqual(kinds('a.ts', change), []);
  });

  it('finds configuration, no version bumps, comments and lock files', () => {
    assert.deepEqual(
      kinds('config/app.yaml', { before: ['pool: 5'], after: ['pool: 50'] }).includes('configuration'),
      true,
    );
    assert.deepEqual(kinds('config/default.json', { after: ['  "pool": true'] }), []);
    assert.deepEqual(kinds('config.json', { after: ['  "strict": true'] }), ['configuration']);
    for (const path of [
      'tsconfig.json',
      '.eslintrc.json',
      'pyproject.toml',
      '.github/dependabot.yml',
      'vite.config.ts',
    ]) {
      assert.deepEqual(kinds(path, { after: ['  "strict": true'] }), [], path);
    }
    assert.deepEqual(kinds('.github/workflows/ci.yml', { after: ['  uses: actions/checkout@v5'] }), []);
    assert.deepEqual(kinds('app.toml', { after: ['# words'] }), []);
    assert.deepEqual(kinds('poetry.lock', { after: ['a = 1'] }), []);
    assert.deepEqual(kinds('docs/page.yml', { after: ['a: b'] }), []);
  });

  it('knows a revert by its subject', () => {
    const after = ['x();'];
    assert.deepEqual(kinds('a.ts', { after, subject: 'Revert "Cache tokens"' }), ['revert']);
    assert.deepEqual(kinds('a.ts', { after, subject: 'fix(api): revert the new pool' }), ['revert']);
    assert.deepEqual(kinds('a.ts', { after, subject: 'Irrevertible steps' }), []);
  });

  it('leaves generated and vendored files and notes alone', () => {
    const after = ['// a hack'];
    for (const path of [
      'vendor/a.go',
      'node_modules/a/b.js',
      'x/api.pb.go',
      'dist/a.js',
      'a.min.js',
      'src/.decisions/a.ts',
    ]) {
      assert.deepEqual(kinds(path, { after }), [], path);
    }
    assert.deepEqual(kinds('a.go', { after, text: '// Code generated by x. DO NOT EDIT.\n// a hack\n' }), []);
    assert.ok(isGeneratedPath('a/package-lock.json') && !isGeneratedPath('src/lockfile.ts'));
    assert.ok(hasGeneratedBanner('/* @generated */') && !hasGeneratedBanner('// generates ids'));
  });
});

describe('notedTriggers', () => {
  const note = { note: 'src/.decisions/a.md', title: 'Retry once', path: 'src/a.ts', lines: { start: 10, end: 20 } };

  it('asks when a commit changed lines inside a note', () => {
    const touches = (change: Change): number => notedTriggers(parseDiff(diffOf('src/a.ts', change)), [note]).length;
    assert.equal(touches({ after: ['x'], at: 10 }), 1);
    assert.equal(touches({ after: ['x'], at: 20 }), 1);
    assert.equal(touches({ after: ['x'], at: 9 }), 0);
    assert.equal(touches({ after: ['x'], at: 21 }), 0);
    assert.equal(touches({ before: ['x'], after: [], at: 13 }), 1);
    assert.equal(touches({ before: ['x'], after: [], at: 21 }), 0);
  });

  it('is silent when the note was changed by the same commit, or another file', () => {
    const own = diffOf('src/a.ts', { after: ['x'], at: 12 }) + diffOf('src/.decisions/a.md', { after: ['x'] });
    assert.deepEqual(notedTriggers(parseDiff(own), [note]), []);
    assert.deepEqual(notedTriggers(parseDiff(diffOf('src/b.ts', { after: ['x'], at: 12 })), [note]), []);
  });
});

describe('excerpt', () => {
  it('is one short line without control characters', () => {
    assert.equal(excerpt('a\u0007\n\tb\u202E c'), 'a b c');
    assert.equal(Array.from(excerpt('😀'.repeat(500), 10)).length, 10);
  });
});
