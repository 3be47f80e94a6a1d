import type { NoteIndex } from './noteIndex';
import type { AnchoredNote } from './noteStore';

/** Anchors whose code is known to be in another file now than the recorded one. */
export interface MovedAnchors {
  /** Those whose code is in `path`. */
  into(path: string): AnchoredNote[];
  /** Says where an anchor's code is; `undefined`: where it was recorded. Returns the paths for which that is news. */
  set(anchored: AnchoredNote, path: string | undefined): string[];
}

interface Move {
  readonly file: string;
  readonly index: number;
  readonly path: string;
  readonly anchor: AnchoredNote['anchor'];
}

/** Keeps them beside `index`; a note that changed or went is left out by itself. */
export function movedAnchors(index: NoteIndex): MovedAnchors {
  const moves = new Map<string, Move>();
  const byPath = new Map<string, Set<string>>();

  return {
    into(path) {
      return [...(byPath.get(path) ?? [])].sort().flatMap((key) => {
        const move = moves.get(key);
        const anchored = move && index.anchors(move.file)[move.index];
        if (anchored?.anchor === move?.anchor && anchored) return [anchored];
        moves.delete(key);
        byPath.get(path)?.delete(key);
        return [];
      });
    },
    set({ entry, index: at, anchor }, path) {
      const key = `${entry.file} ${at}`;
      const before = moves.get(key);
      if (before?.path === path && before?.anchor === (path === undefined ? undefined : anchor)) return [];
      if (before) {
        moves.delete(key);
        const keys = byPath.get(before.path);
        if (keys?.delete(key) && keys.size === 0) byPath.delete(before.path);
      }
      if (path !== undefined) {
        moves.set(key, { file: entry.file, index: at, path, anchor });
        byPath.set(path, (byPath.get(path) ?? new Set()).add(key));
      }
      return [before?.path, path].filter((one) => one !== undefined);
    },
  };
}
