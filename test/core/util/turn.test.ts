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
});
