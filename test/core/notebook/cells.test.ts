import assert from 'node:assert/strict';
import fc from 'fast-check';
import { notebookCells, toCellLines, toFileLines, withCellText } from '../../../src/core/notebook/cells';

const parts = (source: string): string[] => source.split(/(?<=\n)/).filter((part) => part !== '');
/** A notebook as editors write it. */
const notebook = (...sources: string[]): string =>
  JSON.stringify(
    { cells: sources.map((source) => ({ metadata: { source: ['no\n'] }, source: parts(source) })) },
    null,
    1,
  );

describe('the cells of a notebook', () => {
  it('have the lines of the file that their lines stand in', () => {
    const text = notebook('# Title\n', 'one()\ntwo("\\n")');
    const cells = notebookCells(text);
    assert.deepEqual(
      cells?.map((cell) => cell.text),
      ['# Title\n', 'one()\ntwo("\\n")'],
    );
    const [title, code] = cells;
    const rows = text.split('\n');
    assert.ok(title && code);
    assert.match(rows[toFileLines(code, { start: 2, end: 2 })!.start - 1]!, /two/);
    assert.deepEqual(toCellLines(code, { start: 1, end: rows.length }), { start: 1, end: 2 });
    assert.equal(toCellLines(title, toFileLines(code, { start: 1, end: 2 })!), undefined);
  });

  it('are read from other forms of the same', () => {
    const [one, none, joined] = notebookCells(
      '{"cells":[{"source":"a\\nb"},{"source":[]},{"source":["a","b\\n",\n"c"]}]}',
    )!;
    assert.deepEqual(one, { text: 'a\nb', lines: [1, 1] });
    assert.deepEqual(none, { text: '', lines: [] });
    assert.deepEqual(joined, { text: 'ab\nc', lines: [1, 2] });
    assert.equal(toFileLines(none, { start: 1, end: 1 }), undefined);
    assert.equal(withCellText('{"cells":[{"source":"a\\nb"}]}', one, 'c'), undefined);
  });

  it('are none where the text is no notebook, however it is nested or cut', () => {
    const whole = notebook('a\nb');
    for (const text of ['', '[', 'null', 'x', '{"cells":[1', `{"cells":${'['.repeat(100_000)}`, '{"a":1 "b":2}']) {
      assert.equal(notebookCells(text), undefined, text.slice(0, 20));
    }
    for (let end = 0; end < whole.length; end++) assert.equal(notebookCells(whole.slice(0, end)), undefined);
  });

  it('keep their places when one is typed in, as saving would write it', () => {
    const line = fc.constantFrom('', 'a', 'b "q" \\ é', '\tif x:', '{"source": ["');
    const source = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), fc.nat(), source, (sources, pick, typed) => {
        const text = notebook(...sources);
        const cells = notebookCells(text)!;
        assert.deepEqual(
          cells.map((cell) => cell.text),
          sources,
        );
        const at = pick % sources.length;
        // An empty cell has no line in the file, and a last empty line shares its line with the one before.
        if (sources[at] === '' || sources[at]!.endsWith('\n') || typed === '' || typed.endsWith('\n')) return;
        const now = withCellText(text, cells[at]!, typed)!;
        assert.equal(now.text, notebook(...sources.with(at, typed)));
        assert.deepEqual(notebookCells(now.text)![at], now.cell);
      }),
    );
  });
});
