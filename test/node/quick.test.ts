import assert from 'node:assert/strict';
import { quick } from '../../src/node/quick';

/** Runs operations that take so many milliseconds each, one a turn, and says how many were done at once. */
async function atOnce(times: readonly number[]): Promise<number> {
  let now = 0;
  let count = 0;
  const quickly = quick(() => now);
  for (const time of times) {
    await quickly.run(
      () => {
        now += time;
        count++;
      },
      () => Promise.resolve(),
    );
    await new Promise((resolve) => setImmediate(resolve));
  }
  return count;
}

describe('quick file operations', () => {
  it('stay at once where only some are slow, as on a busy machine', async () => {
    const times = Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? 30 : 0.02));
    assert.equal(await atOnce(times), 400);
  });

  it('become asynchronous where most are slow', async () => {
    const count = await atOnce(Array.from({ length: 400 }, () => 12));
    assert.ok(count <= 20, `${count} at once`);
  });

  it('are attempted only within the slice of a turn', async () => {
    let now = 0;
    const quickly = quick(() => now);
    let done = 0;
    while (quickly.attempt(() => ++done) !== undefined) now += 0.5;
    assert.ok(done >= 4 && done <= 16, `${done} in one turn`);
    for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(
      quickly.attempt(() => 'next turn'),
      'next turn',
    );
  });
});
