import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recordedText, thenText } from '../../../src/core/review/then';

describe('what an anchor was written for', () => {
  const committed = 'a\nb\nc\nd\ne\nf';
  const long = { path: 'x', lines: { start: 2, end: 5 }, quote: 'b', quoteTail: 'e' };

  it('is the quote', () => {
    assert.deepEqual(recordedText({ path: 'x', quote: 'b\nc' }, undefined, '…'), { text: 'b\nc', complete: true });
  });

  it('comes whole from the commit where that agrees with the quoted ends', () => {
    assert.deepEqual(recordedText(long, committed, '…'), { text: 'b\nc\nd\ne', complete: true });
    assert.deepEqual(recordedText(long, committed.replaceAll('\n', '\r\n'), '…'), {
      text: 'b\nc\nd\ne',
      complete: true,
    });
  });

  it('says that the middle is missing where the commit does not agree or is not there', () => {
    const gap = { text: 'b\n…\ne', complete: false };
    assert.deepEqual(recordedText(long, undefined, '…'), gap);
    assert.deepEqual(recordedText(long, 'a\nB\nc\nd\ne', '…'), gap);
    assert.deepEqual(recordedText(long, 'a\nb', '…'), gap);
  });

  it('comes whole from the commit where a long line was cut in the quote', () => {
    const cut = { path: 'x', lines: { start: 2, end: 2 }, quote: 'long li…' };
    assert.deepEqual(recordedText(cut, 'a\nlong line\nc', '…'), { text: 'long line', complete: true });
    assert.deepEqual(recordedText(cut, 'a\nother\nc', '…'), { text: 'long li…', complete: false });
    assert.deepEqual(recordedText(cut, undefined, '…'), { text: 'long li…', complete: false });
  });

  it('is the lines of the commit where nothing is quoted, and else unknown', () => {
    const bare = { path: 'x', lines: { start: 2, end: 3 } };
    assert.deepEqual(recordedText(bare, committed, '…'), { text: 'b\nc', complete: true });
    assert.equal(recordedText(bare, undefined, '…'), undefined);
    assert.equal(recordedText({ path: 'x', lines: { start: 90, end: 91 } }, committed, '…'), undefined);
  });
});

describe('then, beside now', () => {
  it('differs from the present file in the noted lines alone', () => {
    assert.equal(thenText('a\r\nB\r\nC\r\nd', { start: 2, end: 3 }, 'b'), 'a\r\nb\r\nd');
  });

  it('is the present file when the noted lines did not change', () => {
    const file = fc.array(fc.constantFrom('', 'x', '  y'), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(file, fc.nat(), fc.nat(), fc.constantFrom('\n', '\r\n'), (lines, a, b, eol) => {
        const [start, end] = [(a % lines.length) + 1, (b % lines.length) + 1].sort((x, y) => x - y) as [number, number];
        const present = lines.join(eol);
        assert.equal(thenText(present, { start, end }, lines.slice(start - 1, end).join('\n')), present);
      }),
    );
  });
});
