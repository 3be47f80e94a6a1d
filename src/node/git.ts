import { type CancelSignal, type Disposable, type Git } from '../core/host';
import { catFile } from './catFile';
import { grep } from './grep';
import { moveInIndex } from './indexMoves';
import { gitProgram } from './program';
import { renames } from './renames';

const maxBlobBytes = 8 * 1024 * 1024;

/** Git on a local disk, with what `nodeFiles` needs of it. */
export interface NodeGit extends Git, Disposable {
  /** Tracked and unignored files under `folders`, unsorted; `undefined` when git cannot say. */
  listFiles(folders: readonly string[], cancel?: CancelSignal): Promise<readonly string[] | undefined>;
}

/** Asks `program` about the repository whose top level is `root`. Paths under none of `folders` are left out. */
export function nodeGit(program: string, root: string, folders: readonly string[] = ['']): NodeGit {
  const git = gitProgram(program, root);
  const objects = catFile(git);
  const followed = renames(git);
  const pathspecs = (list: readonly string[]) => (list.includes('') ? [] : ['--', ...list]);

  async function line(args: readonly string[]): Promise<string | undefined> {
    const text = (await git.run(args))?.toString('utf8').trim();
    return text === '' ? undefined : text;
  }

  async function head(): Promise<string | undefined> {
    return line(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
  }

  return {
    head,
    userName: () => line(['config', '--get', 'user.name']),
    blob(commit, path) {
      return isCommit(commit) ? objects.blob(`${commit}:${path}`, maxBlobBytes) : Promise.resolve(undefined);
    },
    async follow(commit, path, cancel) {
      if (!isCommit(commit)) return undefined;
      const now = await head();
      return now === undefined ? undefined : followed.follow(commit, path, now, cancel);
    },
    async grep(words, limit, extensions, cancel) {
      return (await grep(git, words, { folders, extensions }, cancel))?.slice(0, limit);
    },
    async authors(days) {
      const since = `--since=${Math.max(0, Math.floor(days))}.days`;
      const output = await git.run(['shortlog', '--summary', '--email', '--group=author', since, 'HEAD'], {
        timeout: 60_000,
      });
      return output?.toString('utf8').split('\n').flatMap(nameAndAddress);
    },
    async changedFiles(from, to) {
      if (!isCommit(from) || !isCommit(to)) return undefined;
      const output = await git.run([
        'diff-tree',
        '-r',
        '-z',
        '--name-only',
        '--no-renames',
        '--no-ext-diff',
        from,
        to,
        ...pathspecs(folders),
      ]);
      return output && list(output);
    },
    moveInIndex: (moves) => moveInIndex(git, moves),
    lastMove: () => line(['log', '--walk-reflogs', '--max-count=1', '--format=%gs', 'HEAD']),
    async listFiles(under, cancel) {
      const output = await git.run(
        ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', ...pathspecs(under)],
        { cancel },
      );
      return output && list(output);
    },
    dispose: () => objects.dispose(),
  };
}

/** Anything else, such as `HEAD:` or `--output=x`, could mean more to git than a commit. */
function isCommit(text: string): boolean {
  return /^[0-9a-f]{4,64}$/.test(text);
}

/** `    12\tAda Lovelace <ada@example.org>` */
function nameAndAddress(row: string): string[] {
  const [, name, address] = /^\s*\d+\t(.*) <([^<>]*)>$/.exec(row) ?? [];
  return [name, address].filter((part): part is string => part !== undefined && part !== '');
}

function list(output: Buffer): string[] {
  return output.toString('utf8').split('\0').filter(Boolean);
}
