import { type Location, type Anchor, recordAnchor } from '../../../src/core/index';
import { locate } from '../../../src/core/anchor/locate';
import { findGit, gitProgram } from '../../../src/node/program';
import { commitRevision, type Readers, readers, textAt } from '../../../src/node/revision';
import { calibrationTable } from './calibration';
import { compare, type EvidenceKind, type Judged } from './case';
import { figuresTable, groupBy } from './figures';
import { timePeers, type PeerName, type PeerTimes } from './peers';
import { option, show } from './report';
import { readTasks, repositoryOf, type AnchorTask } from './tasks';

// Places in public histories with known answers. `ANCHOR_TASKS=tasks.jsonl ANCHOR_MIRROR=folder npm run bench:anchors`
// prints figures, calibration and speed. `--evidence quote`, `--by repo|kind|language`, `--show COUNT`, `--no-peers`.

const repositories = new Map<string, Readers>();

function repository(program: string, folder: string): Readers {
  let known = repositories.get(folder);
  if (!known) {
    known = readers(gitProgram(program, folder));
    repositories.set(folder, known);
  }
  return known;
}

interface Timed extends Judged {
  readonly task: AnchorTask;
  readonly peers: PeerTimes;
}

async function run(program: string, task: AnchorTask, kind: EvidenceKind, withPeers: boolean): Promise<Timed> {
  const folder = repositoryOf(task);
  const reader = repository(program, folder);
  const { objects } = reader;
  const { commit, place } = task.from;
  const original = await textAt(objects, commit, place.path);
  if (original === undefined) throw new Error(`${task.id}: ${place.path} is not in ${commit} of ${folder}`);
  // So that both sides read warm blobs.
  const present = await textAt(objects, task.toCommit, place.path);
  const anchor: Anchor = kind === 'all' ? { ...place, commit } : recordAnchor({ ...place, text: original, commit });
  const evidence = commitRevision(reader, task.toCommit).evidence(kind === 'all');
  const started = performance.now();
  const location: Location = await locate(anchor, evidence);
  const milliseconds = performance.now() - started;
  const { expected, language } = task;
  const question = {
    kind: task.kind,
    label: `${task.id} in ${task.repo}`,
    language,
    from: place,
    original,
    before: new Map<string, string>(),
    after: new Map<string, string>(),
    expected,
  };
  const peers = withPeers ? timePeers(task, folder, original, present) : { failed: [] };
  return { ...compare(question, location, milliseconds), task, peers };
}

const quantile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;

/** The engine's times beside a peer's, on the tasks that `of` chooses and the peer answered. */
function speedRow(name: string, judged: readonly Timed[], peer: PeerName, of: (one: Timed) => boolean): string {
  const chosen = judged.filter(of);
  const both = chosen.flatMap(({ milliseconds, peers }) => {
    const other = peers[peer];
    return other === undefined ? [] : [{ ours: milliseconds, theirs: other }];
  });
  const failed = chosen.filter(({ peers }) => peers.failed.includes(peer)).length;
  const [ours, theirs] = [both.map((one) => one.ours), both.map((one) => one.theirs)];
  const cells = [0.5, 0.95].map((share) => {
    const [mine, other] = [quantile(ours, share), quantile(theirs, share)];
    return `${mine.toFixed(2).padStart(9)}${other.toFixed(2).padStart(9)}${(mine / other).toFixed(2).padStart(7)}`;
  });
  const note = failed > 0 ? `   the peer failed on ${failed} more` : '';
  return `${name.padEnd(34)}${String(both.length).padStart(5)}${cells.join('  ')}${note}`;
}

function speed(judged: readonly Timed[]): string {
  const same = ({ task }: Timed): boolean => task.expected?.path === task.from.place.path;
  const head = ['n', 'median', 'peer', 'ratio', 'p95', 'peer', 'ratio'];
  const widths = [5, 9, 9, 7, 11, 9, 7];
  return [
    `${'ms beside'.padEnd(34)}${head.map((title, index) => title.padStart(widths[index]!)).join('')}`,
    speedRow('git diff of the file, all', judged, 'gitDiff', () => true),
    speedRow('git diff, found in the same file', judged, 'gitDiff', same),
    speedRow('approx-string-match, same file', judged, 'approximate', same),
    speedRow('git log --follow, in another file', judged, 'gitFollow', (one) => !same(one)),
  ].join('\n');
}

async function main(): Promise<void> {
  const program = await findGit();
  if (program === undefined) throw new Error('git was not found on the PATH');
  const kinds: readonly EvidenceKind[] =
    option('evidence') === 'quote' ? ['quote'] : option('evidence') === 'all' ? ['all'] : ['all', 'quote'];
  const by = option('by') ?? 'kind';
  const withPeers = !process.argv.includes('--no-peers');
  const tasks = readTasks();
  for (const kind of kinds) {
    const judged: Timed[] = [];
    for (const task of tasks) judged.push(await run(program, task, kind, withPeers));
    const key = (one: Judged): string => {
      const { task } = one as Timed;
      return by === 'repo' ? task.repo : by === 'language' ? task.language : task.kind;
    };
    console.log(
      `\nevidence: ${kind === 'all' ? 'the old file and what changed' : 'what a note stores, and the present tree'}`,
    );
    console.log(figuresTable(by, groupBy(judged, key)));
    console.log(`\n${calibrationTable(judged)}`);
    if (withPeers) console.log(`\n${speed(judged)}`);
    show(judged, Number(option('show') ?? 0));
  }
}

try {
  await main();
} finally {
  for (const reader of repositories.values()) reader.dispose();
}
