import { appendFileSync, writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { loadSuites } from 'decision-notes:suites';

interface Report {
  done: boolean;
  passed: number;
  failed: number;
  pending: number;
  failures: string[];
}

/**
 * Runs every suite inside the extension host. VS Code calls it; so does `@vscode/test-electron`. The report goes to
 * the file that DECISION_NOTES_REPORT names, and a line for each test to `<report>.progress`, for whoever watches from
 * outside: a crash of the extension host ends with exit code 0.
 */
export async function run(): Promise<void> {
  const grep = process.env['DECISION_NOTES_GREP'];
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000, forbidOnly: true, ...(grep ? { grep } : {}) });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  loadSuites();
  const report: Report = { done: false, passed: 0, failed: 0, pending: 0, failures: [] };
  const file = process.env['DECISION_NOTES_REPORT'];
  const progress = (line: string): void => {
    if (file) appendFileSync(`${file}.progress`, `${line}\n`);
  };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('test', (test) => progress(`start ${test.fullTitle()}`));
    runner.on('pass', (test) => {
      report.passed++;
      progress(`pass ${test.fullTitle()} (${String(test.duration)} ms)`);
    });
    runner.on('pending', () => report.pending++);
    runner.on('fail', (test, error: Error) => {
      report.failed++;
      report.failures.push(`${test.fullTitle()}\n${error.stack ?? error.message}`);
      progress(`fail ${test.fullTitle()}`);
    });
  });
  report.done = true;
  if (file) writeFileSync(file, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${report.failed} failed`);
}
