import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { triggerKinds } from '../../../src/core/prompts/trigger';
import { cloned } from './clone';
import { git } from './history';
import { observe, type Observation } from './observe';
import { liftOf, replay } from './replay';

// npm run bench:prompts -- [FOLDER or URL ...]: replays the prompter over the newest commits of git clones.
// See docs/prompts.md.

const commitsEach = 2000;
const leastLift = 1.8;
const mostPerDay = 1;
const leastRepositories = 3;

/** Where no clone is named: in six languages, none of them used to fit the weights. */
const defaults = [
  'https://github.com/git-lfs/git-lfs',
  'https://github.com/pallets/click',
  'https://github.com/rack/rack',
  'https://github.com/hyperium/hyper',
  'https://github.com/google/gson',
  'https://github.com/axios/axios',
];

function isAddress(source: string): boolean {
  return /^[a-z]{2,5}:\/\//.test(source);
}

/** Folders named on the command line or in DECISION_NOTES_CLONES, and the clones directly inside them. */
function clonesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (isClone(folder)) return [folder];
  const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return below.flatMap(({ name }) => {
    const inside = [path.join(folder, name), path.join(folder, name, 'repo')];
    return inside.filter(isClone).slice(0, 1);
  });
}

function isClone(folder: string): boolean {
  return existsSync(path.join(folder, '.git')) || existsSync(path.join(folder, 'HEAD'));
}

function percent(share: number): string {
  return Number.isNaN(share) ? '-' : `${(100 * share).toFixed(1)} %`;
}

function ratio(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : '-';
}

function row(name: string, all: readonly Observation[]): string {
  const { prompted, personDays, most } = replay(all);
  const commits = prompted.map(({ commit }) => commit);
  const base = all.filter(({ merge }) => !merge);
  const reason = liftOf(commits, all, (commit) => commit.reason);
  const cells = [
    name.padEnd(28),
    `${base.length}`.padStart(7),
    percent(base.filter((commit) => commit.reason).length / base.length).padStart(8),
    `${commits.length}`.padStart(8),
    (commits.length / personDays).toFixed(3).padStart(9),
    `${most}`.padStart(5),
    percent(reason.observed / commits.length).padStart(8),
    ratio(reason.lift).padStart(6),
  ];
  return cells.join('');
}

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const fromEnvironment = (process.env['DECISION_NOTES_CLONES'] ?? '')
    .split(path.delimiter)
    .filter((one) => one !== '');
  const sources = [named, fromEnvironment, defaults].find((list) => list.length > 0) ?? [];
  const clones: string[] = [];
  for (const source of sources) clones.push(...(isAddress(source) ? await cloned(source) : clonesIn(source)));
  const all: Observation[] = [];
  const names: string[] = [];
  for (const clone of clones) {
    const name = path.basename(clone) === 'repo' ? path.basename(path.dirname(clone)) : path.basename(clone);
    try {
      await git(clone, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
      const found = await observe(name, clone, commitsEach);
      all.push(...found);
      names.push(name);
    } catch (error) {
      console.log(`left out: ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (names.length < leastRepositories) {
    console.log(
      `At least ${leastRepositories} clones with history are needed, found ${names.length}. Name their folders:`,
    );
    console.log('  npm run bench:prompts -- path/to/clone path/to/folder/of/clones https://host/owner/name');
    console.log(
      'The versions of npm packages do not stand in for them: a version has no person, no day and no diff of its own.',
    );
    process.exitCode = 2;
    return;
  }
  report(names, all);
}

function report(names: readonly string[], all: readonly Observation[]): void {
  console.log(
    `${'repository'.padEnd(28)}commits  reasons prompted per day  most  reasons  lift\n` +
      names
        .map((name) =>
          row(
            name,
            all.filter(({ repository }) => repository === name),
          ),
        )
        .join('\n'),
  );
  const { prompted, personDays, most } = replay(all);
  const commits = prompted.map(({ commit }) => commit);
  console.log('\ntrigger         prompted  lift');
  for (const kind of triggerKinds) {
    const ofKind = prompted.filter(({ trigger }) => trigger.kind === kind).map(({ commit }) => commit);
    if (ofKind.length === 0) continue;
    const { lift } = liftOf(ofKind, all, (commit) => commit.reason);
    console.log(`${kind.padEnd(16)}${`${ofKind.length}`.padStart(8)}${ratio(lift).padStart(6)}`);
  }
  const reason = liftOf(commits, all, (commit) => commit.reason);
  const counts = new Map<string, number>();
  const who = ({ repository, person }: Observation): string => `${repository}\n${person}`;
  for (const commit of all) counts.set(who(commit), (counts.get(who(commit)) ?? 0) + 1);
  const person = (commit: Observation): string =>
    (counts.get(who(commit)) ?? 0) >= 20 ? who(commit) : commit.repository;
  const byPerson = liftOf(commits, all, (commit) => commit.reason, person);
  const prose = liftOf(commits, all, (commit) => commit.prose);
  const perDay = commits.length / personDays;
  const share = reason.observed / commits.length;
  const baseShare = reason.expected / commits.length;
  console.log(`\nagainst the commits of the same person, where there are 20: lift ${ratio(byPerson.lift)}`);
  console.log(`with any 20 words of prose as the measure: lift ${ratio(prose.lift)}`);
  console.log(`${prompted.length} prompts on ${personDays} working days of persons; at most ${most} on one day`);
  const short = !(reason.lift >= leastLift) || !(perDay <= mostPerDay);
  console.log(`prompts a person and working day: ${perDay.toFixed(3)} (at most ${mostPerDay})`);
  console.log(
    `written reasons: ${percent(share)} of prompted commits, ${percent(baseShare)} expected; ` +
      `lift ${ratio(reason.lift)} (at least ${leastLift})${short ? ' FALLS SHORT' : ''}`,
  );
  if (short) process.exitCode = 1;
}

await main();
