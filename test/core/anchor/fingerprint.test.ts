import assert from 'node:assert/strict';
import {
  contextDigests,
  lineDigest,
  makeFingerprint,
  readFingerprint,
  wholeDigest,
  withRival,
} from '../../../src/core/anchor/fingerprint';
import { normalise } from '../../../src/core/anchor/lines';

const lines = [
  'import a',
  '',
  'function one() {',
  '  first(step);',
  '  second(step);',
  '}',
  '',
  'function two() {',
  '}',
];

describe('makeFingerprint and readFingerprint', () => {
  it('keep neighbours, hidden lines, the whole and the last head', () => {
    const text = makeFingerprint(lines, { start: 3, end: 6 }, [4, 5], 3);
    const read = readFingerprint(text);
    assert.ok(read);
    assert.equal(read.whole, wholeDigest(lines.slice(2, 6)));
    const digest = (line: string): number => lineDigest(normalise(line));
    assert.deepEqual(read.before, [digest('import a')]);
    assert.deepEqual(read.middle, [digest('  first(step);'), digest('  second(step);')]);
    assert.deepEqual(read.after, [digest('function two() {')]);
    assert.equal(read.head, 0);
  });

  it('keep how like the range its nearest look-alike is, in tenths', () => {
    const text = withRival(makeFingerprint(lines, { start: 3, end: 6 }, [], undefined), -1.26);
    assert.equal(readFingerprint(text)?.rival, -1.3);
    assert.equal(readFingerprint(text)?.head, -1);
    assert.equal(readFingerprint(text.replace(/\.-13$/, ''))?.rival, undefined);
  });

  it('say when no block ends with the range', () => {
    assert.equal(readFingerprint(makeFingerprint(lines, { start: 3, end: 4 }, [], undefined))?.head, -1);
  });

  it('stay short for any range, keeping the longest hidden lines in their order', () => {
    const many = Array.from({ length: 500 }, (_, index) => `call${index}(${'x'.repeat(index % 7)});`);
    const hidden = many.map((_, index) => index + 1).slice(10, 490);
    const text = makeFingerprint(many, { start: 5, end: 495 }, hidden, 5);
    assert.ok(text.length <= 240, String(text.length));
    const middle = readFingerprint(text)?.middle ?? [];
    assert.equal(middle.length, 40);
    const order = middle.map((digest) => many.findIndex((line) => lineDigest(normalise(line)) === digest));
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it('refuse what is malformed or of another version, and read those without a head', () => {
    for (const text of [
      undefined,
      '',
      '1:',
      '2:AAAAAA...',
      '1:AAAAAA.AA..',
      '1:AAAAA...',
      '1:AAAAAA...x',
      '1:AAAAAA..',
      '1:AAAAAA.AAAA..',
    ]) {
      assert.equal(readFingerprint(text), undefined, String(text));
    }
    assert.deepEqual(readFingerprint('1:AAAAAA...'), {
      whole: 'AAAAAA',
      before: [],
      middle: [],
      after: [],
      head: undefined,
      rival: undefined,
    });
  });
});

describe('contextDigests', () => {
  it('skips weak lines and stops at the ends of the file', () => {
    assert.deepEqual(contextDigests(lines, 7, 1, 5), [lineDigest(normalise('function two() {'))]);
    assert.deepEqual(contextDigests(lines, 0, -1, 5), []);
  });
});
