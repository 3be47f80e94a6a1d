import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { commands, extensions } from 'vscode';
import type { Hold, Job, Report } from './job';
import { LoopWatch } from './watch';
import { at, hover, isNoted, root, show, until } from './window';

const quietMs = 1000;
/** VS Code itself may never be quiet for so long; a phase then ends after this. */
const mostMs = 20_000;

/** How long the main loop was held while the workspace opened, in the views, and on large changes from outside. */
export async function measureLoop(job: Job): Promise<NonNullable<Report['loop']>> {
  const watch = new LoopWatch();
  await watch.start();
  await extensions.getExtension('decision-notes.decision-notes')?.activate();
  const holds: Record<string, Hold> = {};
  const quiet = async (): Promise<void> => {
    const started = performance.now();
    await until('the loop is quiet', () => watch.quietFor > quietMs || performance.now() - started > mostMs);
  };
  const git = (...args: string[]): Promise<unknown> => promisify(execFile)('git', args, { cwd: root() });
  const [probe] = job.probes;
  if (!probe) throw new Error('There is nothing to hover over.');

  const first = await show(probe.path);
  await until('the notes are known', async () => !job.on || isNoted(await hover(first, probe.noted)));
  await quiet();
  holds['opening the workspace'] = await watch.phase();

  if (job.on) {
    await commands.executeCommand('workbench.view.extension.decisionNotes');
    await quiet();
    holds['showing the views'] = await watch.phase();
    await commands.executeCommand('workbench.view.explorer');
  }
  await git('checkout', '--quiet', job.branch);
  await until('the branch is seen', () => first.getText().length > 0);
  await quiet();
  holds['a branch of 1,000 files'] = await watch.phase();
  await git('checkout', '--quiet', '-');

  const huge = await show(job.huge);
  await until('the notes are placed', async () => !job.on || isNoted(await hover(huge, 1)));
  await quiet();
  holds['opening 100,000 lines'] = await watch.phase();
  const text = readFileSync(at(job.huge).fsPath, 'utf8');
  const header = Array.from({ length: 37 }, (_, line) => `// A line put in at the top, number ${line}.\n`).join('');
  writeFileSync(at(job.huge).fsPath, header + text);
  await until('the file is read anew', () => huge.lineAt(0).text.startsWith('// A line put in'));
  await until('the notes follow', async () => !job.on || isNoted(await hover(huge, 38)));
  await quiet();
  holds['100,000 lines, changed at the top'] = await watch.phase();
  writeFileSync(at(job.huge).fsPath, text);
  watch.stop();
  return holds;
}
