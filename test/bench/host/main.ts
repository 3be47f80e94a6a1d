import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from '../index/workspace';
import { option } from '../anchors/report';
import type { Job, Probe, Report } from '../../host/bench/job';
import { printAll } from './figures';
import { windows, type Windows } from './windows';
import { hostWorkspace, places } from './workspace';

// Speed inside a real VS Code, with the extension and without it in turns. `npm run bench:host`, see docs/performance.md.
const count = Number(option('notes') ?? 10_000);
const rounds = Number(option('rounds') ?? 3);
const only = option('only')?.split(',');
const version = option('vscode');
/** A folder in which the workspace is kept for the next run. */
const keep = option('keep');

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'decision-notes-bench-')));
const open: Windows[] = [];
const measured: { on: Report[]; off: Report[] } = { on: [], off: [] };
try {
  const workspace = join(keep ?? scratch, 'workspace');
  const started = performance.now();
  const { probes } =
    keep && existsSync(join(keep, 'probes.json'))
      ? (JSON.parse(readFileSync(join(keep, 'probes.json'), 'utf8')) as { probes: readonly Probe[] })
      : await hostWorkspace(workspace, count);
  git(workspace, 'checkout', '-q', '-f', 'main');
  git(workspace, 'clean', '-fdq');
  if (keep) writeFileSync(join(keep, 'probes.json'), JSON.stringify({ probes }));
  console.log(
    `Workspace: ${count} notes over ${count} files, and 900 notes over 202 more (made in ` +
      `${((performance.now() - started) / 1000).toFixed(0)} s). ${rounds} rounds, with the extension and without in turns.`,
  );
  const start = async (on: boolean, watched: boolean): Promise<Windows> => {
    const made = await windows(workspace, scratch, on, watched, version);
    open.push(made);
    return made;
  };
  const off = await start(false, false);
  const plain = { on: await start(true, false), off };
  const watched = { on: await start(true, true), off };
  const job = (tasks: Job['tasks']) => ({
    ...places,
    tasks: tasks.filter((task) => !only || only.includes(task)),
    probes,
  });
  const take = async (pair: { on: Windows; off: Windows }, tasks: Job['tasks'], offTasks = tasks): Promise<void> => {
    const [ours, theirs] = [job(tasks), job(offTasks)];
    if (ours.tasks.length > 0) measured.on.push(await pair.on.do(ours));
    if (theirs.tasks.length > 0) measured.off.push(await pair.off.do(theirs));
  };
  for (let round = 0; round < rounds; round++) {
    await take(plain, ['activation', 'hover', 'typing', 'rename'], ['hover', 'typing', 'rename']);
    await take(watched, ['loop']);
    await take(plain, ['activation'], []);
  }
  await take(plain, ['tree'], []);
} finally {
  // What was measured until something went wrong is worth reading, too.
  if (!printAll(measured)) process.exitCode = 1;
  for (const one of open) await one.stop();
  rmSync(scratch, { recursive: true, force: true });
}
