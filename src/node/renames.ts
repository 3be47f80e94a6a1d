import { type CancelSignal } from '../core/host';
import { type GitProgram } from './program';

/** How many renames in a row are followed, and how many pairs of commits are remembered. */
const maxSteps = 20;
const maxRemembered = 200;

/** Follows files from an old commit to HEAD. */
export interface Renames {
  /** Path at `head` of the file that was `path` in `commit`; `undefined` when it is gone or git does not know. */
  follow(commit: string, path: string, head: string, cancel?: CancelSignal): Promise<string | undefined>;
}

/**
 * First compares the two commits as wholes, which finds every file that is still alike. A file that was renamed and then
 * rewritten is followed step by step: the commit in which its name vanished says where it went.
 */
export function renames(git: GitProgram): Renames {
  const remembered = new Map<string, Promise<ReadonlyMap<string, string | undefined> | undefined>>();

  /** Old path to new path of what was renamed between two commits; `undefined` for what was deleted. */
  function between(old: string, now: string, cancel?: CancelSignal) {
    const key = `${old} ${now}`;
    let answer = remembered.get(key);
    if (!answer) {
      if (remembered.size >= maxRemembered) remembered.clear();
      answer = git
        .run(
          [
            'diff-tree',
            '-r',
            '-z',
            '-M',
            '-l2000',
            '--name-status',
            '--diff-filter=RD',
            '--no-ext-diff',
            '--no-textconv',
            old,
            now,
          ],
          { cancel },
        )
        .then((output) => {
          if (!output) remembered.delete(key);
          return output && parseNameStatus(output.toString('utf8'));
        });
      remembered.set(key, answer);
    }
    return answer;
  }

  /** The commit after `old` that took the name `path` away, and its parent. */
  async function vanishing(old: string, path: string, head: string, cancel?: CancelSignal) {
    const output = await git.run(
      ['log', '-1', '--no-renames', '--diff-filter=D', '--format=%H %P', `${old}..${head}`, '--', path],
      { cancel },
    );
    const [commit, parent] = output?.toString('latin1').trim().split(' ') ?? [];
    return commit && parent ? { commit, parent } : undefined;
  }

  async function follow(commit: string, path: string, head: string, cancel?: CancelSignal) {
    const direct = await between(commit, head, cancel);
    if (!direct) return undefined;
    if (!direct.has(path)) return path;
    const renamed = direct.get(path);
    if (renamed !== undefined) return renamed;
    let from = commit;
    let at = path;
    for (let step = 0; step < maxSteps && !cancel?.aborted; step++) {
      const lost = await vanishing(from, at, head, cancel);
      if (!lost) return step > 0 ? at : undefined;
      const next = (await between(lost.parent, lost.commit, cancel))?.get(at);
      if (next === undefined) return undefined;
      at = next;
      from = lost.commit;
    }
    return undefined;
  }

  return { follow };
}

/** Parses `--name-status -z` with renames: `R087\0old\0new\0`, `D\0old\0`. */
function parseNameStatus(output: string): ReadonlyMap<string, string | undefined> {
  const fields = output.split('\0');
  const map = new Map<string, string | undefined>();
  for (let at = 0; at + 1 < fields.length;) {
    const status = fields[at++] ?? '';
    const old = fields[at++] ?? '';
    map.set(old, status.startsWith('R') ? fields[at++] : undefined);
  }
  return map;
}
