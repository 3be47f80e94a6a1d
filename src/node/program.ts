import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { type CancelSignal } from '../core/host';
import { turn } from '../core/util/turn';

/**
 * Options that keep git from running anything that a repository's configuration names, from asking, from fetching and
 * from writing.
 */
const safeOptions = [
  '--no-pager',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.pager=cat',
    'core.quotePath=false',
    'core.untrackedCache=false',
    'diff.external=',
    'protocol.allow=never',
    'submodule.recurse=false',
    'log.showSignature=false',
    'grep.fallbackToNoIndex=false',
  ].flatMap((setting) => ['-c', setting]),
];

/** How many git processes run at once, over all roots of a program. */
const width = 3;
const maxOutput = 256 * 1024 * 1024;

/** Runs the git program in one folder. */
export interface GitProgram {
  /**
   * Standard output of `git <args>`, or `undefined` when it fails, takes longer than `timeout` milliseconds
   * (default 15,000), or is cancelled.
   */
  run(args: readonly string[], options?: RunOptions): Promise<Buffer | undefined>;
  /** Starts a long-lived `git <args>`; `undefined` when that is not possible. */
  start(args: readonly string[]): ChildProcessWithoutNullStreams | undefined;
}

/** How one git command is run. */
export interface RunOptions {
  readonly timeout?: number;
  readonly cancel?: CancelSignal | undefined;
  /** Exit codes that count as an answer. Default: 0 alone. */
  readonly codes?: readonly number[];
  /** Whether pathspecs mean more than what they say: only for those that hold nothing of a repository's unmarked. */
  readonly magicPathspecs?: boolean;
  /** Standard input. Default: none. */
  readonly input?: string;
}

/**
 * The absolute path of the git program, searched on the PATH. Relative entries are skipped, and the program is never
 * looked for in the current folder, where a repository could have put its own.
 */
export async function findGit(environment: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'git.exe' : 'git';
  const path = environment['PATH'] ?? environment['Path'] ?? '';
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const program = join(folder, name);
    if (
      await access(program, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return program;
  }
  return undefined;
}

/** The environment for git: nothing that points it at another repository, and nothing that lets it ask or lock. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.toUpperCase().startsWith('GIT_'));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}

const waiting: (() => void)[] = [];
let running = 0;

async function slot(): Promise<void> {
  if (running < width) running++;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function done(): void {
  const next = waiting.shift();
  if (next) next();
  else running--;
}

/** Wraps the program found by `findGit` for the folder `root`. */
export function gitProgram(program: string, root: string): GitProgram {
  const env = gitEnvironment();
  return {
    async run(args, options = {}) {
      await slot();
      try {
        // Starting a process takes milliseconds: it gets a turn of its own.
        await turn.next();
        if (options.cancel?.aborted) return undefined;
        return await new Promise<Buffer | undefined>((resolve) => {
          const child = execFile(
            program,
            [...(options.magicPathspecs ? [] : ['--literal-pathspecs']), ...safeOptions, ...args],
            {
              cwd: root,
              env,
              encoding: 'buffer',
              maxBuffer: maxOutput,
              timeout: options.timeout ?? 15_000,
              killSignal: 'SIGKILL',
              windowsHide: true,
            },
            (error, stdout) => {
              const code = error === null ? 0 : error.code;
              resolve(typeof code === 'number' && (options.codes ?? [0]).includes(code) ? stdout : undefined);
            },
          );
          // A git that ends before it has read everything is judged by its exit code.
          child.stdin?.on('error', () => undefined).end(options.input);
        });
      } catch {
        // Arguments that no process can take, such as a NUL in a path: git cannot say.
        return undefined;
      } finally {
        done();
      }
    },
    start(args) {
      try {
        return spawn(program, ['--literal-pathspecs', ...safeOptions, ...args], { cwd: root, env, windowsHide: true });
      } catch {
        return undefined;
      }
    },
  };
}
