// Tests that run inside VS Code's extension host: how a run is started from outside, and when it counts as passed.
import { appendFileSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';

/** A test that neither starts nor ends for this long hangs: mocha's own limit is shorter. */
const silenceMs = 60_000;

/**
 * Where a run leaves what it has to say.
 * @typedef {object} RunFiles
 * @property {string} report as JSON, written at the run's end; beside it `<report>.progress`, a line for each test
 * @property {string} log of the window
 */

/**
 * Opens a window that loads tests, and waits for its end.
 * @param {string} address
 * @param {RunFiles} files
 * @param {() => string} serverLog
 * @returns {Promise<number>} the exit code that VS Code gave, or 1 after a silence
 */
export async function runInside(address, files, serverLog) {
  for (const file of [files.report, progressOf(files), files.log]) rmSync(file, { force: true });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
      appendFileSync(files.log, `${format(...args)}\n`),
    );
    await page.goto(address);
    return await Promise.race([ended, silence(files, serverLog)]);
  } finally {
    await browser.close();
  }
}

/**
 * @param {RunFiles} files
 * @param {() => string} serverLog
 */
async function silence(files, serverLog) {
  const progress = progressOf(files);
  for (let last = Date.now(); Date.now() - last < silenceMs; await wait(1000)) {
    if (existsSync(progress)) last = Math.max(last, statSync(progress).mtimeMs);
  }
  console.error(`Nothing happened for ${silenceMs / 1000} s. The server printed:\n${serverLog().slice(-3000)}`);
  return 1;
}

/**
 * Prints what became of a run, and answers its exit code. A crash of the extension host ends with code 0 too, so the
 * run passed only if its report says so as well.
 * @param {string} name
 * @param {number} exitCode
 * @param {RunFiles} files
 * @param {boolean} [each] whether to print a line for each test that passed
 * @returns {0 | 1}
 */
export function judge(name, exitCode, files, each = true) {
  const progress = existsSync(progressOf(files)) ? readFileSync(progressOf(files), 'utf8') : '';
  if (each) console.log(progress.replace(/^start .*\n/gm, ''));
  const report = existsSync(files.report) ? JSON.parse(readFileSync(files.report, 'utf8')) : undefined;
  for (const failure of report?.failures ?? []) console.error(`${failure}\n`);
  console.log(`${name}: ${report?.passed ?? 0} passed, ${report?.failed ?? 0} failed`);
  if (!report?.done) {
    const last = progress.trimEnd().split('\n').at(-1) || 'none';
    console.error(
      `The run ended before its tests did (exit code ${exitCode}). The last line: ${last}. See ${files.log}.`,
    );
    return 1;
  }
  return exitCode === 0 && report.failed === 0 && report.passed > 0 ? 0 : 1;
}

/** @param {RunFiles} files */
function progressOf(files) {
  return `${files.report}.progress`;
}
