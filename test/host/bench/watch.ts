import { Session, type Profiler } from 'node:inspector/promises';
import { PerformanceObserver } from 'node:perf_hooks';
import type { Hold } from './job';

/** Microseconds on the clock that the profiler uses too. */
interface Turn {
  readonly from: number;
  readonly to: number;
  /** Processor time of the main thread, milliseconds. */
  readonly cpu: number;
}

const sampleEveryUs = 250;
const longMs = 0.5;
const limitMs = 10;
const busyMs = 6;
const ourFile = 'extension.node.js';

/**
 * Watches every turn of the main loop. A turn's processor time, unlike a late timer, says nothing about what other
 * programs did to the machine. A profile beside it tells which part of a turn was the extension's.
 */
export class LoopWatch {
  private turns: Turn[] = [];
  private readonly session = new Session();
  private next: NodeJS.Immediate | undefined;
  private started = now();
  /** When a turn last took long. */
  private busyAt = now();
  private collection = 0;
  private readonly collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.collection = Math.max(this.collection, duration);
  });

  /** Starts both; the phase begins here. */
  async start(): Promise<void> {
    this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.setSamplingInterval', { interval: sampleEveryUs });
    this.collections.observe({ entryTypes: ['gc'] });
    await this.begin();
    this.spin(now(), mainThread());
  }

  /** Milliseconds since a turn last took more than `busyMs`. */
  get quietFor(): number {
    return (now() - this.busyAt) / 1000;
  }

  /** Ends the phase, and begins the next one. */
  async phase(): Promise<Hold> {
    // Taking the profile apart is a long turn itself.
    const turns = this.turns.filter(({ cpu }) => cpu >= longMs);
    const { profile } = await this.session.post('Profiler.stop');
    const took = (now() - this.started) / 1000;
    const { collection } = this;
    const hold = judge(turns, profile);
    await this.begin();
    return { ...hold, took, collection };
  }

  stop(): void {
    clearImmediate(this.next);
    this.collections.disconnect();
    this.session.disconnect();
  }

  private async begin(): Promise<void> {
    await this.session.post('Profiler.start');
    // The turn in which the last phase was judged is none of this one's.
    for (let passed = 0; passed < 3; passed++) await new Promise((resolve) => setImmediate(resolve));
    this.turns = [];
    this.collection = 0;
    this.started = this.busyAt = now();
  }

  private spin(from: number, cpuFrom: number): void {
    const to = now();
    const cpuTo = mainThread();
    const cpu = (cpuTo - cpuFrom) / 1000;
    if (cpu >= longMs) this.turns.push({ from, to, cpu });
    if (cpu >= busyMs) this.busyAt = to;
    this.next = setImmediate(() => this.spin(to, cpuTo));
  }
}

/** Stands for the collecting of garbage in place of a function's name. */
const collecting = '(garbage collector)';

/** A sample of a profile in which the extension's code was on the stack. */
export interface OwnSample {
  /** Microseconds on the clock of `now`. */
  readonly at: number;
  /** The innermost function of the extension, and its line in the bundle. */
  readonly name: string;
  /** Milliseconds that it stands for. */
  readonly ms: number;
}

/** The samples of a profile, taken every `everyUs` microseconds, that are the extension's own. */
export function* ownSamples(profile: Profiler.Profile, everyUs: number): Generator<OwnSample> {
  const ours = new Map<number, string>();
  const visit = (node: Profiler.ProfileNode, parent: string | undefined): void => {
    const { url, functionName, lineNumber } = node.callFrame;
    const own = url.endsWith(ourFile) ? `${functionName || '(anonymous)'}:${lineNumber + 1}` : parent;
    if (own !== undefined) ours.set(node.id, own);
    for (const child of node.children ?? []) visit(byId.get(child)!, own);
  };
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  visit(profile.nodes[0]!, undefined);
  const collector = profile.nodes.find(({ callFrame }) => callFrame.functionName === collecting)?.id;
  const deltas = profile.timeDeltas ?? [];
  let at = profile.startTime;
  let wasOurs = false;
  for (const [index, sample] of (profile.samples ?? []).entries()) {
    at += deltas[index]!;
    // Collecting garbage is put down to who ran before it.
    const name: string | undefined = sample !== collector ? ours.get(sample) : wasOurs ? collecting : undefined;
    wasOurs = name !== undefined;
    // A sample that came late because the thread did not run tells nothing of the time before it.
    if (name !== undefined) yield { at, name, ms: Math.min(deltas[index]!, 4 * everyUs) / 1000 };
  }
}

function judge(turns: readonly Turn[], profile: Profiler.Profile): Omit<Hold, 'took' | 'collection'> {
  const samples = [...ownSamples(profile, sampleEveryUs)];
  let next = 0;
  const held = turns.map((turn) => {
    const where = new Map<string, number>();
    let part = 0;
    for (; next < samples.length && samples[next]!.at <= turn.to; next++) {
      const { at, name, ms } = samples[next]!;
      if (at < turn.from) continue;
      part += ms;
      where.set(name, (where.get(name) ?? 0) + ms);
    }
    return { part: Math.min(part, turn.cpu), code: Math.min(part - (where.get(collecting) ?? 0), turn.cpu), where };
  });
  const nothing = { part: 0, code: 0, where: new Map<string, number>() };
  const longest = held.reduce((a, b) => (b.code > a.code ? b : a), nothing);
  return {
    turn: Math.max(0, ...turns.map(({ cpu }) => cpu)),
    ours: Math.max(0, ...held.map(({ part }) => part)),
    code: longest.code,
    over: held.filter(({ part }) => part > limitMs).length,
    turns: turns.length,
    where: [...longest.where]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 6)
      .map(([name, ms]) => `${name} ${ms.toFixed(1)}`),
  };
}

/** Microseconds of the monotonic clock. */
export function now(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Microseconds of processor time of the main thread; of the whole process before Node 23.9. */
export function mainThread(): number {
  const { threadCpuUsage } = process as unknown as { threadCpuUsage?: () => NodeJS.CpuUsage };
  const { user, system } = threadCpuUsage ? threadCpuUsage.call(process) : process.cpuUsage();
  return user + system;
}
