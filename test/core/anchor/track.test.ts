import assert from 'node:assert/strict';
import fc from 'fast-check';
import { trackEdits, type TextEdit } from '../../../src/core/index';

const at = (line: number, character: number) => ({ line, character });
const text = ['one', 'two', 'three', 'four', 'five', 'six'].join('\n');
const edit = (from: [number, number], to: [number, number], fresh: string): TextEdit => ({
  start: at(...from),
  end: at(...to),
  text: fresh,
});

/** Lines (1-based) of the range 3-4 after one edit. */
function after(...edits: TextEdit[]): [number, number] | undefined {
  const tracked = trackEdits(text, new Map([['a', { start: 3, end: 4 }]]));
  tracked.apply(edits);
  const range = tracked.get('a');
  return range && [range.start, range.end];
}

describe('trackEdits', () => {
  it('moves with what is put in or taken out above, and stays for what is below', () => {
    assert.deepEqual(after(edit([0, 0], [0, 0], 'new\n')), [4, 5]);
    assert.deepEqual(after(edit([2, 0], [2, 0], 'new\n')), [4, 5]);
    assert.deepEqual(after(edit([1, 3], [1, 3], '\nnew')), [4, 5]);
    assert.deepEqual(after(edit([0, 0], [1, 0], '')), [2, 3]);
    assert.deepEqual(after(edit([3, 4], [3, 4], '\nnew')), [3, 4]);
    assert.deepEqual(after(edit([4, 0], [5, 3], '')), [3, 4]);
  });

  it('grows and shrinks with what happens inside', () => {
    assert.deepEqual(after(edit([2, 5], [2, 5], '\nnew')), [3, 5]);
    assert.deepEqual(after(edit([2, 0], [3, 0], '')), [3, 3]);
    assert.deepEqual(after(edit([2, 5], [3, 0], ' ')), [3, 3]);
    assert.deepEqual(after(edit([2, 1], [2, 2], 'H')), [3, 4]);
  });

  it('follows several edits of one event, in whatever order they come', () => {
    const edits = [edit([0, 0], [0, 0], 'new\n'), edit([2, 5], [2, 5], '\nnew'), edit([5, 0], [5, 0], 'new\n')];
    assert.deepEqual(after(...edits), [4, 6]);
    assert.deepEqual(after(...edits.reverse()), [4, 6]);
  });

  it('is unsure of an end that was inside replaced text, and says so', () => {
    const tracked = trackEdits(text, new Map([['a', { start: 3, end: 4 }]]));
    const change = tracked.apply([edit([1, 0], [3, 0], 'x\ny\nz\n')]);
    assert.deepEqual(change.unsure, ['a']);
  });

  it('loses a range that is deleted whole, and has it back on undo and redo', () => {
    const tracked = trackEdits(text, new Map([['a', { start: 3, end: 4 }]]));
    assert.deepEqual(tracked.apply([edit([1, 0], [5, 0], '')]).changed, ['a']);
    assert.equal(tracked.get('a'), undefined);
    assert.deepEqual(tracked.apply([edit([1, 0], [1, 0], 'two\nthree\nfour\nfive\n')]).changed, ['a']);
    assert.deepEqual(tracked.get('a'), { start: 3, end: 4 });
    tracked.apply([edit([1, 0], [5, 0], '')]);
    assert.equal(tracked.get('a'), undefined);
  });

  it('takes ranges in, corrects and lets go of them', () => {
    const tracked = trackEdits(text, new Map());
    tracked.set('a', { start: 5, end: 99 });
    assert.deepEqual(tracked.get('a'), { start: 5, end: 6 });
    assert.deepEqual([...tracked.ids()], ['a']);
    tracked.delete('a');
    assert.equal(tracked.get('a'), undefined);
    assert.equal(tracked.lineCount, 6);
  });

  const position = fc.record({ line: fc.integer({ min: -2, max: 14 }), character: fc.integer({ min: -1, max: 9 }) });
  const anyEdit = fc
    .tuple(position, position, fc.constantFrom('', 'x', '\n', 'new\n', 'a\nb\nc', '\r\n', 'two\nthree'))
    .map(([a, b, fresh]): TextEdit => {
      const forwards = a.line < b.line || (a.line === b.line && a.character <= b.character);
      return { start: forwards ? a : b, end: forwards ? b : a, text: fresh };
    });

  it('never leaves the document, whatever the edits', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 30 }), (edits) => {
        const tracked = trackEdits(text, new Map([['a', { start: 2, end: 5 }]]));
        for (const one of edits) {
          tracked.apply([one]);
          const range = tracked.get('a');
          if (!range) continue;
          assert.ok(range.start >= 1 && range.start <= range.end && range.end <= tracked.lineCount);
        }
      }),
    );
  });

  it('is where it was after edits and their undoing', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 12 }), (edits) => {
        const tracked = trackEdits(text, new Map([['a', { start: 2, end: 5 }]]));
        let lines = text.split('\n');
        const undo: TextEdit[] = [];
        for (const one of edits) {
          const place = ({ line, character }: { line: number; character: number }) => {
            const row = Math.min(Math.max(0, line), lines.length - 1);
            const length = lines[row]!.length;
            return at(row, row < line ? length : row > line ? 0 : Math.min(Math.max(0, character), length));
          };
          const [start, end] = [place(one.start), place(one.end)];
          const cut = lines.slice(start.line, end.line + 1);
          const removed = [...cut.slice(0, -1), cut[cut.length - 1]!.slice(0, end.character)]
            .join('\n')
            .slice(start.character);
          const fresh = one.text.split(/\r\n|\n/);
          const last = fresh[fresh.length - 1]!.length;
          undo.unshift({
            start,
            end: at(start.line + fresh.length - 1, fresh.length > 1 ? last : start.character + last),
            text: removed,
          });
          const head = lines[start.line]!.slice(0, start.character);
          const tail = lines[end.line]!.slice(end.character);
          const put = (head + one.text + tail).split(/\r\n|\n/);
          lines = [...lines.slice(0, start.line), ...put, ...lines.slice(end.line + 1)];
          tracked.apply([one]);
        }
        for (const one of undo) tracked.apply([one]);
        assert.deepEqual(tracked.get('a'), { start: 2, end: 5 });
      }),
    );
  });
});
