import type { CancelSignal } from '../../core/host';
import { conflictTriggers } from '../../core/prompts/combinedDiff';
import { needsText } from '../../core/prompts/commentTriggers';
import { detectInSteps } from '../../core/prompts/detect';
import { parseDiff, piecesOf, type FileDiff } from '../../core/prompts/diff';
import { type HeatIndex } from '../../core/prompts/heat';
import type { CommitText } from '../../core/prompts/history';
import { notedTriggers, type NotedRange } from '../../core/prompts/noted';
import { learnedWeight, type PromptState } from '../../core/prompts/promptState';
import { type Candidate, rankTriggers } from '../../core/prompts/score';
import type { Trigger } from '../../core/prompts/trigger';
import { rankByHeat, updateHeat } from '../../core/prompts/updateHeat';
import { turn } from '../../core/util/turn';
import type { Root } from '../root';

/** What one commit gives cause to ask about, best first, with its subject for titles. */
export interface Findings {
  readonly subject: string;
  readonly candidates: readonly Candidate[];
  /** The index of heat, at this commit or the one before. */
  readonly heat: HeatIndex;
}

/** What the commit left in the files that have to be read. */
interface Present {
  readonly texts: Map<string, string>;
  readonly notes: NotedRange[];
  /** Share of a file's lines, 0 to 1, that notes are about. */
  readonly covered: Map<string, number>;
}

const day = 86_400_000;
const largestText = 1_000_000;

/** Looks at one commit of a root. `heat` is brought up to date on the way. */
export async function findingsOf(
  root: Root,
  id: string,
  heat: HeatIndex,
  state: PromptState,
  cancel: CancelSignal,
): Promise<Findings | undefined> {
  const { history, clock } = root.host;
  const commit = await history?.commit(id);
  if (!history || !commit) return undefined;
  const { subject } = commit;
  const files = commit.parents.length > 1 ? [] : await filesOf(commit.diff);
  await root.core.notes.ready();
  const present = await presentOf(root, id, files, cancel);
  const { notes, covered } = present;
  // As of the commit before: it says how long the files had been left alone.
  const [parent] = commit.parents;
  const before = (parent === undefined ? undefined : await updateHeat(heat, history, parent, cancel)) ?? heat;
  const found = await triggersOf(commit, files, present, before, clock.now());
  // What lies in a note's lines is told already: there the question is whether it still holds.
  const open = found.filter(
    ({ kind, path, lines }) =>
      kind === 'noted' ||
      !notes.some((note) => note.path === path && note.lines.start <= lines.start && lines.end <= note.lines.end),
  );
  const isCancelled = (): boolean => cancel.aborted;
  if (isCancelled()) return undefined;
  if (open.length === 0) return { subject, candidates: [], heat: before };
  const updated = (await updateHeat(before, history, id, cancel)) ?? before;
  const sizes = (await history.sizes(id)) ?? new Map<string, number>();
  if (isCancelled()) return undefined;
  const rank = await rankByHeat(updated, sizes, clock.now(), (path) => covered.get(path) ?? 0);
  const learned = (trigger: Trigger): number => learnedWeight(state, trigger);
  return { subject, candidates: rankTriggers(open, { subject, rank, learned }), heat: updated };
}

async function filesOf(diff: string): Promise<FileDiff[]> {
  const files: FileDiff[] = [];
  for (const piece of piecesOf(diff)) {
    if (turn.isSpent()) await turn.next();
    files.push(...parseDiff(piece));
  }
  return files;
}

async function presentOf(root: Root, id: string, files: readonly FileDiff[], cancel: CancelSignal): Promise<Present> {
  const present: Present = { texts: new Map(), notes: [], covered: new Map() };
  for (const file of files) {
    const path = file.newPath;
    const isNoted = path !== undefined && root.core.notes.anchoredIn(path).length > 0;
    if (path === undefined || !(isNoted || needsText(file))) continue;
    const bytes = await root.host.git?.blob(id, path);
    if (!bytes || bytes.length > largestText || cancel.aborted) continue;
    const text = new TextDecoder().decode(bytes);
    present.texts.set(path, text);
    for (const { entry, note, location } of isNoted ? await root.core.locations.inFile(path, text) : []) {
      if (location.path !== path || !location.lines) continue;
      present.notes.push({ note: entry.file, title: note.title, path, lines: location.lines });
      const share = (location.lines.end - location.lines.start + 1) / Math.max(1, text.split('\n').length);
      present.covered.set(path, Math.min(1, (present.covered.get(path) ?? 0) + share));
    }
  }
  return present;
}

async function triggersOf(
  { parents, diff, subject }: CommitText,
  files: readonly FileDiff[],
  { texts, notes }: Present,
  heat: HeatIndex,
  now: number,
): Promise<Trigger[]> {
  if (parents.length > 1) return conflictTriggers(diff);
  const untouchedDays = (path: string): number | undefined => {
    const last = heat.lastTouched(path);
    return last === undefined ? undefined : Math.floor((now - last) / day);
  };
  const steps = detectInSteps({ subject, files, texts, untouchedDays });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return [...notedTriggers(files, notes), ...value];
    if (turn.isSpent()) await turn.next();
  }
}
