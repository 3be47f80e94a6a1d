import type { Disposable, Host } from '../host';
import { after } from '../util/after';
import { turn } from '../util/turn';
import type { Compactor } from './compact';
import type { Held } from './held';
import { decodeIndex, encodeIndex } from './indexCache';
import type { NoteIndex } from './noteIndex';

/** Milliseconds without a change after which the cache is written. */
const rest = 3000;

/** Keeps the host's cache in step with the index, lazily. */
export interface CacheKeeper {
  /** What the cache holds, by file; empty when there is none. Never rejects. `damaged` hears later of what is none. */
  load(damaged: (files: readonly string[]) => void): Promise<ReadonlyMap<string, Held>>;
  /** The index changed: it will be written after a rest. */
  changed(): void;
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  dispose(): void;
}

/** `key` tells apart indexes of one root that would differ, such as by the folder's name. */
export function cacheKeeper(host: Host, key: string, index: NoteIndex, compact: Compactor): CacheKeeper {
  let timer: Disposable | undefined;

  async function flush(): Promise<void> {
    if (!timer) return;
    timer.dispose();
    timer = undefined;
    const notes: Held[] = [];
    for (const file of index.files()) {
      const held = index.held(file);
      if (held) notes.push(held);
      if (turn.isSpent()) await turn.next();
    }
    await host.cache?.write(await encodeIndex(key, notes));
  }

  return {
    async load(damaged) {
      const bytes = await host.cache?.read();
      return bytes ? decodeIndex(key, bytes, compact, damaged) : new Map<string, Held>();
    },
    changed() {
      if (!host.cache) return;
      timer?.dispose();
      timer = after(rest, () => void flush());
    },
    flush,
    dispose() {
      timer?.dispose();
      timer = undefined;
    },
  };
}
