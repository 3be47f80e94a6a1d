import type { CancelSignal } from '../host';
import { heat, type HeatIndex, rankOf } from './heat';
import type { History } from './history';
import type { LogCommit } from './logParser';

/**
 * Brings an index to the commit `head`: reads what is new since the commit it was at, and takes back what that commit had
 * and `head` has not (another branch, a rebase). Returns false, and leaves the index as it was, when git cannot say.
 */
export async function updateHeat(
  index: HeatIndex,
  history: History,
  head: string,
  cancel?: CancelSignal,
): Promise<boolean> {
  if (index.head === head) return true;
  const gone: LogCommit[] = [];
  const fresh: LogCommit[] = [];
  const from = index.head;
  if (from !== undefined && !(await history.log(head, from, (commit) => gone.push(commit), cancel))) return false;
  if (!(await history.log(from, head, (commit) => fresh.push(commit), cancel))) return false;
  if (cancel?.aborted) return false;
  for (const commit of gone.reverse()) index.unapply(commit);
  for (const commit of fresh) index.apply(commit);
  index.head = head;
  return true;
}

/** Ranks files by their heat among all files of a commit. `coverage` is the share of a file that notes cover, 0 to 1. */
export function rankByHeat(
  index: HeatIndex,
  sizes: ReadonlyMap<string, number>,
  now: number,
  coverage: (path: string) => number,
): (path: string) => number {
  const of = (path: string, covered: number): number => heat(index.churn(path, now), sizes.get(path) ?? 0, covered);
  const all = [...sizes.keys()].map((path) => of(path, 0)).filter((value) => value > 0);
  all.sort((a, b) => a - b);
  return (path) => rankOf(of(path, coverage(path)), all);
}
