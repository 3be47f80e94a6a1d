/** Milliseconds of work in one turn of the main loop. The rule is never to hold it for more than 10; one step may be long. */
const slice = 3;
/** Milliseconds after a key in which long work rests: more than lie between the keys of somebody who types. */
const rest = 300;
/** Milliseconds for which it rests at most in a row: work that somebody waits for must not starve. */
const longestRest = 30_000;

/** Shares out the turns of the main loop: all long work of the process asks the same one. */
export interface Turn {
  /** Whether what was done since the turn began was long enough. */
  isSpent(): boolean;
  /** Gives way to everything else that waits, and resolves in a turn that is not spent. Who waits first comes first. */
  next(): Promise<void>;
  /** Somebody pressed a key: nobody who waits for a turn is given one for a moment. */
  rest(): void;
  /** Milliseconds for which nobody who waits is given a turn; 0 when nobody types. */
  restLeft(): number;
}

/** Turns by a clock in milliseconds. */
export function turnBy(clock: () => number): Turn {
  let began: number | undefined;
  let isPumping = false;
  let restFrom = -Infinity;
  let restTo = -Infinity;
  const waiting: (() => void)[] = [];

  function isSpent(): boolean {
    const now = clock();
    if (began === undefined) {
      began = now;
      // Whatever waits for the loop must have had its chance between the first of these and the second.
      giveWay(() => giveWay(() => (began = undefined)));
    }
    return now - began >= slice;
  }

  /** One a turn: where several works wait for their next slice, their slices do not add up. */
  function pump(): void {
    const left = restLeft();
    if (left > 0) {
      setTimeout(pump, left);
      return;
    }
    if (!isSpent()) waiting.shift()?.();
    isPumping = waiting.length > 0;
    if (isPumping) giveWay(pump);
  }

  function restLeft(): number {
    return Math.max(0, Math.min(restTo, restFrom + longestRest) - clock());
  }

  return {
    isSpent,
    restLeft,
    rest() {
      const now = clock();
      if (now > restTo) restFrom = now;
      restTo = now + rest;
    },
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        if (isPumping) return;
        isPumping = true;
        giveWay(pump);
      }),
  };
}

/** The turn of this process. `if (turn.isSpent()) await turn.next()` lets long work pause. */
export const turn = turnBy(() => performance.now());

/** Gives way once to everything that waits now, long work and keys or not. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => giveWay(resolve));
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: undefined): void;
  close(): void;
}

/** Calls back after everything that waits now. Unlike a timer, neither way waits for milliseconds. */
function giveWay(call: () => void): void {
  const { setImmediate: immediately, MessageChannel: Channel } = globalThis as unknown as {
    setImmediate?: (call: () => void) => unknown;
    MessageChannel: new () => { readonly port1: Port; readonly port2: Port };
  };
  if (immediately) {
    immediately(call);
    return;
  }
  const { port1, port2 } = new Channel();
  port1.onmessage = () => {
    port1.close();
    call();
  };
  port2.postMessage(undefined);
}
