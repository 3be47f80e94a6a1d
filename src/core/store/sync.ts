/** What one round looks at: the named files, and all that a listing finds. */
export interface Round {
  readonly everything: boolean;
  readonly files: ReadonlySet<string>;
}

/** Runs rounds of looking at the disk one after the other, and joins requests that wait into one round. */
export interface Sync {
  /** Resolves when a round that began after this call has looked at these files, or at all when absent. */
  request(files?: Iterable<string>): Promise<void>;
  dispose(): void;
}

/** `look` does one round and never rejects. */
export function coalesce(look: (round: Round) => Promise<void>): Sync {
  let next: { everything: boolean; files: Set<string>; done: Promise<void> } | undefined;
  let current: Promise<void> = Promise.resolve();
  let disposed = false;

  return {
    request(files) {
      if (!next) {
        const round = { everything: false, files: new Set<string>(), done: Promise.resolve() };
        round.done = current.then(async () => {
          next = undefined;
          if (!disposed) await look(round);
        });
        next = round;
        current = round.done;
      }
      if (files) for (const file of files) next.files.add(file);
      else next.everything = true;
      return next.done;
    },
    dispose() {
      disposed = true;
    },
  };
}
