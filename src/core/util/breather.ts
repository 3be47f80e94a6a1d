/** Milliseconds of work after which the main loop gets its turn: the rule is never to hold it for more than 10. */
const slice = 6;

/** Node's way of giving way does not wait for the millisecond of a timer. There is none in a browser. */
const { setImmediate: giveWay = setTimeout } = globalThis as { setImmediate?: (call: () => void) => unknown };

/** Lets long work pause: `if (breather.due()) await breather.pause()`. */
export interface Breather {
  /** Whether the work since the last pause was long enough. */
  due(): boolean;
  /** Gives way to everything else that waits, then resolves. */
  pause(): Promise<void>;
}

/** A breather whose first slice starts now. */
export function breather(): Breather {
  let since = performance.now();
  return {
    due: () => performance.now() - since >= slice,
    async pause() {
      await new Promise<void>((resolve) => giveWay(resolve));
      since = performance.now();
    },
  };
}
