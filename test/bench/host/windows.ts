import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { startServer } from '../../../scripts/lib/server.mjs';
import type { Job, Report } from '../../host/bench/job';

/** VS Code with the extension, or without: windows are opened one after the other, each with an extension host of its own. */
export interface Windows {
  /** Opens the folder, has the job done in its extension host, and closes the window. */
  do(job: Omit<Job, 'on' | 'report'>): Promise<Report>;
  stop(): Promise<void>;
}

const mostMs = 10 * 60_000;

/**
 * Starts it. `scratch`: a folder for jobs and reports. `watched`: the extension waits until the bench activates it.
 */
export async function windows(
  workspace: string,
  scratch: string,
  on: boolean,
  watched: boolean,
  version: string | undefined,
): Promise<Windows> {
  const jobFile = join(scratch, `job-${on}-${watched}.json`);
  const report = join(scratch, `report-${on}-${watched}.json`);
  const bench = join(root, 'out', 'bench-host');
  const [tests, lazy] = [join(scratch, `tests-${on}-${watched}`), join(scratch, 'lazy')];
  writeTests(tests);
  if (on && watched) writeLazy(lazy);
  const server = await startServer({
    ...(version === undefined ? {} : { version }),
    automation: true,
    extension: on && !watched ? 'built' : undefined,
    env: { DECISION_NOTES_BENCH: jobFile },
  });
  return {
    async do(job) {
      rmSync(report, { force: true });
      writeFileSync(jobFile, JSON.stringify({ ...job, on, report } satisfies Job));
      const browser = await launchBrowser();
      try {
        const page = await browser.newPage();
        const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
        await page.exposeFunction('codeAutomationLog', () => undefined);
        await page.goto(
          server.open(workspace, [
            ['extensionDevelopmentPath', server.remote(on && watched ? lazy : tests)],
            ['extensionTestsPath', server.remote(join(bench, 'index.js'))],
          ]),
        );
        await Promise.race([ended, wait(mostMs, undefined, { ref: false })]);
      } finally {
        await browser.close();
      }
      const done = JSON.parse(readFileSync(report, 'utf8')) as Report;
      if (done.error !== undefined) throw new Error(done.error);
      return done;
    },
    stop: () => server.stop(),
  };
}

/** An empty extension: VS Code loads tests only for one under development. */
function writeTests(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const manifest = { name: 'bench-tests', publisher: 'decision-notes', version: '0.0.1', engines: { vscode: '*' } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
}

/** The extension as it is built, but activated by the bench alone, once the main loop is watched. */
function writeLazy(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.nls.json', 'dist', 'media', 'l10n']) symlinkSync(join(root, name), join(folder, name));
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
}
