import type { CodeMove } from '../actions/followCodeMove';

/** Files and folders that were seen being renamed, so that their code need not be searched for. */
export interface Renames {
  add(moves: readonly CodeMove[]): void;
  /** Where the file went that was at `path`; `undefined` when it was not seen to go. */
  after(path: string): string | undefined;
  /** Where the file was, earlier, that is at `path` now. */
  before(path: string): readonly string[];
}

/** The oldest are forgotten: the engine then searches, as it does for a rename that nobody saw. */
const remembered = 500;

/** Remembers renames in their order. */
export function seenRenames(): Renames {
  const seen: CodeMove[] = [];
  return {
    add(moves) {
      seen.push(...moves);
      seen.splice(0, seen.length - remembered);
    },
    after(path) {
      const now = seen.reduce((at, { from, to }) => moved(at, from, to) ?? at, path);
      return now === path ? undefined : now;
    },
    before(path) {
      const found = new Set<string>();
      let at = path;
      for (const { from, to } of [...seen].reverse()) {
        const earlier = moved(at, to, from);
        if (earlier === undefined) continue;
        at = earlier;
        found.add(at);
      }
      found.delete(path);
      return [...found];
    },
  };
}

/** Where `path` is once `from` is called `to`; `undefined` when it is no part of it. */
function moved(path: string, from: string, to: string): string | undefined {
  if (path === from) return to;
  return path.startsWith(`${from}/`) ? to + path.slice(from.length) : undefined;
}
