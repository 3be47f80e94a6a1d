import { spawnSync } from 'node:child_process';
import search from 'approx-string-match';
import type { AnchorTask } from './tasks';

/** Milliseconds that others take for the same task; absent where it makes no sense, or where the peer failed. */
export interface PeerTimes {
  /** `git diff` of the two versions of the file alone; where it went elsewhere, git is told where to. */
  readonly gitDiff?: number;
  /** `git log --follow` from the place where the file is now. */
  readonly gitFollow?: number;
  /** The quoted text searched for in the present file with up to a fifth of its characters wrong. */
  readonly approximate?: number;
  /** Peers that gave no answer, such as git where the repository lacks some of its blobs. */
  readonly failed: readonly PeerName[];
}

/** What is timed beside the engine. */
export type PeerName = 'gitDiff' | 'gitFollow' | 'approximate';

const longestPattern = 2000;

/** Times the peers on one task. `before` and `after`: the file's two texts, where it is still there. */
export function timePeers(task: AnchorTask, folder: string, before: string, after: string | undefined): PeerTimes {
  const { commit, place } = task.from;
  const failed: PeerName[] = [];
  const times: Partial<Record<PeerName, number>> = {};
  const git = (name: PeerName, ...args: string[]): void => {
    const started = performance.now();
    const { status } = spawnSync('git', ['-C', folder, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1 << 30,
    });
    if (status === 0) times[name] = performance.now() - started;
    else failed.push(name);
  };
  const target = task.expected?.path ?? (after === undefined ? undefined : place.path);
  if (target !== undefined) git('gitDiff', 'diff', '-U0', `${commit}:${place.path}`, `${task.toCommit}:${target}`);
  if (task.expected !== undefined && task.expected.path !== place.path) {
    git(
      'gitFollow',
      ...['log', '--follow', '--format=%H', '--name-only', `${commit}..${task.toCommit}`, '--', task.expected.path],
    );
  }
  if (after !== undefined) {
    const quote = before
      .split('\n')
      .slice(place.lines.start - 1, place.lines.end)
      .join('\n')
      .slice(0, longestPattern);
    const started = performance.now();
    search(after, quote, Math.floor(quote.length / 5));
    times.approximate = performance.now() - started;
  }
  return { ...times, failed };
}
