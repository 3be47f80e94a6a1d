import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Backlog } from '../../../src/core/util/backlog';
import { inOrUnder } from '../../../src/core/util/rootPath';
import { sortInParts } from '../../../src/core/util/sortInParts';

function busy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('sorting in parts', () => {
  it('sorts as the language does, equal items in their order', async () => {
    const items = fc.array(fc.record({ key: fc.integer({ min: 0, max: 40 }), id: fc.nat() }), { maxLength: 2000 });
    const compare = (a: { key: number }, b: { key: number }): number => a.key - b.key;
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        assert.deepEqual(await sortInParts(list, compare), [...list].sort(compare));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a backlog', () => {
  it('leaves undone what waits when it is cleared', async () => {
    let done = 0;
    const backlog = new Backlog<number>(
      () => {
        busy(1);
        done++;
      },
      () => undefined,
    );
    const all = backlog.add(Array.from({ length: 40 }, (_, at) => at));
    backlog.clear();
    await all;
    assert.ok(done < 20, `${done}`);
  });

  it('does little at once', () => {
    const done: number[] = [];
    let rests = 0;
    const backlog = new Backlog<number>(
      (item) => done.push(item),
      () => rests++,
    );
    void backlog.add([1, 2]);
    assert.deepEqual([done, rests], [[1, 2], 1]);
    void backlog.add([3]);
    assert.deepEqual([done, rests], [[1, 2, 3], 2]);
  });

  it('does much in parts, and rests when all is done, also what came meanwhile', async () => {
    const done: number[] = [];
    let rests = 0;
    const backlog = new Backlog<number>(
      (item) => {
        busy(1);
        done.push(item);
      },
      () => rests++,
    );
    const all = Array.from({ length: 40 }, (_, at) => at);
    const first = backlog.add(all);
    assert.ok(done.length < 20, `${done.length} in one turn`);
    const second = backlog.add([40]);
    await Promise.all([first, second]);
    assert.deepEqual([done, rests], [[...all, 40], 1]);
  });
});

describe('paths named by themselves or by a folder above', () => {
  it('are told from others, however deep they lie', () => {
    const isNamed = inOrUnder(new Set(['src/pay', 'lib/a.ts']));
    const paths = ['src/pay', 'src/pay/a.ts', 'src/pay/deep/er/a.ts', 'lib/a.ts'];
    const others = ['src', 'src/payments/a.ts', 'lib/b.ts', 'a.ts', ''];
    assert.deepEqual([...paths, ...others].filter(isNamed), paths);
    assert.deepEqual([...paths, ...others].filter(isNamed), paths, 'the second time');
  });
});
