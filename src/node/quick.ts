import { turn, turnBy } from '../core/util/turn';

/**
 * An operation that takes longer than this is slow. A slow disk is slow most times; that now and then one takes long
 * is a busy machine, on which asking asynchronously costs even more.
 */
const slowOperation = 5;
const judged = 20;
const slowCount = 10;
const slowFor = 60_000;

/** Chooses between the synchronous and the asynchronous form of small file operations. */
export interface Quick {
  /** Does `now`, or `later` on a slow disk. */
  run<T>(now: () => T, later: () => Promise<T>): Promise<T>;
  /** Does `work` if it may be done at this very moment; `undefined` when not. */
  attempt<T>(work: () => T): T | undefined;
}

/**
 * Reading ten thousand small files asynchronously costs several times the reading itself, in hand-overs between threads.
 * So small operations are done at once, for a few milliseconds a turn, as long as the disk answers at once. A disk that
 * does not, such as one on a network, is asked asynchronously, so that nobody waits for it.
 */
export function quick(clock?: () => number): Quick {
  const shared = clock ? turnBy(clock) : turn;
  const now = clock ?? (() => performance.now());
  let slowUntil = -Infinity;
  let operations = 0;
  let slow = 0;

  function note(taken: number): void {
    if (++operations > judged) operations = slow = 0;
    if (taken > slowOperation && ++slow >= slowCount) {
      slowUntil = now() + slowFor;
      operations = slow = 0;
    }
  }

  function timed<T>(work: () => T): T {
    const started = now();
    try {
      return work();
    } finally {
      note(now() - started);
    }
  }

  return {
    async run(atOnce, later) {
      if (now() < slowUntil) return later();
      while (shared.isSpent()) await shared.next();
      return timed(atOnce);
    },
    attempt(work) {
      return now() < slowUntil || shared.isSpent() ? undefined : timed(work);
    },
  };
}
