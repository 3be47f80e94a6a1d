import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';

/** One commit of a replayed history, with what only the bench may know: its message body. */
export interface HistoryCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Author date, milliseconds. */
  readonly time: number;
  /** The author's own calendar day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly email: string;
  readonly author: string;
  readonly subject: string;
  readonly body: string;
}

const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.quotepath=true', '-c', 'log.showSignature=false'];
const environment = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_PAGER: '', LC_ALL: 'C' };

/** Runs git in `folder` and gives its standard output; rejects when git fails. */
export async function git(folder: string, args: readonly string[]): Promise<Buffer> {
  const child = spawn('git', [...quiet, '-C', folder, ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => errors.push(piece));
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`git ${args[0] ?? ''} in ${folder}: ${Buffer.concat(errors).toString().trim()}`);
  return Buffer.concat(out);
}

/** The newest `count` commits of HEAD, oldest first. */
export async function readCommits(folder: string, count: number): Promise<HistoryCommit[]> {
  const format = ['%H', '%P', '%at', '%ad', '%ae', '%an', '%s', '%b'].join('%x00');
  const args = ['log', `-${count}`, '--date=short', '-z', `--format=tformat:${format}%x00`];
  const fields = (await git(folder, args)).toString('utf8').split('\0');
  const commits: HistoryCommit[] = [];
  for (let at = 0; at + 8 < fields.length; at += 9) {
    const [id = '', parents = '', time = '', day = '', email = '', author = '', subject = '', body = ''] = fields.slice(
      at,
      at + 8,
    );
    commits.push({
      id,
      parents: parents.split(' ').filter((parent) => parent !== ''),
      time: Number(time) * 1000,
      day,
      email: email.toLowerCase(),
      author,
      subject,
      body,
    });
  }
  return commits.reverse();
}

/**
 * The diffs of these commits in their order, one text a commit; merges as combined diffs. A commit whose content is not
 * all there, as in a clone that was made without large files, is left out.
 */
export async function* readDiffs(
  folder: string,
  ids: readonly string[],
): AsyncIterable<{ readonly id: string; readonly diff: string }> {
  for (let from = 0; from < ids.length;) {
    let read = 0;
    for await (const one of readUntilFailure(folder, ids.slice(from))) {
      read++;
      yield one;
    }
    // Git ends at the first commit that it cannot read: the next run begins there, and one that begins so skips it.
    from += Math.max(1, read);
  }
}

/** The diffs up to the first commit that git cannot show whole, or one or two before it. */
async function* readUntilFailure(
  folder: string,
  ids: readonly string[],
): AsyncIterable<{ readonly id: string; readonly diff: string }> {
  const mark = `commit-${randomBytes(12).toString('hex')} `;
  const shape = ['-p', '-U0', '-M', '--cc', '--full-index', '--no-color', '--no-ext-diff', '--no-textconv'];
  const prefixes = ['--src-prefix=a/', '--dst-prefix=b/'];
  const args = ['log', '--no-walk=unsorted', '--stdin', ...shape, ...prefixes, `--format=${mark}%H`];
  const child = spawn('git', [...quiet, '-C', folder, ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.on('error', () => child.kill());
  child.stdin.end(`${ids.join('\n')}\n`);
  let id: string | undefined;
  let parts: string[] = [];
  let size = 0;
  for await (const line of linesOf(child.stdout)) {
    if (line.startsWith(mark)) {
      if (id !== undefined) yield { id, diff: parts.join('\n') };
      [id, parts, size] = [line.slice(mark.length), [], 0];
    } else if ((size += line.length + 1) < largestDiff) parts.push(line);
  }
  if ((await closed) === 0 && id !== undefined) yield { id, diff: parts.join('\n') };
}

/** Lines that end with a line feed and nothing else: a lone carriage return belongs to the code. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const piece of stream) {
    const lines = (rest + decoder.write(piece)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** As in the editor: more of one commit's diff is not looked at. */
const largestDiff = 8 * 1024 * 1024;

/** Reads objects by id from one long-lived `git cat-file`. */
export class Objects {
  readonly #child;
  readonly #waiting: ((content: Buffer | undefined) => void)[] = [];
  #pending = Buffer.alloc(0);

  constructor(folder: string, how: '--batch' | '--batch-check') {
    this.#child = spawn('git', [...quiet, '-C', folder, 'cat-file', how], {
      env: environment,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    let size = 0;
    let wanted = 0;
    this.#child.stdout.on('data', (piece: Buffer) => {
      chunks.push(piece);
      size += piece.length;
      if (size < wanted) return;
      this.#pending = Buffer.concat([this.#pending, ...chunks.splice(0)]);
      size = 0;
      wanted = this.#drain(how === '--batch');
    });
  }

  /** The object's content (`--batch`), or its size as decimal digits (`--batch-check`). */
  read(name: string): Promise<Buffer | undefined> {
    if (/[\n\r]/.test(name)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin.write(`${name}\n`);
    });
  }

  close(): void {
    this.#child.stdin.end();
  }

  /** Answers what is complete; returns how many more bytes the next answer needs at least. */
  #drain(withContent: boolean): number {
    for (;;) {
      const end = this.#pending.indexOf(10);
      if (end < 0) return 0;
      const head = this.#pending.toString('utf8', 0, end);
      const size = / (?:blob|tree|commit|tag) (\d+)$/.exec(head)?.[1];
      if (size === undefined || !withContent) {
        this.#pending = this.#pending.subarray(end + 1);
        this.#waiting.shift()?.(size === undefined ? undefined : Buffer.from(size));
        continue;
      }
      const total = end + 1 + Number(size) + 1;
      if (this.#pending.length < total) return total - this.#pending.length;
      const content = Buffer.from(this.#pending.subarray(end + 1, total - 1));
      this.#pending = this.#pending.subarray(total);
      this.#waiting.shift()?.(content);
    }
  }
}
