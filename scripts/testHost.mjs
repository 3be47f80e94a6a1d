// `npm run test:host [-- --vscode 1.100.3] [-- --grep text]`: the host tests inside a real VS Code.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { launchBrowser } from './lib/browser.mjs';
import { testOptions } from './lib/options.mjs';
import { root } from './lib/paths.mjs';
import { startServer } from './lib/server.mjs';
import { newestVersion } from './lib/vscodeHost.mjs';
import { writeTestWorkspace } from './lib/workspace.mjs';

/** A test that neither starts nor ends for this long hangs: mocha's own limit is shorter. */
const silenceMs = 60_000;

const options = testOptions(process.argv.slice(2));
const version = options.version ?? newestVersion;
if (options.build) {
  const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) process.exit(1);
}

const reportFile = path.join(root, 'out', `host-report-${version}.json`);
const progressFile = `${reportFile}.progress`;
const logFile = path.join(root, 'out', `host-log-${version}.txt`);
for (const file of [reportFile, progressFile, logFile]) rmSync(file, { force: true });
const server = await startServer({
  version,
  automation: true,
  env: { DECISION_NOTES_REPORT: reportFile, ...(options.grep ? { DECISION_NOTES_GREP: options.grep } : {}) },
});
let code = 1;
try {
  code = await runInside();
} finally {
  await server.stop();
}
process.exit(judge(code));

/** @returns {Promise<number>} the exit code that VS Code gave, or 1 after a silence */
async function runInside() {
  const workspace = await writeTestWorkspace(path.join(server.home, 'workspace'));
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
      appendFileSync(logFile, `${format(...args)}\n`),
    );
    await page.goto(
      server.open(workspace, [
        ['extensionDevelopmentPath', server.remote(root)],
        ['extensionTestsPath', server.remote(path.join(root, 'out', 'test', 'host', 'index.js'))],
      ]),
    );
    return await Promise.race([ended, silence()]);
  } finally {
    await browser.close();
  }
}

async function silence() {
  for (let last = Date.now(); Date.now() - last < silenceMs; await wait(1000)) {
    if (existsSync(progressFile)) last = Math.max(last, statSync(progressFile).mtimeMs);
  }
  console.error(`Nothing happened for ${silenceMs / 1000} s. The server printed:\n${server.log().slice(-3000)}`);
  return 1;
}

/**
 * A crash of the extension host ends with code 0 too, so the run passed only if its report says so as well.
 * @param {number} exitCode
 */
function judge(exitCode) {
  console.log(existsSync(progressFile) ? readFileSync(progressFile, 'utf8').replace(/^start .*\n/gm, '') : '');
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  for (const failure of report?.failures ?? []) console.error(`${failure}\n`);
  console.log(`VS Code ${version}, extension host: ${report?.passed ?? 0} passed, ${report?.failed ?? 0} failed`);
  if (!report?.done) {
    const last = existsSync(progressFile) ? readFileSync(progressFile, 'utf8').trimEnd().split('\n').at(-1) : 'none';
    console.error(
      `The run ended before its tests did (exit code ${exitCode}). The last line: ${last}. See ${logFile}.`,
    );
    return 1;
  }
  return exitCode === 0 && report.failed === 0 && report.passed > 0 ? 0 : 1;
}
