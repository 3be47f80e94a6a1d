import type { Judged, Verdict } from './case';

const columns = ['exact', 'overlap', 'partial', 'wrong', 'uncert.', '1st cand', 'lost', 'false-f.'] as const;

/** Counts of one group of answers. */
export interface Figures {
  readonly live: number;
  readonly gone: number;
  readonly count: (verdict: Verdict) => number;
  readonly firstCandidate: number;
  /** Per task, in milliseconds. */
  readonly median: number;
  readonly p95: number;
}

export function figuresOf(judged: readonly Judged[]): Figures {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of judged) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const count = (verdict: Verdict): number => counts.get(verdict) ?? 0;
  const gone = count('gone') + count('false-found');
  const times = judged.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return {
    live: judged.length - gone,
    gone,
    count,
    firstCandidate: judged.filter((one) => one.firstCandidate).length,
    median: at(0.5),
    p95: at(0.95),
  };
}

/** One row a group, percent of its live cases (false-found: of its deleted ones), and a row for all. */
export function figuresTable(title: string, groups: ReadonlyMap<string, readonly Judged[]>): string {
  const head = `${title.padEnd(26)}${'n'.padStart(6)}${columns.map((name) => name.padStart(9)).join('')}${'ms'.padStart(8)}${'p95'.padStart(8)}`;
  const rows = [...groups].map(([name, judged]) => row(name, figuresOf(judged)));
  const all = row('all', figuresOf([...groups.values()].flat()));
  return [head, ...rows, all].join('\n');
}

function row(name: string, figures: Figures): string {
  const { live, gone, count, firstCandidate, median, p95 } = figures;
  const share = (number: number, of: number): string => (of === 0 ? '-' : ((100 * number) / of).toFixed(1)).padStart(9);
  const cells = [
    share(count('exact'), live),
    share(count('exact') + count('overlap'), live),
    share(count('partial'), live),
    share(count('wrong'), live),
    share(count('uncertain'), live),
    share(firstCandidate, count('uncertain')),
    share(count('lost'), live),
    share(count('false-found'), gone),
  ];
  return `${name.padEnd(26)}${String(live + gone).padStart(6)}${cells.join('')}${median.toFixed(2).padStart(8)}${p95.toFixed(1).padStart(8)}`;
}

/** Groups answers by a property of their case, in order of first appearance. */
export function groupBy(judged: readonly Judged[], key: (one: Judged) => string): Map<string, Judged[]> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const group = groups.get(key(one)) ?? [];
    group.push(one);
    groups.set(key(one), group);
  }
  return groups;
}
