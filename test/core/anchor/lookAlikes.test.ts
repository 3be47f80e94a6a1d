import assert from 'node:assert/strict';
import { readFingerprint } from '../../../src/core/anchor/fingerprint';
import { locateInText, type Location, recordAnchor } from '../../../src/core/index';

const reader = (name: string, limit: number): string => `export function read${name}(rows: Row[]): Result {
  const chosen = rows.filter((row) => row.kind === '${name}' && row.size < ${limit});
  if (chosen.length === 0) throw new Error('There are no rows to read');
  const total = chosen.reduce((sum, row) => sum + row.size, 0);
  return { rows: chosen, total, average: total / chosen.length };
}
`;
const other = (name: string): string => `export const ${name} = new Registry('${name}', { eager: false });
`;
const path = 'src/readers.ts';
const answered = ({ state }: Location): boolean => state !== 'uncertain' && state !== 'lost';

describe('look-alikes', () => {
  const source = [other('first'), reader('Invoice', 100), other('second'), reader('Order', 250), other('third')].join(
    '\n',
  );
  const anchor = recordAnchor({ path, text: source, lines: { start: 3, end: 8 } });

  it('do not catch a note whose code is deleted, with or without the old file', () => {
    const gone = [other('first'), other('second'), reader('Order', 250), other('third')].join('\n');
    for (const original of [undefined, source]) {
      assert.ok(!answered(locateInText(anchor, gone, { original })), String(original !== undefined));
    }
  });

  it('do not keep a note from its own code when that moves and changes a little', () => {
    const edited = reader('Invoice', 100).replace('There are no rows to read', 'There are no invoices to read');
    const moved = [other('first'), other('second'), reader('Order', 250), other('third'), edited].join('\n');
    for (const original of [undefined, source]) {
      const location = locateInText(anchor, moved, { original });
      if (answered(location)) assert.deepEqual(location.lines, { start: 14, end: 19 });
      else assert.deepEqual(location.candidates[0]?.lines, { start: 14, end: 19 });
    }
  });

  it('of the very same text are remembered, and do not catch a note when lines are put into its own', () => {
    const pair = '  "colour": "The colour could not be made out",\n  "image": "The image could not be made out",';
    const around = (key: string): string => `  "${key}": "Some other text that is long enough",`;
    const block = [around('one'), around('two'), around('three'), pair, around('four'), around('five'), around('six')];
    const twice = ['{', ...block, ...block, '}'].join('\n');
    const first = recordAnchor({ path: 'texts.json', text: twice, lines: { start: 5, end: 6 } });
    assert.notEqual(readFingerprint(first.fingerprint)?.rival, undefined);
    const alone = recordAnchor({ path, text: [...block.slice(0, 4), '}'].join('\n'), lines: { start: 4, end: 5 } });
    assert.equal(readFingerprint(alone.fingerprint)?.rival, undefined);
    const split = twice.replace('",\n  "image"', '",\n  "added": "A text that was put in",\n  "image"');
    for (const original of [undefined, twice]) {
      const location = locateInText(first, split, { original });
      assert.ok(!answered(location) || location.lines?.start === 5, JSON.stringify(location));
    }
  });
});
