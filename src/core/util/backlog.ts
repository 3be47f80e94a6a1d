import { turn } from './turn';

/** Work on many things in parts, each thing once however often it is asked for; at once where little is to do. */
export class Backlog<T> {
  readonly #waiting = new Set<T>();
  readonly #work: (item: T) => void;
  readonly #atRest: () => void;
  #running: Promise<void> | undefined;

  /** `work` does one thing and does not throw; `atRest` is called whenever nothing is left. */
  constructor(work: (item: T) => void, atRest: () => void) {
    this.#work = work;
    this.#atRest = atRest;
  }

  /** Resolves when nothing is left to do. */
  add(items: Iterable<T>): Promise<void> {
    for (const item of items) this.#waiting.add(item);
    if (this.#running) return this.#running;
    const run = this.#run();
    // It may be done already.
    if (this.#waiting.size > 0) this.#running = run;
    return run;
  }

  /** Things that wait. */
  get size(): number {
    return this.#waiting.size;
  }

  /** Leaves undone what waits. */
  clear(): void {
    this.#waiting.clear();
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      for (const item of this.#waiting) {
        this.#waiting.delete(item);
        this.#work(item);
        if (this.#waiting.size > 0 && turn.isSpent()) await turn.next();
      }
    }
    this.#running = undefined;
    this.#atRest();
  }
}
