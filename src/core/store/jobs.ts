import { NotesError } from '../errors';
import type { CancelSignal } from '../host';

/** Background work, the newest request first. */
export interface Jobs {
  /**
   * Runs `work` when its turn comes and resolves to what it gives. Requests with one `key` that wait or run share one run.
   * Rejects with `cancelled` when every asker has cancelled before it was done.
   */
  run<T>(key: string, work: (cancel: CancelSignal) => Promise<T>, cancel?: CancelSignal): Promise<T>;
  /** Cancels everything. */
  dispose(): void;
}

interface Job {
  readonly key: string;
  readonly askers: (CancelSignal | undefined)[];
  readonly start: () => Promise<void>;
  readonly result: Promise<unknown>;
  readonly refuse: () => void;
  /** Its work has been told that nobody wants it, so what it gives may be half done. */
  dead: boolean;
}

/** At most `width` jobs run at once. */
export function jobs(width: number): Jobs {
  const waiting = new Map<string, Job>();
  const running = new Set<Job>();
  let disposed = false;

  /** A job is unwanted when somebody asked for it and all who did have cancelled. */
  const unwanted = (job: Job) => disposed || job.askers.every((asker) => asker?.aborted);

  function next(): void {
    while (running.size < width && waiting.size > 0) {
      const job = [...waiting.values()].pop();
      if (!job) return;
      waiting.delete(job.key);
      if (unwanted(job)) {
        job.refuse();
        continue;
      }
      running.add(job);
      void job.start().finally(() => {
        running.delete(job);
        next();
      });
    }
  }

  return {
    run<T>(key: string, work: (cancel: CancelSignal) => Promise<T>, cancel?: CancelSignal): Promise<T> {
      const known = waiting.get(key) ?? [...running].find((job) => job.key === key && !job.dead);
      if (known) {
        known.askers.push(cancel);
        if (waiting.delete(key)) waiting.set(key, known);
        return known.result as Promise<T>;
      }
      const askers = [cancel];
      let settle!: (value: T) => void;
      let refuse!: (reason: unknown) => void;
      const result = new Promise<T>((resolve, reject) => {
        settle = resolve;
        refuse = reject;
      });
      const signal: CancelSignal = {
        get aborted() {
          job.dead ||= unwanted(job);
          return job.dead;
        },
      };
      const job: Job = {
        key,
        askers,
        result,
        dead: false,
        refuse: () => refuse(new NotesError('cancelled', 'The request was cancelled.')),
        start: () =>
          work(signal).then(
            (value) => (signal.aborted ? job.refuse() : settle(value)),
            (error: unknown) => refuse(error),
          ),
      };
      waiting.set(key, job);
      next();
      return result;
    },
    dispose() {
      disposed = true;
      for (const job of waiting.values()) job.refuse();
      waiting.clear();
    },
  };
}
