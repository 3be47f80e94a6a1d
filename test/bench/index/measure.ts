import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createCore } from '../../../src/core/index';
import { cacheSlot } from '../../../src/node/cacheSlot';
import { nodeHost } from '../../../src/node/nodeHost';

// Run by main.ts in a process of its own: `measure.mjs ROOT [CACHE]` prints one line of JSON.
const [root = '', cache] = process.argv.slice(2);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

const silent = { debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };
const host = await nodeHost({
  root,
  trusted: false,
  ...(cache === undefined ? {} : { cache: cacheSlot(cache, root, 'bench', silent) }),
});
const before = heap();
const core = createCore(host);
// The first timer after a pause would count the pause.
const delay = monitorEventLoopDelay({ resolution: 1 });
await new Promise((resolve) => setTimeout(resolve, 5));
delay.enable();
const started = performance.now();
const used = process.cpuUsage();
await core.notes.ready();
const ms = performance.now() - started;
const { user, system } = process.cpuUsage(used);
const cpu = (user + system) / 1000;
await new Promise((resolve) => setTimeout(resolve, 5));
delay.disable();
const bytes = heap() - before;
if (cache !== undefined) await core.notes.flush();
const problems = core.notes.problems().length;
// What a warm start leaves in the cache until somebody asks.
const asked = performance.now();
const anchors = core.notes.all().reduce((sum, { note }) => sum + (note?.code.length ?? 0), 0);
const decoding = performance.now() - asked;
console.log(
  JSON.stringify({
    ms,
    cpu,
    bytes,
    notes: core.notes.all().length,
    problems,
    anchors,
    decoding,
    longestHold: delay.max / 1e6,
  }),
);
core.dispose();
host.dispose();
