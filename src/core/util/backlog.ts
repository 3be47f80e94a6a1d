import { turn } from './turn';

/** Work on many things in parts, in the order in which they were asked for; at once where little is to do. */
export class Backlog<T> {
  #waiting: Iterator<T>[] = [];
  readonly #work: (item: T) => void;
  readonly #atRest: () => void;
  #running: Promise<void> | undefined;

  /** `work` does one thing and does not throw; `atRest` is called whenever nothing is left. */
  constructor(work: (item: T) => void, atRest: () => void) {
    this.#work = work;
    this.#atRest = atRest;
  }

  /** Resolves when nothing is left to do. `items` are gone through as their turn comes. */
  add(items: Iterable<T>): Promise<void> {
    this.#waiting.push(items[Symbol.iterator]());
    if (this.#running) return this.#running;
    const run = this.#run();
    // It may be done already.
    if (this.#waiting.length > 0) this.#running = run;
    return run;
  }

  /** Leaves undone what waits. */
  clear(): void {
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    for (let [items] = this.#waiting; items; [items] = this.#waiting) {
      const next = items.next();
      if (next.done === true) {
        this.#waiting.shift();
        continue;
      }
      this.#work(next.value);
      if (turn.isSpent()) await turn.next();
    }
    this.#running = undefined;
    this.#atRest();
  }
}
