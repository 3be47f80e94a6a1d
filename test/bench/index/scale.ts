import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCore, type AnchoredNote, type FilesChange } from '../../../src/core/index';
import { turn } from '../../../src/core/util/turn';
import { parallel } from '../../../src/core/util/parallel';
import { nodeHost } from '../../../src/node/nodeHost';
import { option } from '../anchors/report';
import { seeded } from '../anchors/random';
import { commitAll, generateWorkspace, git } from './workspace';

// 10,000 notes after a merge that touches 1,000 files: how long until every place is known again, beside `git diff` of
// the same merge. See docs/performance.md.
const count = Number(option('notes') ?? 10_000);
const touched = Number(option('touched') ?? 1_000);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

const folder = mkdtempSync(join(tmpdir(), 'decision-notes-bench-'));
try {
  const { root, code } = await generateWorkspace(folder, count);
  const random = seeded('merge');
  git(root, 'checkout', '-q', '-b', 'topic');
  const changed = random.shuffle(code).slice(0, touched);
  for (const path of changed) {
    const lines = readFileSync(join(root, path), 'utf8').split('\n');
    const at = random.int(0, lines.length - 1);
    if (random.chance(0.5)) lines.splice(at, 0, '// inserted by the merge', '// in two lines');
    else lines.splice(at, random.int(1, 3));
    writeFileSync(join(root, path), lines.join('\n'));
  }
  commitAll(root, 'Topic');
  git(root, 'checkout', '-q', 'main');

  const watchers = new Set<(change: FilesChange) => void>();
  const before = heap();
  const host = await nodeHost({
    root,
    watch: (listener) => {
      watchers.add(listener);
      return { dispose: () => watchers.delete(listener) };
    },
  });
  const core = createCore(host);
  await core.notes.ready();
  const all = core.notes.all().flatMap(({ file, note }) =>
    (note?.code ?? []).map((anchor, index): AnchoredNote => ({
      entry: core.notes.get(file)!,
      note: note!,
      anchor,
      index,
    })),
  );
  const place = () => {
    // As a list does that asks for many: what is known already comes at once, without giving way by itself.
    return parallel(all, 4, async (anchored) => {
      await core.locations.of(anchored);
      if (turn.isSpent()) await turn.next();
    });
  };
  let started = performance.now();
  await place();
  const first = performance.now() - started;
  const used = heap() - before;

  git(root, 'merge', '-q', '--no-ff', '-m', 'Merge', 'topic');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  started = performance.now();
  for (const watcher of watchers) watcher({ everything: false, paths: changed });
  await core.notes.refresh([]);
  await place();
  const again = performance.now() - started;
  delay.disable();
  const states = new Map<string, number>();
  for (const anchored of all) {
    const { state } = await core.locations.of(anchored);
    states.set(state, (states.get(state) ?? 0) + 1);
  }
  const diffs = Array.from({ length: 5 }, () => {
    const from = performance.now();
    execFileSync('git', ['--no-pager', 'diff', 'HEAD^1', 'HEAD'], { cwd: root, maxBuffer: 1e9 });
    return performance.now() - from;
  }).sort((a, b) => a - b);
  const diff = diffs[2]!;
  core.dispose();
  host.dispose();
  const row = (name: string, text: string) => console.log(`${name.padEnd(44)}${text}`);
  row(
    `places of all ${all.length} anchors, first time`,
    `${first.toFixed(0)} ms, ${(first / all.length).toFixed(2)} ms each`,
  );
  row(`after a merge that touches ${touched} files`, `${again.toFixed(0)} ms`);
  row('git diff of the same merge', `${diff.toFixed(0)} ms`);
  row('ratio', `${(again / diff).toFixed(2)} (at most 10)`);
  row(
    'main loop held, median and longest',
    `${(delay.percentile(50) / 1e6).toFixed(1)} and ${(delay.max / 1e6).toFixed(1)} ms (at most 10)`,
  );
  row('memory of index and places', `${megabytes(used)}, after the merge ${megabytes(heap() - before)}`);
  row('states', [...states].map(([state, number]) => `${state} ${number}`).join(', '));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
