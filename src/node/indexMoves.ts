import { type GitProgram } from './program';

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly stage: string;
}

/** Paths handed to one git command: a command line has a limit. */
const atOnce = 500;

/**
 * Does to git's index what `git mv` does: files that are tracked under their old name are under the new one, with the
 * content that was staged; what was not staged stays so. `git mv` itself compares contents, for which it may run a
 * filter that the repository's configuration names; this reads and writes entries alone.
 *
 * @param moves root paths of files that have been moved, or are about to be
 * @returns false when nothing could be done: a conflict in one of the files, or another git program at work
 */
export async function moveInIndex(
  git: GitProgram,
  moves: readonly { readonly from: string; readonly to: string }[],
): Promise<boolean> {
  const entries = await indexEntries(
    git,
    moves.flatMap(({ from, to }) => [from, to]),
  );
  if (!entries) return false;
  const rows: string[] = [];
  for (const { from, to } of moves) {
    const entry = entries.get(from);
    if (!entry) continue;
    if (entry.stage !== '0') return false;
    rows.push(`0 ${'0'.repeat(entry.id.length)}\t${from}\0`);
    // What is staged under the new name may be nowhere else: it stays, and the moved file shows as changed.
    if (!entries.has(to)) rows.push(`${entry.mode} ${entry.id} 0\t${to}\0`);
  }
  if (rows.length === 0) return true;
  return (await git.run(['update-index', '-z', '--index-info'], { input: rows.join('') })) !== undefined;
}

async function indexEntries(git: GitProgram, paths: readonly string[]): Promise<Map<string, Entry> | undefined> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at < paths.length; at += atOnce) {
    const output = await git.run(['ls-files', '-z', '--stage', '--', ...paths.slice(at, at + atOnce)]);
    if (!output) return undefined;
    for (const row of output.toString('utf8').split('\0')) {
      const [, mode, id, stage, path] = /^(\d+) ([0-9a-f]+) (\d)\t(.*)$/s.exec(row) ?? [];
      if (mode && id && stage && path) entries.set(path, { mode, id, stage });
    }
  }
  return entries;
}
