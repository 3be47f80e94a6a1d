import type { CancelSignal } from '../host';
import { turn } from '../util/turn';
import { heat, HeatIndex, rankOf } from './heat';
import type { History } from './history';
import type { LogCommit } from './logParser';

/**
 * An index at the commit `head`: the given one, brought there by what is new since the commit that it was at, and with what
 * `head` has not (another branch, a rebase) taken back; or a new one from the whole history. `undefined`, and the given one
 * as it was, when git cannot say or the work was cancelled. One call at a time for an index.
 */
export async function updateHeat(
  index: HeatIndex,
  history: History,
  head: string,
  cancel?: CancelSignal,
): Promise<HeatIndex | undefined> {
  if (index.head === head) return index;
  const from = index.head;
  if (from === undefined) return readWhole(history, head, cancel);
  const gone: LogCommit[] = [];
  const fresh: LogCommit[] = [];
  // The commit that the index was at may be gone for good: then the whole history is read again.
  if (!(await history.log(head, from, (commit) => gone.push(commit), cancel))) {
    return cancel?.aborted ? undefined : readWhole(history, head, cancel);
  }
  if (!(await history.log(from, head, (commit) => fresh.push(commit), cancel))) return undefined;
  if (cancel?.aborted) return undefined;
  for (const commit of gone.reverse()) {
    if (turn.isSpent()) await turn.next();
    index.unapply(commit);
  }
  for (const commit of fresh) {
    if (turn.isSpent()) await turn.next();
    index.apply(commit);
  }
  index.head = head;
  return index;
}

/** Nothing but the sums is held, however long the history is. */
async function readWhole(history: History, head: string, cancel?: CancelSignal): Promise<HeatIndex | undefined> {
  // In a clone without the content of old versions git can follow only what was renamed and not edited.
  for (const renames of ['edited', 'exact'] as const) {
    const index = new HeatIndex();
    if (await history.log(undefined, head, (commit) => index.apply(commit), cancel, renames)) {
      index.head = head;
      return index;
    }
    if (cancel?.aborted) return undefined;
  }
  return undefined;
}

/** Ranks files by their heat among all files of a commit. `coverage` is the share of a file that notes cover, 0 to 1. */
export async function rankByHeat(
  index: HeatIndex,
  sizes: ReadonlyMap<string, number>,
  now: number,
  coverage: (path: string) => number,
): Promise<(path: string) => number> {
  const of = (path: string, covered: number): number => heat(index.churn(path, now), sizes.get(path) ?? 0, covered);
  const hot: number[] = [];
  for (const path of sizes.keys()) {
    if (turn.isSpent()) await turn.next();
    const value = of(path, 0);
    if (value > 0) hot.push(value);
  }
  const all = Float64Array.from(hot).sort();
  return (path) => rankOf(of(path, coverage(path)), all);
}
