import 'mocha/mocha';
import { extensions, Uri, workspace } from 'vscode';
import { loadSuites } from 'decision-notes:suites';

interface Report {
  done: boolean;
  passed: number;
  failed: number;
  failures: string[];
}

/** Progress is written as a whole file over the network: not for each of a thousand quick tests. */
const progressMs = 500;

/** Mocha's own reporters want a page or a terminal; there is neither in a worker. */
class Silent {
  readonly name = 'silent';
}

/**
 * Runs every suite inside the web extension host. There is no environment and no disk: `run.json` in the extension's
 * folder says what to run, and the report goes beside it, through the editor's file system.
 */
export async function run(): Promise<void> {
  const home = extensions.getExtension('decision-notes.decision-notes')?.extensionUri;
  if (!home) throw new Error('VS Code does not know the extension.');
  const write = (name: string, text: string): Thenable<void> =>
    workspace.fs.writeFile(Uri.joinPath(home, name), new TextEncoder().encode(text));
  const wish: unknown = JSON.parse(
    new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(home, 'run.json'))),
  );
  const grep = typeof wish === 'object' && wish && 'grep' in wish && typeof wish.grep === 'string' ? wish.grep : '';
  mocha.setup({ ui: 'bdd', timeout: 20_000 });
  mocha.reporter(Silent as unknown as Mocha.ReporterConstructor);
  if (grep !== '') mocha.grep(grep);
  loadSuites();

  const report: Report = { done: false, passed: 0, failed: 0, failures: [] };
  const lines: string[] = [];
  let written = Promise.resolve();
  let last = 0;
  const progress = (line: string): void => {
    lines.push(line);
    if (Date.now() - last < progressMs) return;
    last = Date.now();
    written = written.then(() => write('report.json.progress', `${lines.join('\n')}\n`));
  };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('test', (test) => progress(`start ${test.fullTitle()}`));
    runner.on('pass', (test) => {
      report.passed++;
      progress(`pass ${test.fullTitle()} (${String(test.duration)} ms)`);
    });
    runner.on('fail', (test, error: Error) => {
      report.failed++;
      report.failures.push(`${test.fullTitle()}\n${error.stack ?? error.message}`);
      progress(`fail ${test.fullTitle()}`);
    });
  });
  await written;
  report.done = true;
  await write('report.json.progress', `${lines.join('\n')}\n`);
  await write('report.json', JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}
