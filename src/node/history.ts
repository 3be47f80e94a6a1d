import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { HeadMove, History } from '../core/prompts/history';
import { turn } from '../core/util/turn';
import { LogParser, logArguments } from '../core/prompts/logParser';
import type { GitProgram } from './program';

const largestDiff = 8 * 1024 * 1024;
const diffArguments = [
  ...['-U0', '-M', '--cc', '--full-index', '--no-color', '--no-ext-diff', '--no-textconv'],
  ...['--src-prefix=a/', '--dst-prefix=b/'],
];
/** Files in git's own folder that say that something is half done. */
const signs = ['MERGE_HEAD', 'rebase-merge', 'rebase-apply', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'BISECT_LOG'];

/** What the prompter asks, by the git program. */
export function nodeHistory(git: GitProgram): History {
  return {
    async commit(id) {
      if (!isCommit(id)) return undefined;
      const [head, diff] = await Promise.all([
        git.run(['log', '--max-count=1', '--format=%P%x00%s', id, '--']),
        git.run(['show', '--format=', ...diffArguments, id, '--']),
      ]);
      const [parents, subject] = head?.toString('utf8').replace(/\n$/, '').split('\0') ?? [];
      if (parents === undefined || subject === undefined || diff === undefined) return undefined;
      return {
        subject,
        parents: parents.split(' ').filter((parent) => parent !== ''),
        diff: diff.subarray(0, largestDiff).toString('utf8'),
      };
    },
    log(from, to, sink, cancel, renames = 'edited') {
      if (!isCommit(to) || (from !== undefined && !isCommit(from))) return Promise.resolve(false);
      const range = from === undefined ? [to] : [to, `^${from}`];
      const [command = 'log', ...rest] = logArguments;
      const child = git.start([
        command,
        '--reverse',
        ...rest,
        ...(renames === 'exact' ? ['-M100%'] : []),
        ...range,
        '--',
      ]);
      if (!child) return Promise.resolve(false);
      const parser = new LogParser(sink);
      const decoder = new StringDecoder('utf8');
      child.stdin.end();
      child.stderr.resume();
      child.stdout.on('data', (piece: Buffer) => {
        if (cancel?.aborted) child.kill('SIGKILL');
        else parser.push(decoder.write(piece));
      });
      return new Promise((resolve) => {
        child.on('error', () => resolve(false));
        child.on('close', (code) => {
          parser.end();
          resolve(code === 0 && cancel?.aborted !== true);
        });
      });
    },
    async sizes(commit) {
      if (!isCommit(commit)) return undefined;
      const output = await git.run(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], { timeout: 60_000 });
      if (output === undefined) return undefined;
      const sizes = new Map<string, number>();
      for (let at = 0, end = output.indexOf(0); end >= 0; at = end + 1, end = output.indexOf(0, at)) {
        if (turn.isSpent()) await turn.next();
        const match = /^\d+ blob [0-9a-f]+ +(\d+)\t(.*)$/s.exec(output.toString('utf8', at, end));
        if (match?.[2] !== undefined) sizes.set(match[2], Number(match[1]));
      }
      return sizes;
    },
    async moves(count) {
      const limit = `--max-count=${Math.max(1, Math.floor(count))}`;
      const output = await git.run(['log', '--walk-reflogs', limit, '-z', '--format=%H %gs', 'HEAD', '--']);
      return output?.toString('utf8').split('\0').flatMap(moveOf);
    },
    async midOperation() {
      const folder = (await git.run(['rev-parse', '--absolute-git-dir']))?.toString('utf8').replace(/\n$/, '');
      if (folder === undefined) return false;
      const found = await Promise.all(
        signs.map((sign) =>
          access(join(folder, sign)).then(
            () => true,
            () => false,
          ),
        ),
      );
      return found.includes(true);
    },
  };
}

function moveOf(row: string): HeadMove[] {
  const [, commit, why] = /^([0-9a-f]{40,64}) (.*)$/s.exec(row) ?? [];
  return commit === undefined || why === undefined ? [] : [{ commit, why }];
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40,64}$/.test(text);
}
