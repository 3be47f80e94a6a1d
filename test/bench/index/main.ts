import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { option } from '../anchors/report';
import { generateWorkspace } from './workspace';

// Time and memory of the index over a generated workspace, beside `cat` reading the same bytes. See docs/performance.md.
const count = Number(option('notes') ?? 10_000);
const runs = Number(option('runs') ?? 7);

interface Measured {
  /** Wall time, and processor time of all threads, in milliseconds. */
  readonly ms: number;
  readonly cpu: number;
  readonly bytes: number;
  readonly notes: number;
  readonly problems: number;
  readonly longestHold: number;
  /** Code references of all notes, and the milliseconds until they are known after the start. */
  readonly anchors: number;
  readonly decoding: number;
}

function measure(...args: string[]): Measured {
  const script = join(import.meta.dirname, 'measure.mjs');
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', script, ...args], { encoding: 'utf8' })) as Measured;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

const folder = mkdtempSync(join(tmpdir(), 'decision-notes-bench-'));
try {
  const root = join(folder, 'workspace');
  const caches = join(folder, 'cache');
  const started = performance.now();
  const workspace = await generateWorkspace(root, count);
  const bytes = workspace.notes.reduce((sum, note) => sum + statSync(join(root, note)).size, 0);
  console.log(
    `Workspace: ${workspace.notes.length} notes of ${Math.round(bytes / workspace.notes.length)} bytes on average, ` +
      `${workspace.code.length} code files (made in ${((performance.now() - started) / 1000).toFixed(0)} s).`,
  );
  const list = join(folder, 'list');
  writeFileSync(list, workspace.notes.map((note) => `${note}\0`).join(''));
  // `times` tells what the shell's children used of the processor.
  const cat = (): Measured => {
    const from = performance.now();
    const script = `xargs -0 -n 100000 cat < '${list}' > /dev/null; times`;
    const { status, stdout } = spawnSync('sh', ['-c', script], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error('cat failed');
    const ms = performance.now() - from;
    const used = [...(stdout.trim().split('\n').pop() ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
    const cpu = used.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
    return { ms, cpu, bytes, notes: count, problems: 0, longestHold: 0, anchors: 0, decoding: 0 };
  };
  cat();
  measure(root, caches);
  const reads: Measured[] = [];
  const cold: Measured[] = [];
  const warm: Measured[] = [];
  // Taken in turns, so that a busy moment of the machine falls on all three alike.
  for (let run = 0; run < runs; run++) {
    reads.push(cat());
    cold.push(measure(root));
    warm.push(measure(root, caches));
  }
  for (const { notes } of [...cold, ...warm]) if (notes !== count) throw new Error(`${notes} notes were found.`);
  const of = (list: readonly Measured[], what: 'ms' | 'cpu' | 'bytes' | 'longestHold' | 'decoding') =>
    median(list.map((one) => one[what]));
  const row = (name: string, list: readonly Measured[], beside: readonly Measured[], limit: string) => {
    const cell = (what: 'ms' | 'cpu') =>
      `${of(list, what).toFixed(0).padStart(6)} ms ${(of(list, what) / of(beside, what)).toFixed(2).padStart(6)}`;
    console.log(`${name.padEnd(24)}${cell('ms')}   ${cell('cpu')}   ${limit}`);
  };
  console.log(`\n${''.padEnd(24)}wall time  ratio   processor  ratio`);
  row('cat of the same notes', reads, reads, '');
  row('cold index over cat', cold, reads, 'at most 12');
  row('warm index over cold', warm, cold, 'at most 0.20');
  if (new Set([...cold, ...warm].map(({ anchors }) => anchors)).size !== 1) throw new Error('The starts differ.');
  console.log(`decoding all notes after the warm start: ${of(warm, 'decoding').toFixed(0)} ms more`);
  const perNote = of(cold, 'bytes') / count;
  const hold = (list: readonly Measured[]) => of(list, 'longestHold').toFixed(1);
  console.log(`\nmain loop held at most  ${hold(cold)} ms cold, ${hold(warm)} ms warm (at most 10)`);
  console.log(
    `memory a note           ${Math.round(perNote)} bytes, ${(perNote / (bytes / count)).toFixed(2)} of its file`,
  );
  console.log(`problems found          ${cold[0]?.problems ?? 0}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
