import assert from 'node:assert/strict';
import {
  hash32,
  indentOf,
  isWeak,
  normalise,
  splitAll,
  splitAllInParts,
  splitAtOnce,
  splitLines,
  splitLinesInParts,
} from '../../../src/core/anchor/lines';

describe('splitLines', () => {
  it('does the same in parts', async () => {
    const ends = ['\n', '\r\n', '\r', '\n\n', '\r\n\r\n'];
    const text = Array.from(
      { length: 120_000 },
      (_, at) => `line ${at}${ends[(at * 7 + (at >> 5)) % ends.length]}`,
    ).join('');
    assert.ok(text.length > 2 * splitAtOnce);
    for (const one of [text, `${text}no end`, text.replace(/\r\n?/g, '\n'), 'x'.repeat(splitAtOnce + 1)]) {
      assert.deepEqual(await splitAllInParts(one), splitAll(one));
      assert.deepEqual(await splitLinesInParts(one), splitLines(one));
    }
  });

  it('takes every line end, and opens no line after the last', () => {
    assert.deepEqual(splitLines('a\nb\r\nc\rd'), ['a', 'b', 'c', 'd']);
    assert.deepEqual(splitLines('a\n'), ['a']);
    assert.deepEqual(splitLines('a\n\n'), ['a', '']);
    assert.deepEqual(splitLines(''), ['']);
  });
});

describe('normalise', () => {
  it('is blind to what formatters change', () => {
    assert.equal(normalise("\tconst a = 'b';"), normalise('  const a="b"'));
    assert.equal(normalise('  item,'), normalise('item'));
    assert.notEqual(normalise('a + b'), normalise('a - b'));
  });
});

describe('indentOf', () => {
  it('counts columns, tabs to the next stop', () => {
    assert.equal(indentOf('    x'), 4);
    assert.equal(indentOf('\tx'), 4);
    assert.equal(indentOf('  \tx'), 4);
    assert.equal(indentOf('x'), 0);
    assert.equal(indentOf('\t x', 8), 9);
  });
});

describe('isWeak', () => {
  it('knows lines that prove nothing', () => {
    for (const line of [
      '',
      '}',
      '});',
      'else {',
      '/**',
      '@Override',
      'return null;',
      '#endif',
      'try {',
      'if err != nil {',
    ]) {
      assert.ok(isWeak(normalise(line)), line);
    }
    for (const line of ['const limit = 3;', 'retry(job)', '日本語の行']) assert.ok(!isWeak(normalise(line)), line);
  });
});

describe('hash32', () => {
  it('never changes, because fingerprints are stored', () => {
    assert.deepEqual(['', 'a', 'const limit=3'].map(hash32), [2872998923, 444641715, 3423807515]);
  });
});
