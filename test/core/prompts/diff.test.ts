import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conflictTriggers } from '../../../src/core/prompts/combinedDiff';
import { parseDiff, piecesOf } from '../../../src/core/prompts/diff';
import { unquotePath } from '../../../src/core/prompts/quotedPath';

const head = (path: string): string =>
  `diff --git a/${path} b/${path}\nindex 1111111..2222222 100644\n--- a/${path}\n+++ b/${path}\n`;

describe('parseDiff', () => {
  it('reads hunks without context, with 1-based lines on both sides', () => {
    const [file] = parseDiff(
      `${head('a.ts')}@@ -3,2 +3 @@ f()\n-old one\n-old two\n+new one\n@@ -9,0 +9,2 @@\n+x\n+y\n`,
    );
    assert.equal(file?.newPath, 'a.ts');
    assert.equal(file.newBlob, '2222222');
    assert.deepEqual(file.hunks[0], {
      oldStart: 3,
      oldCount: 2,
      newStart: 3,
      newCount: 1,
      lines: [
        { kind: 'removed', line: 3, text: 'old one' },
        { kind: 'removed', line: 4, text: 'old two' },
        { kind: 'added', line: 3, text: 'new one' },
      ],
    });
    assert.deepEqual(
      file.hunks[1]?.lines.map(({ line }) => line),
      [9, 10],
    );
  });

  it('reads in pieces what it reads whole', () => {
    const tricky = `${head('a.ts')}@@ -1,2 +1,2 @@\n-diff --git a/x b/x\n+diff --git a/y b/y\n diff --git a/z b/z\n`;
    const whole = `${tricky}${head('b.ts')}@@ -1 +1 @@\n-1\n+2\n`;
    assert.equal(piecesOf(whole).length, 2);
    assert.deepEqual(
      piecesOf(whole).flatMap((piece) => parseDiff(piece)),
      parseDiff(whole),
    );
  });

  it('counts context lines without keeping them', () => {
    const [file] = parseDiff(`${head('a.ts')}@@ -1,3 +1,3 @@\n one\n-two\n+zwei\n three\n`);
    assert.deepEqual(file?.hunks[0]?.lines, [
      { kind: 'removed', line: 2, text: 'two' },
      { kind: 'added', line: 2, text: 'zwei' },
    ]);
  });

  it('never takes a changed line for a header', () => {
    const [file, ...rest] = parseDiff(
      `${head('a.md')}@@ -1,2 +1,3 @@\n--- a/evil\n-diff --git a/x b/x\n+++ b/evil\n+@@ -1 +1 @@\n+diff --git a/y b/y\n`,
    );
    assert.deepEqual(rest, []);
    assert.equal(file?.newPath, 'a.md');
    assert.deepEqual(
      file.hunks.map(({ lines }) => lines.length),
      [5],
    );
    assert.equal(file.hunks[0]?.lines[0]?.text, '-- a/evil');
  });

  it('reads added, deleted, renamed, binary and mode-only files', () => {
    const files = parseDiff(
      [
        'diff --git a/n.ts b/n.ts\nnew file mode 100644\nindex 0000000..1234567\n--- /dev/null\n+++ b/n.ts\n@@ -0,0 +1 @@\n+x',
        'diff --git a/d.ts b/d.ts\ndeleted file mode 100644\nindex 1234567..0000000\n--- a/d.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x',
        'diff --git a/old name.ts b/new name.ts\nsimilarity index 90%\nrename from old name.ts\nrename to new name.ts',
        'diff --git a/p.png b/p.png\nindex 1234567..7654321 100644\nBinary files a/p.png and b/p.png differ',
        'diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755',
        'diff --git a/gone.png b/gone.png\ndeleted file mode 100644\nBinary files a/gone.png and /dev/null differ\n',
      ].join('\n'),
    );
    assert.deepEqual(
      files.map(({ oldPath, newPath, binary }) => [oldPath, newPath, binary]),
      [
        [undefined, 'n.ts', false],
        ['d.ts', undefined, false],
        ['old name.ts', 'new name.ts', false],
        ['p.png', 'p.png', true],
        ['run.sh', 'run.sh', false],
        ['gone.png', undefined, true],
      ],
    );
  });

  it('reads quoted names, names with spaces and carriage returns', () => {
    const files = parseDiff(
      'diff --git "a/\\303\\244 \\"q\\".ts" "b/\\303\\244 \\"q\\".ts"\n--- "a/\\303\\244 \\"q\\".ts"\n+++ "b/\\303\\244 \\"q\\".ts"\n@@ -1 +1 @@\n-a\r\n+b\r\n' +
        'diff --git a/two words.ts b/two words.ts\n--- a/two words.ts\t\n+++ b/two words.ts\t\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n',
    );
    assert.deepEqual(
      files.map(({ newPath }) => newPath),
      ['ä "q".ts', 'two words.ts'],
    );
    assert.deepEqual(
      files[0]?.hunks[0]?.lines.map(({ text }) => text),
      ['a', 'b'],
    );
    assert.deepEqual(
      files[1]?.hunks[0]?.lines.map(({ text }) => text),
      ['a', 'b'],
    );
  });

  it('yields what is there of a diff that was cut off, and nothing for what is none', () => {
    assert.equal(parseDiff(`${head('a.ts')}@@ -1,0 +1,9 @@\n+one\n+tw`)[0]?.hunks[0]?.lines.length, 2);
    assert.deepEqual(parseDiff('hello\n@@ -1 +1 @@\n+x\n'), []);
  });

  it('never throws, and gives every added line back', () => {
    const line = fc.string({ unit: 'binary' }).map((text) => text.replace(/[\n\r]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), fc.nat(1000), (added, at) => {
        const text = `${head('a.ts')}@@ -${at},0 +${at + 1},${added.length} @@\n${added.map((one) => `+${one}`).join('\n')}\n`;
        const lines = parseDiff(text)[0]?.hunks[0]?.lines ?? [];
        assert.deepEqual(
          lines.map(({ text: said }) => said),
          added,
        );
        assert.deepEqual(
          lines.map(({ line: number }) => number),
          added.map((_, index) => at + 1 + index),
        );
      }),
    );
    const piece = fc.constantFrom(
      'diff --git a/x b/x\n',
      '@@ -1,2 +1,2 @@\n',
      '+++ ',
      '--- ',
      '+x\n',
      '-y\n',
      '\0',
      '"\\3',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => Array.isArray(parseDiff(pieces.join('')))),
    );
  });
});

describe('unquotePath', () => {
  it('undoes quotes, escapes and octal bytes, and leaves plain names alone', () => {
    assert.equal(unquotePath('plain "name".ts'), 'plain "name".ts');
    assert.equal(unquotePath('"a\\tb\\\\c\\"d"'), 'a\tb\\c"d');
    assert.equal(unquotePath('"\\346\\227\\245.ts"'), '日.ts');
  });
});

describe('conflictTriggers', () => {
  const merge = (body: string): string => `diff --cc src/a.ts\nindex 1,2..3\n--- a/src/a.ts\n+++ b/src/a.ts\n${body}`;

  it('finds where a merge kept neither side', () => {
    const found = conflictTriggers(
      merge('@@@ -5,1 -5,1 +5,1 @@@ f()\n- return left();\n -return right();\n++return both();\n'),
    );
    assert.deepEqual(found, [
      {
        kind: 'conflict',
        path: 'src/a.ts',
        lines: { start: 5, end: 5 },
        pattern: 'conflict',
        evidence: 'return both();',
      },
    ]);
  });

  it('leaves comments, imports and one-sided changes alone', () => {
    assert.deepEqual(
      conflictTriggers(
        merge("@@@ -1,1 -1,1 +1,1 @@@\n- import a from 'a';\n -import b from 'b';\n++import c from 'c';\n"),
      ),
      [],
    );
    assert.deepEqual(conflictTriggers(merge('@@@ -1,1 -1,1 +1,1 @@@\n- // left\n -// right\n++// both\n')), []);
    assert.deepEqual(conflictTriggers(merge('@@@ -1,1 -1,0 +1,1 @@@\n- old();\n+ new();\n')), []);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'diff --cc x.ts\n',
      '@@@ -1,1 -1,1 +1,2 @@@\n',
      '++a();\n',
      '- b();\n',
      ' -c();\n',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => Array.isArray(conflictTriggers(pieces.join('')))),
    );
  });
});
