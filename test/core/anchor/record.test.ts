import assert from 'node:assert/strict';
import { enclosingSymbol, locateInText, recordAnchor, trackEdits } from '../../../src/core/index';

const source = `import { wait } from './wait';

export async function retry(job: () => Promise<void>) {
  for (let attempt = 0; attempt < 3; attempt++) {
    await job();
  }
}

class Queue {
  push(item: string) {
    this.items.push(item);
  }
}
`;

describe('recordAnchor', () => {
  it('keeps path, lines, symbol, commit and text', () => {
    const anchor = recordAnchor({ path: 'src/retry.ts', text: source, lines: { start: 3, end: 7 }, commit: 'abc' });
    assert.equal(anchor.symbol, 'retry');
    assert.equal(anchor.quote, source.split('\n').slice(2, 7).join('\n'));
    assert.match(anchor.fingerprint ?? '', /^1:[\w-]{6}\.[\w-]*\.[\w-]*\.[\w-]*\.\d*$/);
    assert.deepEqual(anchor.lines, { start: 3, end: 7 });
  });

  it('keeps head and tail of a long range', () => {
    const text = Array.from({ length: 80 }, (_, index) => `const value${index} = compute(${index});`).join('\n');
    const anchor = recordAnchor({ path: 'a.ts', text, lines: { start: 5, end: 70 } });
    assert.equal(anchor.quote?.split('\n').length, 8);
    assert.equal(anchor.quoteTail?.split('\n').length, 4);
    assert.ok((anchor.fingerprint ?? '').length < 240);
  });
});

describe('enclosingSymbol', () => {
  it('names the smallest function around a line', () => {
    assert.deepEqual(enclosingSymbol(source, 5, 'src/retry.ts'), { name: 'retry', lines: { start: 3, end: 7 } });
    assert.deepEqual(enclosingSymbol(source, 11, 'src/retry.ts'), { name: 'push', lines: { start: 10, end: 12 } });
  });
});

describe('locateInText', () => {
  it('finds the same text on other lines', () => {
    const anchor = recordAnchor({ path: 'src/retry.ts', text: source, lines: { start: 3, end: 7 } });
    assert.equal(locateInText(anchor, source).state, 'exact');
    const moved = locateInText(anchor, `// one\n// two\n${source}`);
    assert.equal(moved.state, 'moved');
    assert.deepEqual(moved.lines, { start: 5, end: 9 });
  });
});

describe('trackEdits', () => {
  it('follows insertions, and a deletion that is undone', () => {
    const tracked = trackEdits(source, new Map([['a', { start: 3, end: 7 }]]));
    const at = (line: number, character: number) => ({ line, character });
    tracked.apply([{ start: at(0, 0), end: at(0, 0), text: 'x\n' }]);
    assert.deepEqual(tracked.get('a'), { start: 4, end: 8 });
    tracked.apply([{ start: at(2, 0), end: at(9, 0), text: '' }]);
    assert.equal(tracked.get('a'), undefined);
    const removed = `\n${source.split('\n').slice(2, 8).join('\n')}\n`;
    tracked.apply([{ start: at(2, 0), end: at(2, 0), text: removed }]);
    assert.deepEqual(tracked.get('a'), { start: 4, end: 8 });
  });
});
