import assert from 'node:assert/strict';
import fc from 'fast-check';
import { highlights } from '../../../src/core/browse/highlight';

function marked(text: string, terms: string[], query: string): string {
  let out = '';
  let from = 0;
  for (const [start, end] of highlights(text, terms, query)) {
    out += `${text.slice(from, start)}[${text.slice(start, end)}]`;
    from = end;
  }
  return out + text.slice(from);
}

describe('highlights', () => {
  it('marks the begun part of words, and whole words that matched in another way', () => {
    assert.equal(marked('Retry only idempotent calls', ['retry'], 'ret'), '[Ret]ry only idempotent calls');
    assert.equal(marked('Retry only idempotent calls', ['idempotent'], 'idempotnt'), 'Retry only [idempotent] calls');
    assert.equal(marked('Äpfel, äpfel', [], 'ÄPF'), '[Äpf]el, [äpf]el');
  });

  it('marks nothing for an empty query', () => {
    assert.equal(marked('Retry', [], '  '), 'Retry');
  });

  it('stays inside the text, in order, without overlaps', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), fc.string(), (text, terms, query) => {
        let last = 0;
        for (const [start, end] of highlights(text, terms, query)) {
          assert.ok(start >= last && end > start && end <= text.length);
          last = end;
        }
      }),
    );
  });
});
