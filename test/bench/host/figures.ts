import type { Hold, Report } from '../../host/bench/job';

/** What all windows measured, with the extension and without. */
export interface Rounds {
  readonly on: readonly Report[];
  readonly off: readonly Report[];
}

/** Limits, as docs/performance.md gives them. */
const limits = { activation: 0.5, hover: 2, typingMs: 1, holdMs: 10 };

/** The value below which the share `part` of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

/** Prints every figure; says whether all limits were kept. */
export function printAll({ on, off }: Rounds): boolean {
  const kept: boolean[] = [];
  const check = (ok: boolean, limit: string): string => {
    kept.push(ok);
    return `${limit}${ok ? '' : '   MISSED'}`;
  };
  const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`.padStart(10);
  const row = (name: string, ...cells: string[]): void => console.log(`  ${name.padEnd(34)}${cells.join('  ')}`);

  const activations = on.flatMap(({ activation }) => (activation ? [activation] : []));
  if (activations.length > 0) {
    console.log('\nActivation, as VS Code reports it (median)');
    const of = (id: string, what: 'call' | 'whole'): number =>
      quantile(
        activations.flatMap((one) => one[id]?.[what] ?? []),
        0.5,
      );
    for (const what of ['call', 'whole'] as const) {
      const [ours, git] = [of('decision-notes.decision-notes', what), of('vscode.git', what)];
      const limit = check(ours / git <= limits.activation, `at most ${limits.activation}`);
      const name = what === 'call' ? 'load and call' : 'until it is done';
      row(name, ms(ours), `git ${ms(git)}`, `ratio ${(ours / git).toFixed(2)}`, limit);
    }
  }
  const both = (what: 'hover' | 'typing' | 'rename', key: string) => ({
    ours: on.flatMap((report) => report[what]?.[key] ?? []),
    theirs: off.flatMap((report) => report[what]?.[key] ?? []),
  });
  const keys = (what: 'hover' | 'tree' | 'typing' | 'rename'): string[] => [
    ...new Set(on.flatMap((report) => Object.keys(report[what] ?? {}))),
  ];
  if (keys('hover').length > 0) console.log('\nHover beside an empty provider (p95)');
  for (const key of keys('hover')) {
    const { ours, theirs } = both('hover', key);
    const ratio = quantile(ours, 0.95) / quantile(theirs, 0.95);
    const limit = check(ratio <= limits.hover, `at most ${limits.hover}`);
    row(key, ms(quantile(ours, 0.95)), `empty ${ms(quantile(theirs, 0.95))}`, `ratio ${ratio.toFixed(2)}`, limit);
  }
  if (keys('tree').length > 0) console.log('\nTree rows expanded (median, p95, longest)');
  for (const key of keys('tree')) {
    const all = on.flatMap((report) => report.tree?.[key] ?? []);
    row(`by ${key}`, ms(quantile(all, 0.5)), ms(quantile(all, 0.95)), ms(quantile(all, 1)), `${all.length} rows`);
  }
  if (keys('typing').length > 0)
    console.log("\nTyping: processor time of the extension host's main thread, a key (median, p95)");
  for (const key of keys('typing')) {
    const { ours, theirs } = both('typing', key);
    const cell = (part: number): string => `${ms(quantile(ours, part))} off ${ms(quantile(theirs, part))}`;
    row(key, cell(0.5), cell(0.95), `${ours.length} keys`);
  }
  const all = (reports: readonly Report[]): number[] =>
    reports.flatMap(({ typing }) => Object.values(typing ?? {}).flat());
  if (all(on).length > 0) {
    const added = quantile(all(on), 0.95) - quantile(all(off), 0.95);
    row('all, added at p95', ms(added), check(added < limits.typingMs, `below ${limits.typingMs} ms`));
  }
  const own = on.flatMap(({ typingOwn }) => typingOwn ?? []);
  if (own.length > 0) {
    row(
      "under a profile, the extension's part",
      ms(quantile(own, 0.5)),
      ms(quantile(own, 0.95)),
      check(quantile(own, 0.95) < limits.typingMs, `below ${limits.typingMs} ms`),
    );
    const wheres = on.flatMap(({ typingWhere }) => (typingWhere ? [typingWhere] : []));
    const most = Object.entries(wheres.at(-1) ?? {}).sort((a, b) => b[1] - a[1]);
    console.log(
      `    on average in: ${most
        .slice(0, 10)
        .map(([name, each]) => `${name} ${each.toFixed(3)}`)
        .join(', ')}`,
    );
  }
  if (keys('rename').length > 0) {
    console.log('\nA folder of 200 files and 500 notes renamed (median)');
    const { ours, theirs } = both('rename', 'took');
    const [a, b] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
    row('the edit', ms(a), `off ${ms(b)}`, `ratio ${(a / b).toFixed(2)}`);
    row('until a moved file shows its note', ms(quantile(both('rename', 'found').ours, 0.5)));
  }
  printLoop(on, off, row, check);
  return kept.every(Boolean);
}

function printLoop(
  on: readonly Report[],
  off: readonly Report[],
  row: (name: string, ...cells: string[]) => void,
  check: (ok: boolean, limit: string) => string,
): void {
  const phases = [...new Set(on.flatMap(({ loop }) => Object.keys(loop ?? {})))];
  if (phases.length === 0) return;
  console.log('\nMain loop: the longest turn, processor time (median of the windows)');
  for (const phase of phases) {
    const of = (reports: readonly Report[]): Hold[] => reports.flatMap(({ loop }) => loop?.[phase] ?? []);
    const median = (list: readonly Hold[], what: 'turn' | 'ours' | 'code' | 'collection' | 'over'): number =>
      quantile(
        list.map((hold) => hold[what]),
        0.5,
      );
    const [ours, code] = [median(of(on), 'ours'), median(of(on), 'code')];
    const limit = `at most ${limits.holdMs} ms`;
    const without = (what: 'turn' | 'collection'): string =>
      of(off).length > 0 ? `${median(of(off), what).toFixed(1)} without` : '- without';
    row(phase, `${code.toFixed(1).padStart(6)} ms our code`, check(code <= limits.holdMs, limit));
    row(
      '',
      `${ours.toFixed(1).padStart(6)} ms with what is put down to it of collecting garbage`,
      check(ours <= limits.holdMs, limit),
    );
    console.log(
      `    turns of ours over: ${median(of(on), 'over')}; all that held: ${median(of(on), 'turn').toFixed(1)} ms, ` +
        `${without('turn')}; longest collection: ${median(of(on), 'collection').toFixed(1)} ms, ${without('collection')}`,
    );
    const worst = of(on).reduce((a, b) => (b.code > a.code ? b : a));
    if (worst.code > limits.holdMs / 2) console.log(`    in: ${worst.where.join(', ')}`);
  }
}
