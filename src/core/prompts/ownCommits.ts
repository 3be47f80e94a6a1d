import type { HeadMove } from './history';

/** A commit that was made here. */
export interface OwnCommit {
  readonly id: string;
  /** The commits that it amends, which are no more: who was asked about one of them is not asked again. */
  readonly replaces: readonly string[];
}

/**
 * Of the last moves of HEAD (newest first), the commits that were made here since it was at `from`, newest first: not
 * fetched, picked, applied or rebased, and each amended one as it is now. Moves after `to` are for the next look.
 */
export function ownCommits(moves: readonly HeadMove[], from: string, to: string): OwnCommit[] {
  const found: OwnCommit[] = [];
  const first = moves.findIndex(({ commit }) => commit === to);
  for (let at = first < 0 ? moves.length : first; ; at++) {
    const move = moves[at];
    // What came before a switch, a reset or a rebase may not be there any more.
    if (move === undefined || move.commit === from || !made.test(move.why)) return found;
    const replaces: string[] = [];
    while (moves[at]?.why.startsWith('commit (amend)')) {
      const amended = moves[++at];
      if (amended) replaces.push(amended.commit);
    }
    found.push({ id: move.commit, replaces });
    if (replaces.includes(from)) return found;
  }
}

const made = /^(?:commit(?: \((?:amend|initial|merge)\))?|revert): /;
