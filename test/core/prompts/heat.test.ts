import assert from 'node:assert/strict';
import fc from 'fast-check';
import { heat, HeatIndex, isBot, rankOf } from '../../../src/core/prompts/heat';
import { LogParser, type LogCommit, type Touch } from '../../../src/core/prompts/logParser';

const day = 86_400_000;
const now = Date.UTC(2026, 0, 1);

function commit(time: number, touches: readonly Touch[], author = 'Ada Lovelace'): LogCommit {
  return { id: 'a'.repeat(40), time, author, email: 'ada@example.com', touches };
}

function close(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${actual} is not ${expected}`);
}

describe('HeatIndex', () => {
  it('sums 2^(−age / 365 days) over commits', () => {
    const index = new HeatIndex();
    for (const age of [730, 365, 0]) index.apply(commit(now - age * day, [{ path: 'a.ts' }]));
    close(index.churn('a.ts', now), 0.25 + 0.5 + 1);
    close(index.churn('a.ts', now + 365 * day), (0.25 + 0.5 + 1) / 2);
    assert.equal(index.churn('b.ts', now), 0);
    assert.equal(index.lastTouched('a.ts'), now);
  });

  it('leaves out bots and commits of more than 100 files', () => {
    const index = new HeatIndex();
    index.apply(commit(now, [{ path: 'a.ts' }], 'dependabot[bot]'));
    index.apply(
      commit(
        now,
        Array.from({ length: 101 }, (_, at) => ({ path: at === 0 ? 'a.ts' : `${at}.ts` })),
      ),
    );
    assert.equal(index.churn('a.ts', now), 0);
    index.apply(
      commit(
        now,
        Array.from({ length: 100 }, (_, at) => ({ path: at === 0 ? 'a.ts' : `${at}.ts` })),
      ),
    );
    close(index.churn('a.ts', now), 1);
    assert.ok(isBot('renovate', 'x@y') && isBot('x', 'some-bot@y') && !isBot('Abbot Smith', 'abbot@example.com'));
  });

  it('follows renames', () => {
    const index = new HeatIndex();
    index.apply(commit(now, [{ path: 'a.ts' }]));
    index.apply(commit(now, [{ path: 'b.ts', from: 'a.ts' }]));
    close(index.churn('b.ts', now), 2);
    assert.equal(index.churn('a.ts', now), 0);
  });

  it('is the same after commits were applied and taken back, and after being kept as data', () => {
    const path = fc.constantFrom('a', 'b', 'c', 'd', '__proto__');
    const touch = path.map((name) => ({ path: name }));
    const arbitrary = fc.record({
      age: fc.nat(5000),
      touches: fc.uniqueArray(touch, { selector: ({ path: p }) => p, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(arbitrary), fc.array(arbitrary), (first, second) => {
        const commits = (list: typeof first): LogCommit[] =>
          list.map(({ age, touches }) => commit(now - age * day, touches));
        const index = new HeatIndex();
        for (const one of commits(first)) index.apply(one);
        const before = ['a', 'b', 'c', 'd', '__proto__'].map((name) => index.churn(name, now));
        for (const one of commits(second)) index.apply(one);
        for (const one of commits(second).reverse()) index.unapply(one);
        index.head = 'x';
        const again = HeatIndex.fromData(JSON.parse(JSON.stringify(index.toData())));
        for (const [at, name] of ['a', 'b', 'c', 'd', '__proto__'].entries()) {
          assert.ok(Math.abs(index.churn(name, now) - before[at]!) < 1e-6);
          close(again.churn(name, now), index.churn(name, now));
        }
      }),
    );
  });

  it('forgets a file that was deleted', () => {
    const index = new HeatIndex();
    index.apply(commit(now, [{ path: 'a.ts' }]));
    index.apply(commit(now, [{ path: 'a.ts', deleted: true }]));
    assert.deepEqual([...index.paths()], []);
    index.unapply(commit(now, [{ path: 'a.ts', deleted: true }]));
    assert.equal(index.churn('a.ts', now), 0);
  });

  it('takes back a rename', () => {
    const index = new HeatIndex();
    index.apply(commit(now, [{ path: 'a.ts' }]));
    index.apply(commit(now, [{ path: 'b.ts', from: 'a.ts' }]));
    index.unapply(commit(now, [{ path: 'b.ts', from: 'a.ts' }]));
    close(index.churn('a.ts', now), 1);
    assert.equal(index.churn('b.ts', now), 0);
  });

  it('starts anew on data that makes no sense', () => {
    for (const data of [
      undefined,
      null,
      3,
      {},
      { version: 2, head: 'x', files: [] },
      { version: 1, head: 'x', files: [['a', 'b', 3]] },
    ]) {
      assert.equal(HeatIndex.fromData(data).head, undefined);
    }
  });
});

describe('heat and rank', () => {
  it('is churn times log2(1 + bytes / 40) times what no note covers', () => {
    close(heat(2, 40), 2);
    close(heat(2, 120), 4);
    close(heat(2, 120, 0.75), 1);
    close(heat(2, 120, 3), 0);
  });

  it('ranks a value among the others', () => {
    assert.deepEqual(
      [0, 1, 2, 9].map((value) => rankOf(value, [1, 2, 3, 4])),
      [0, 0.25, 0.5, 1],
    );
    assert.equal(rankOf(5, []), 0);
  });
});

describe('LogParser', () => {
  const id = (letter: string): string => letter.repeat(40);
  const log =
    `\0\0${id('a')}\x001700000000\0ada@example.com\0Ada\0\nM\0src/a b.ts\0R090\0old\nname.ts\0new.ts\0` +
    `\0\0${id('b')}\x001700000100\0\0\0` +
    `\0\0${id('c')}\x001700000200\0c@example.com\0C\0\nD\0gone.ts\0C100\0x.ts\0y.ts\0`;

  function parse(pieces: readonly string[]): LogCommit[] {
    const found: LogCommit[] = [];
    const parser = new LogParser((one) => found.push(one));
    for (const piece of pieces) parser.push(piece);
    parser.end();
    return found;
  }

  it('reads commits, renames, copies, deletions, and commits without files', () => {
    assert.deepEqual(
      parse([log]).map(({ id: name, time, touches }) => [name[0], time, touches]),
      [
        ['a', 1_700_000_000_000, [{ path: 'src/a b.ts' }, { path: 'new.ts', from: 'old\nname.ts' }]],
        ['b', 1_700_000_100_000, []],
        ['c', 1_700_000_200_000, [{ path: 'gone.ts', deleted: true }, { path: 'y.ts' }]],
      ],
    );
  });

  it('reads the same from any pieces, and never throws', () => {
    const whole = parse([log]);
    fc.assert(
      fc.property(fc.array(fc.nat(log.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), log.length];
        assert.deepEqual(parse(at.slice(1).map((end, index) => log.slice(at[index], end))), whole);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constant('\0'))), (pieces) => Array.isArray(parse(pieces))),
    );
  });
});
