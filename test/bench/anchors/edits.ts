import { calibrationTable } from './calibration';
import { judge, type EvidenceKind, type Judged } from './case';
import { figuresTable, groupBy } from './figures';
import { generate } from './edits/generate';
import { kinds } from './edits/kinds';
import { loadSources } from './sources';
import { option, show } from './report';

// Generated edits over real sources. `--count N` cases a kind, `--kind NAME` one kind, `--seed TEXT`, `--show N` failures.
const count = Number(option('count') ?? 60);
const seed = option('seed') ?? '1';
const only = option('kind');
const shown = Number(option('show') ?? 0);

const groups = await loadSources();
const files = [...groups.values()].flat();
console.log(`${files.length} source files in ${groups.size} groups, ${count} cases a kind, seed ${seed}`);
const cases = [];
for (const kind of kinds) {
  if (only !== undefined && kind.name !== only) continue;
  const made = await generate(kind, count, groups, seed);
  if (made.length < count) console.log(`${kind.name}: only ${made.length} cases apply`);
  cases.push(...made);
}
for (const evidence of ['quote', 'all'] satisfies EvidenceKind[]) {
  const judged: Judged[] = [];
  for (const one of cases) judged.push(await judge(one, evidence));
  const title = evidence === 'quote' ? 'quote alone' : 'with the original';
  console.log(
    `\n${figuresTable(
      title,
      groupBy(judged, (one) => one.case.kind),
    )}`,
  );
  console.log(
    `\n${figuresTable(
      `${title}, languages`,
      groupBy(judged, (one) => one.case.language),
    )}`,
  );
  console.log(`\nconfidence, ${title}\n${calibrationTable(judged)}`);
  if (shown > 0) show(judged, shown);
}
