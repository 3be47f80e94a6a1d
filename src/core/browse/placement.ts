import { briefOf, type NoteEntry } from '../store/noteStore';
import { Lru } from '../util/lru';

/** How the sidebar's tree is arranged. */
export const groupings = ['file', 'tag', 'status', 'recency'] as const;
export type Grouping = (typeof groupings)[number];

/** What a group of the tree stands for. `no-code`: notes without an anchor; `broken`: what cannot be placed for its errors. */
export type GroupKind = 'folder' | 'file' | 'tag' | 'untagged' | 'status' | 'period' | 'no-code' | 'broken';

/** One step down the tree. Siblings sort by `rank`, then by `key`. */
export interface Step {
  readonly kind: GroupKind;
  /** Name of the folder or file, the tag, the status, or the period: `today`, `week`, `month`, `YYYY` or `undated`. */
  readonly key: string;
  readonly rank: number;
}

/** Where in the tree a note stands: the groups from the top down, and its place among the notes of the last one. */
export interface Placement {
  readonly steps: readonly Step[];
  /** Notes of a group sort by this, then by title: the first anchored line in a file, the age elsewhere. */
  readonly rank: number;
  /** Position in `note.code` of the anchor that stands here; absent where the note stands for itself. */
  readonly index?: number;
}

/** Present root path of the anchor at `index` of the note's `code` list, where it is known to differ from the recorded one. */
export type PresentPath = (entry: NoteEntry, index: number) => string | undefined;

const day = 86_400_000;
/** Thousands of notes share few dates, and each is asked about again and again. */
const values = new Lru<string, number>(5000);

/** Milliseconds since the epoch of a written date (`YYYY-MM-DD…`, as UTC midnight); `undefined` when it is none. */
export function dateValue(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const known = values.get(date);
  if (known !== undefined) return Number.isNaN(known) ? undefined : known;
  const match = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(date);
  const value = match ? Date.parse(match[0]) : NaN;
  values.set(date, value);
  return Number.isNaN(value) ? undefined : value;
}

/** Whole days from `date` to `today`, both as written dates; negative for a date to come. */
export function daysSince(date: string | undefined, today: string): number | undefined {
  const from = dateValue(date);
  const to = dateValue(today);
  return from === undefined || to === undefined ? undefined : Math.round((to - from) / day);
}

function period(date: string | undefined, today: string): Step {
  const age = daysSince(date, today);
  if (age === undefined) return { kind: 'period', key: 'undated', rank: 10_000 };
  if (age <= 0) return { kind: 'period', key: 'today', rank: 0 };
  if (age <= 7) return { kind: 'period', key: 'week', rank: 1 };
  if (age <= 30) return { kind: 'period', key: 'month', rank: 2 };
  const year = (date ?? '').slice(0, 4);
  return { kind: 'period', key: year, rank: 10_000 - Number(year) };
}

/** The steps to a file or folder. A name without a dot and without lines is taken for a folder. */
function pathSteps(path: string, whole: boolean): Step[] {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  return names.map((key, index) => {
    const isFile = index === names.length - 1 && !(whole && !key.includes('.'));
    return isFile ? { kind: 'file', key, rank: 1 } : { kind: 'folder', key, rank: 0 };
  });
}

const brokenStep: Step = { kind: 'broken', key: '', rank: 3 };

/** Whether something is so wrong with a note that part of it could not be read. */
export function isBroken(entry: NoteEntry): boolean {
  return briefOf(entry) === undefined || entry.problems.some((problem) => problem.severity === 'error');
}

function byFile(entry: NoteEntry, presentPath: PresentPath | undefined): Placement[] {
  const code = briefOf(entry)?.code ?? [];
  if (code.length === 0) {
    const step: Step = isBroken(entry) ? brokenStep : { kind: 'no-code', key: '', rank: 2 };
    return [{ steps: [step], rank: 0 }];
  }
  const places = new Map<string, Placement>();
  code.forEach((anchor, index) => {
    const path = presentPath?.(entry, index) ?? anchor.path;
    const rank = anchor.lines?.start ?? 0;
    const known = places.get(path);
    if (known && known.rank <= rank) return;
    places.set(path, { steps: pathSteps(path, anchor.lines === undefined), rank, index });
  });
  return [...places.values()];
}

const statusRank = { proposed: 0, accepted: 1, rejected: 2, deprecated: 3, superseded: 4 } as const;

/** Every place of the note in a tree arranged by `grouping`; at least one, so that no note is ever out of reach. */
export function placements(
  entry: NoteEntry,
  grouping: Grouping,
  today: string,
  presentPath?: PresentPath,
): readonly Placement[] {
  const note = briefOf(entry);
  if (note === undefined) return [{ steps: [brokenStep], rank: 0 }];
  const rank = -(dateValue(note.date) ?? 0);
  switch (grouping) {
    case 'file':
      return byFile(entry, presentPath);
    case 'tag':
      if (note.tags.length === 0) return [{ steps: [{ kind: 'untagged', key: '', rank: 1 }], rank }];
      return [...new Set(note.tags)].map((key) => ({ steps: [{ kind: 'tag', key, rank: 0 }], rank }));
    case 'status':
      return [{ steps: [{ kind: 'status', key: note.status, rank: statusRank[note.status] }], rank }];
    case 'recency':
      return [{ steps: [period(note.date, today)], rank }];
  }
}
