import type { Anchor } from '../anchor/anchor';
import { Lru } from '../util/lru';
import { MultiMap } from '../util/multiMap';
import { inOrUnder, parent } from '../util/rootPath';
import type { Found } from '../host';

/** The place of one anchor on disk. */
export interface Placed extends Found {
  readonly anchor: Anchor;
  /** Which state of the tree a wide answer is about. */
  readonly epoch: number;
  /** False: something that it was found from may have changed. */
  fresh: boolean;
}

/** Places by key of their anchor, and by what they were found from. */
export interface PlacedAnchors {
  get(key: string): Placed | undefined;
  set(key: string, now: Placed): void;
  values(): Iterable<Placed>;
  /** Those that were found from these files, or from files in these folders. */
  readFrom(paths: readonly string[]): Iterable<Placed>;
  /** Those that rest on a search of the whole tree. */
  wide(): readonly Placed[];
  /** Those without lines, the last `count`. */
  lost(count: number): readonly Placed[];
}

const kept = 100_000;

/** Keeps the last 100,000. */
export function placedAnchors(): PlacedAnchors {
  const placed = new Lru<string, Placed>(kept);
  /** Keys by the paths that were read. Those of places that were forgotten, or found anew, stay. */
  const byRead = new MultiMap<string, string>();
  /** Folders above those paths. */
  const readFolders = new Set<string>();
  const wide = new Set<string>();
  const lost = new Set<string>();

  const among = (keys: readonly string[]): Placed[] => keys.flatMap((key) => placed.get(key) ?? []);

  function put(set: Set<string>, key: string, isIn: boolean): void {
    // The latest last.
    set.delete(key);
    if (isIn) set.add(key);
  }

  return {
    get: (key) => placed.get(key),
    set(key, now) {
      placed.set(key, now);
      for (const path of now.reads.keys()) {
        byRead.add(path, key);
        for (let folder = parent(path); folder !== '' && !readFolders.has(folder); folder = parent(folder))
          readFolders.add(folder);
      }
      put(wide, key, now.wide);
      put(lost, key, !now.location.lines);
    },
    values: () => placed.values(),
    *readFrom(paths) {
      for (const path of paths) {
        for (const known of among(byRead.get(path))) if (known.reads.has(path)) yield known;
      }
      const folders = new Set(paths.filter((path) => readFolders.has(path)));
      if (folders.size === 0) return;
      const isNamed = inOrUnder(folders);
      for (const known of placed.values()) if ([...known.reads.keys()].some(isNamed)) yield known;
    },
    wide: () => among([...wide]),
    lost: (count) => among([...lost].slice(-count)),
  };
}
