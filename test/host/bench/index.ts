import { readFileSync, writeFileSync } from 'node:fs';
import { measureActivation } from './activation';
import { measureHover } from './hover';
import type { Job, Report } from './job';
import { measureLoop } from './loop';
import { measureRename } from './rename';
import { measureTree } from './tree';
import { measureTyping } from './typing';

/** Does one job of the bench inside the extension host; VS Code calls it as if it were a test run. */
export async function run(): Promise<void> {
  const job = JSON.parse(readFileSync(process.env['DECISION_NOTES_BENCH'] ?? '', 'utf8')) as Job;
  const tasks = {
    activation: async () => ({ activation: await measureActivation(job) }),
    hover: async () => ({ hover: await measureHover(job) }),
    tree: async () => ({ tree: await measureTree() }),
    typing: () => measureTyping(job),
    rename: async () => ({ rename: await measureRename(job) }),
    loop: async () => ({ loop: await measureLoop(job) }),
  };
  let report: Report = {};
  try {
    for (const task of job.tasks) report = { ...report, ...(await tasks[task]()) };
  } catch (error) {
    report = { ...report, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  writeFileSync(job.report, JSON.stringify(report));
}
