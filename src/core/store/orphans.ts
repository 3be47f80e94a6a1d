import type { Host } from '../host';
import { turn } from '../util/turn';
import { inOrUnder } from '../util/rootPath';
import type { InnerStore } from './createStore';
import type { AnchoredNote } from './noteStore';

/** Looks for code whose recorded file is gone, so that the file that holds it now is known to have notes. */
export interface Orphans {
  /** Looks at all recorded files, the first time. */
  begin(): void;
  /** Looks at those of `paths` that notes record, or at all. */
  look(paths: readonly string[] | undefined): void;
  dispose(): void;
}

/**
 * Without it, a note whose file was renamed outside the editor would be shown only once somebody asked for its place;
 * with many notes nobody asks for all of them. Only anchors without their file are searched for, one after the other.
 */
export function orphanFinder(
  host: Host,
  store: InnerStore,
  find: (anchored: AnchoredNote) => Promise<unknown>,
): Orphans {
  let begun = false;
  let disposed = false;
  let waiting: Set<string> | 'all' | undefined;
  let running = false;
  const isOver = (): boolean => disposed;

  async function run(): Promise<void> {
    await store.ready();
    while (waiting !== undefined && !isOver()) {
      const wanted = waiting;
      const isWanted = wanted === 'all' ? () => true : inOrUnder(wanted);
      const paths = [...store.index.codePaths()];
      waiting = undefined;
      for (const path of paths) {
        if (isOver()) return;
        if (turn.isSpent()) await turn.next();
        if (!isWanted(path)) continue;
        const anchors = store.index.anchoredIn(path);
        if (anchors.length === 0 || (await host.files.stamp(path).catch(() => undefined))) continue;
        for (const anchored of anchors) if (anchored.anchor.lines) await find(anchored);
      }
    }
  }

  function start(): void {
    if (running || disposed) return;
    running = true;
    run()
      .catch((error: unknown) => {
        if (!disposed) host.log.error('Code that moved could not be looked for.', error);
      })
      .finally(() => (running = false));
  }

  return {
    begin() {
      if (begun) return;
      begun = true;
      this.look(undefined);
    },
    look(paths) {
      if (!begun) return;
      if (!paths) waiting = 'all';
      else if (waiting !== 'all') waiting = new Set([...(waiting ?? []), ...paths]);
      start();
    },
    dispose() {
      disposed = true;
    },
  };
}
