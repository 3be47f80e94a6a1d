import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** What a run of the bundled command line printed. */
export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

// Tests run in the project's folder.
const bundle = resolve('dist', 'cli.js');

/** Runs `dist/cli.js`, without a cache unless `environment` names a folder for one. */
export function runCli(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): CliRun {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DECISION_NOTES_CACHE: '', ...environment },
    timeout: 60_000,
    maxBuffer: 1e9,
  });
  return { code: status, out: stdout, err: stderr };
}
