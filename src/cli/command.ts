/** Where a command reads from and writes to. */
export interface Terminal {
  /** Absolute path of the current folder. */
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Writes to standard output; resolves when it was taken, so that a slow reader slows the writer. */
  out(text: string): Promise<void>;
  /** Writes to standard error. */
  err(text: string): void;
  readonly input: NodeJS.ReadableStream;
}

/** One subcommand of the program. */
export interface Command {
  readonly name: string;
  /** What stands after the name in the usage line. */
  readonly usage: string;
  /** One line for the help. */
  readonly summary: string;
  /** Runs it and resolves to the exit code. Throws UsageError for arguments that make no sense. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** The arguments make no sense; the message says which. */
export class UsageError extends Error {}

/** The command could not run at all, for a reason that a person can act on. */
export class CannotRun extends Error {}
