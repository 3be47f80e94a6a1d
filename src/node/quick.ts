/** Milliseconds of synchronous work in one turn of the main loop. */
const slice = 4;
/** An operation that takes longer than this is slow, and so many slow ones of the last hundred make a slow disk. */
const slowOperation = 5;
const slowCount = 5;
const slowFor = 60_000;

/** Chooses between the synchronous and the asynchronous form of small file operations. */
export interface Quick {
  /** Does `now`, or `later` on a slow disk. */
  run<T>(now: () => T, later: () => Promise<T>): Promise<T>;
}

/**
 * Reading ten thousand small files asynchronously costs several times the reading itself, in hand-overs between threads.
 * So small operations are done at once, for a few milliseconds a turn, as long as the disk answers at once. A disk that
 * does not, such as one on a network, is asked asynchronously, so that nobody waits for it.
 */
export function quick(clock: () => number = () => performance.now()): Quick {
  let sliceStart: number | undefined;
  let slowUntil = -Infinity;
  let operations = 0;
  let slow = 0;

  function due(): boolean {
    if (sliceStart === undefined) {
      sliceStart = clock();
      setImmediate(() => (sliceStart = undefined));
    }
    return clock() - sliceStart >= slice;
  }

  function note(taken: number): void {
    if (++operations > 100) operations = slow = 0;
    if (taken > slowOperation && ++slow >= slowCount) {
      slowUntil = clock() + slowFor;
      operations = slow = 0;
    }
  }

  return {
    async run(now, later) {
      if (clock() < slowUntil) return later();
      while (due()) await new Promise((resolve) => setImmediate(resolve));
      const started = clock();
      try {
        return now();
      } finally {
        note(clock() - started);
      }
    },
  };
}
