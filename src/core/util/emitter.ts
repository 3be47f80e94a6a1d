import type { Disposable, Logger } from '../host';

/** Tells listeners of events. A listener that throws is logged and disturbs no other. */
export class Emitter<T> {
  readonly #listeners = new Set<{ readonly call: (event: T) => void }>();
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** Adds a listener; the same function may be added twice. */
  on(call: (event: T) => void): Disposable {
    const listener = { call };
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Calls every listener that was there when the event was fired. */
  fire(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener.call(event);
      } catch (error) {
        this.#log.error('A listener failed.', error);
      }
    }
  }

  /** Forgets all listeners. */
  dispose(): void {
    this.#listeners.clear();
  }
}
