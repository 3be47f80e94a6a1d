import assert from 'node:assert/strict';
import { turnBy } from '../../../src/core/util/turn';
import { nextTurn } from '../../support/nextTurn';

describe('turns of the main loop', () => {
  it('are spent after some milliseconds of work, and fresh once everything that waits had its chance', async () => {
    let now = 0;
    const turn = turnBy(() => now);
    assert.equal(turn.isSpent(), false);
    now += 9;
    assert.equal(turn.isSpent(), true);
    await turn.next();
    assert.equal(turn.isSpent(), false);
  });

  it('are shared: the slices of several works do not add up in one round of the loop', async () => {
    let now = 0;
    let round = 0;
    const turn = turnBy(() => now);
    const perRound = new Map<number, number>();
    let running = true;
    const count = async (): Promise<void> => {
      while (running) {
        await nextTurn();
        round++;
      }
    };
    const work = async (): Promise<void> => {
      for (let step = 0; step < 50; step++) {
        if (turn.isSpent()) await turn.next();
        now += 1;
        perRound.set(round, (perRound.get(round) ?? 0) + 1);
      }
    };
    const counting = count();
    await Promise.all([work(), work(), work(), work()]);
    running = false;
    await counting;
    assert.equal(
      [...perRound.values()].reduce((a, b) => a + b),
      200,
    );
    assert.ok(Math.max(...perRound.values()) <= 6, `${Math.max(...perRound.values())} ms in one round`);
  });

  it('come to those who wait in the order in which they asked', async () => {
    const turn = turnBy(() => 0);
    const came: number[] = [];
    await Promise.all([1, 2, 3].map((who) => turn.next().then(() => came.push(who))));
    assert.deepEqual(came, [1, 2, 3]);
  });

  it('are not given to who waits while somebody types, and are given again after a moment without a key', async () => {
    let now = 0;
    const turn = turnBy(() => now);
    turn.rest();
    let came = false;
    const waiting = turn.next().then(() => (came = true));
    for (let round = 0; round < 20; round++) await nextTurn();
    assert.equal(came, false);
    assert.equal(turn.isSpent(), false, 'short work goes on');
    now += 200;
    turn.rest();
    now += 200;
    assert.equal(turn.restLeft(), 100, 'each key counts anew');
    now += 100;
    await waiting;
    assert.equal(turn.restLeft(), 0);
  });

  it('do not rest for ever, however long somebody types', async () => {
    let now = 0;
    const turn = turnBy(() => now);
    for (; now < 40_000; now += 100) {
      turn.rest();
      if (now > 30_000) assert.equal(turn.restLeft(), 0, `after ${now} ms`);
    }
    await turn.next();
    now += 1000;
    turn.rest();
    assert.ok(turn.restLeft() > 0, 'after a pause it begins anew');
  });
});
