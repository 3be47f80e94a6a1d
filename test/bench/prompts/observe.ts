import { conflictTriggers } from '../../../src/core/prompts/combinedDiff';
import { parseDiff, type FileDiff } from '../../../src/core/prompts/diff';
import { needsText } from '../../../src/core/prompts/commentTriggers';
import { detectTriggers } from '../../../src/core/prompts/detect';
import { heat, HeatIndex, isBot, rankOf } from '../../../src/core/prompts/heat';
import { LogParser, logArguments, type Touch } from '../../../src/core/prompts/logParser';
import type { Trigger } from '../../../src/core/prompts/trigger';
import { git, Objects, readCommits, readDiffs, type HistoryCommit } from './history';
import { carriesProse, carriesReason } from './writtenReason';

/** One commit of a person, as the prompter sees it, with what it is judged by beside it. */
export interface Observation {
  readonly repository: string;
  readonly id: string;
  readonly subject: string;
  readonly person: string;
  readonly day: string;
  readonly time: number;
  readonly merge: boolean;
  readonly triggers: readonly RankedTrigger[];
  readonly reason: boolean;
  readonly prose: boolean;
}

export interface RankedTrigger extends Trigger {
  /** Share of the repository's files that are cooler than this one, 0 to 1. */
  readonly rank: number;
}

/** Walks the newest `count` commits of a clone, oldest first, and looks at each as the editor would at that time. */
export async function observe(repository: string, folder: string, count: number): Promise<Observation[]> {
  const commits = await readCommits(folder, count);
  const index = await heatBefore(folder, commits[0]);
  const byId = new Map(commits.map((commit) => [commit.id, commit]));
  const objects = new Objects(folder, '--batch');
  const sizes = new Objects(folder, '--batch-check');
  const bytes = await sizesAt(folder, commits[0]?.parents[0]);
  const seen: Observation[] = [];
  let ranks: number[] = [];
  for await (const { id, diff } of readDiffs(
    folder,
    commits.map((commit) => commit.id),
  )) {
    const commit = byId.get(id);
    if (commit === undefined) continue;
    const merge = commit.parents.length > 1;
    const files = merge ? [] : parseDiff(diff);
    if (seen.length % 25 === 0) ranks = rankTable(index, bytes, commit.time);
    for (const { newPath, newBlob } of files) {
      const size = newPath === undefined || newBlob === undefined ? undefined : await sizes.read(newBlob);
      if (newPath !== undefined && size !== undefined) bytes.set(newPath, Number(size.toString()));
    }
    if (!isBot(commit.author, commit.email)) {
      const texts = new Map<string, string>();
      for (const file of files) {
        if (!needsText(file) || file.newPath === undefined || file.newBlob === undefined) continue;
        const content = await objects.read(file.newBlob);
        if (content !== undefined && content.length < 1_000_000) texts.set(file.newPath, content.toString('utf8'));
      }
      const untouchedDays = (path: string): number | undefined => {
        const last = index.lastTouched(path);
        return last === undefined ? undefined : Math.floor((commit.time - last) / 86_400_000);
      };
      const found = merge
        ? conflictTriggers(diff)
        : detectTriggers({ subject: commit.subject, files, texts, untouchedDays });
      const touches = merge ? [] : touchesOf(files);
      index.apply({ id, time: commit.time, author: commit.author, email: commit.email, touches });
      const triggers = found.map((trigger) => ({
        ...trigger,
        rank: rankOf(heat(index.churn(trigger.path, commit.time), bytes.get(trigger.path) ?? 0), ranks),
      }));
      seen.push({
        repository,
        id,
        subject: commit.subject,
        person: commit.email,
        day: commit.day,
        time: commit.time,
        merge,
        triggers,
        reason: carriesReason(commit.body),
        prose: carriesProse(commit.body),
      });
    }
  }
  objects.close();
  sizes.close();
  return seen;
}

function touchesOf(files: readonly FileDiff[]): Touch[] {
  return files.map(({ oldPath, newPath }) => {
    if (newPath === undefined) return { path: oldPath ?? '', deleted: true };
    return oldPath === undefined || oldPath === newPath ? { path: newPath } : { path: newPath, from: oldPath };
  });
}

async function heatBefore(folder: string, first: HistoryCommit | undefined): Promise<HeatIndex> {
  const index = new HeatIndex();
  const parent = first?.parents[0];
  if (parent === undefined) return index;
  const parser = new LogParser((commit) => index.apply(commit));
  const [command = 'log', ...rest] = logArguments;
  const read = (...how: string[]): Promise<Buffer> =>
    git(folder, [command, '--reverse', ...rest, ...how, parent, '--']);
  // As in the editor: a clone without the content of old versions follows only what was renamed and not edited.
  parser.push((await read().catch(() => read('-M100%'))).toString('utf8'));
  parser.end();
  return index;
}

async function sizesAt(folder: string, commit: string | undefined): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  if (commit === undefined) return sizes;
  for (const row of (await git(folder, ['ls-tree', '-r', '-l', '-z', commit])).toString('utf8').split('\0')) {
    const match = /^\d+ blob [0-9a-f]+ +(\d+)\t(.*)$/s.exec(row);
    if (match?.[2] !== undefined) sizes.set(match[2], Number(match[1]));
  }
  return sizes;
}

function rankTable(index: HeatIndex, bytes: ReadonlyMap<string, number>, now: number): number[] {
  const values = [...bytes].map(([path, size]) => heat(index.churn(path, now), size)).filter((value) => value > 0);
  return values.sort((a, b) => a - b);
}
