import { calibrationTable } from './calibration';
import { type Case, type EvidenceKind, judge, type Judged } from './case';
import { figuresTable, groupBy } from './figures';
import { packageFiles } from './npm/download';
import { packages } from './npm/packages';
import { casesOf } from './npm/pairs';
import { seeded } from './random';
import { option, show } from './report';

// Versions of public packages as real evolution. `--count N` cases a kind and pair, `--package NAME`, `--show N` failures.
const most = Number(option('count') ?? 10);
const only = option('package');
const shown = Number(option('show') ?? 0);

const cases: Case[] = [];
let arguable = 0;
for (const { name, versions, files } of packages) {
  if (only !== undefined && name !== only) continue;
  const trees = await Promise.all(versions.map((version) => packageFiles(name, version, files)));
  for (const [index, before] of trees.slice(0, -1).entries()) {
    const label = `${name} ${versions[index]} to ${versions[index + 1]}`;
    const pair = casesOf(label, before, trees[index + 1]!);
    const random = seeded(label);
    const kinds = new Map<string, Case[]>();
    for (const one of random.shuffle(pair.cases)) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
    const kept = [...kinds.values()].flatMap((all) => all.slice(0, most));
    const told = [...kinds].sort().map(([kind, all]) => `${kind} ${all.length}`);
    console.log(
      `${label}: ${pair.cases.length} cases, ${kept.length} kept (${told.join(', ')}), ${pair.arguable} arguable`,
    );
    cases.push(...kept);
    arguable += pair.arguable;
  }
}
console.log(`${cases.length} cases; ${arguable} pieces left out because the checks on them disagree`);
for (const evidence of ['quote', 'all'] satisfies EvidenceKind[]) {
  const judged: Judged[] = [];
  for (const one of cases) judged.push(await judge(one, evidence));
  const title = evidence === 'quote' ? 'quote alone' : 'with the original';
  const sorted = [...judged].sort((a, b) => (a.case.kind < b.case.kind ? -1 : 1));
  console.log(
    `\n${figuresTable(
      title,
      groupBy(sorted, (one) => one.case.kind),
    )}`,
  );
  console.log(
    `\n${figuresTable(
      `${title}, packages`,
      groupBy(judged, (one) => one.case.label.split(' ')[0]!),
    )}`,
  );
  console.log(`\nconfidence, ${title}\n${calibrationTable(judged)}`);
  if (shown > 0) show(judged, shown);
}
