import { execFileSync } from 'node:child_process';
import search from 'approx-string-match';
import type { AnchorTask } from './tasks';

/** Milliseconds that others take for the same task; absent where it makes no sense. */
export interface PeerTimes {
  /** `git diff` of the two versions of the file, alone. */
  readonly gitDiff?: number;
  /** `git log --follow` from the place where the file is now. */
  readonly gitFollow?: number;
  /** The quoted text searched for in the present file with up to a fifth of its characters wrong. */
  readonly approximate?: number;
}

const longestPattern = 2000;

/** Times the peers on one task. `before` and `after`: the file's two texts, where it is still there. */
export function timePeers(task: AnchorTask, folder: string, before: string, after: string | undefined): PeerTimes {
  const { commit, place } = task.from;
  const git = (...args: string[]): number => {
    const started = performance.now();
    execFileSync('git', ['-C', folder, ...args], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 30 });
    return performance.now() - started;
  };
  const moved = task.expected !== undefined && task.expected.path !== place.path;
  if (moved) {
    const range = `${commit}..${task.toCommit}`;
    return { gitFollow: git('log', '--follow', '--format=%H', '--name-only', range, '--', task.expected.path) };
  }
  if (after === undefined) return {};
  const quote = before
    .split('\n')
    .slice(place.lines.start - 1, place.lines.end)
    .join('\n')
    .slice(0, longestPattern);
  const started = performance.now();
  search(after, quote, Math.floor(quote.length / 5));
  const approximate = performance.now() - started;
  const gitDiff = git('diff', '-U0', `${commit}:${place.path}`, `${task.toCommit}:${place.path}`);
  return { gitDiff, approximate };
}
