import { conflictTriggers } from '../../core/prompts/combinedDiff';
import { needsText } from '../../core/prompts/commentTriggers';
import { detectTriggers } from '../../core/prompts/detect';
import { parseDiff } from '../../core/prompts/diff';
import { type HeatIndex } from '../../core/prompts/heat';
import { notedTriggers, type NotedRange } from '../../core/prompts/noted';
import { learnedWeight, type PromptState } from '../../core/prompts/promptState';
import { type Candidate, rankTriggers } from '../../core/prompts/score';
import { rankByHeat, updateHeat } from '../../core/prompts/updateHeat';
import type { Root } from '../root';

/** What one commit gives cause to ask about, best first, with its subject for titles. */
export interface Findings {
  readonly subject: string;
  readonly candidates: readonly Candidate[];
}

const day = 86_400_000;
const largestText = 1_000_000;

/** Looks at one commit of a root. `heat` is brought up to date on the way. */
export async function findingsOf(
  root: Root,
  id: string,
  heat: HeatIndex,
  state: PromptState,
  cancel: { readonly aborted: boolean },
): Promise<Findings | undefined> {
  const { history, git, clock } = root.host;
  const commit = await history?.commit(id);
  if (!history || !git || !commit) return undefined;
  const files = commit.parents.length > 1 ? [] : parseDiff(commit.diff);
  const texts = new Map<string, string>();
  const notes: NotedRange[] = [];
  const covered = new Map<string, number>();
  await root.core.notes.ready();
  for (const file of files) {
    const path = file.newPath;
    const isNoted = path !== undefined && root.core.notes.anchoredIn(path).length > 0;
    if (path === undefined || !(isNoted || needsText(file))) continue;
    const bytes = await git.blob(id, path);
    if (!bytes || bytes.length > largestText || cancel.aborted) continue;
    const text = new TextDecoder().decode(bytes);
    texts.set(path, text);
    for (const { entry, note, location } of isNoted ? await root.core.locations.inFile(path, text) : []) {
      if (location.path !== path || !location.lines) continue;
      notes.push({ note: entry.file, title: note.title, path, lines: location.lines });
      const share = (location.lines.end - location.lines.start + 1) / Math.max(1, text.split('\n').length);
      covered.set(path, Math.min(1, (covered.get(path) ?? 0) + share));
    }
  }
  // Before the index moves on: how long the files were left alone until this commit.
  const untouched = new Map(files.map(({ oldPath = '' }) => [oldPath, heat.lastTouched(oldPath)] as const));
  const triggers =
    commit.parents.length > 1
      ? conflictTriggers(commit.diff)
      : [
          ...notedTriggers(files, notes),
          ...detectTriggers({
            subject: commit.subject,
            files,
            texts,
            untouchedDays: (path) => {
              const last = untouched.get(path);
              return last === undefined ? undefined : Math.floor((clock.now() - last) / day);
            },
          }),
        ];
  if (triggers.length === 0) return { subject: commit.subject, candidates: [] };
  await updateHeat(heat, history, id, cancel);
  const sizes = (await history.sizes(id)) ?? new Map<string, number>();
  if (cancel.aborted) return undefined;
  const rank = rankByHeat(heat, sizes, clock.now(), (path) => covered.get(path) ?? 0);
  // What lies in a note's lines is told already: there the question is whether it still holds.
  const open = triggers.filter(
    ({ kind, path, lines }) =>
      kind === 'noted' ||
      !notes.some((note) => note.path === path && note.lines.start <= lines.start && lines.end <= note.lines.end),
  );
  const learned = (trigger: Candidate | (typeof open)[number]): number => learnedWeight(state, trigger);
  return { subject: commit.subject, candidates: rankTriggers(open, { subject: commit.subject, rank, learned }) };
}
