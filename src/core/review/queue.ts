import type { Location } from '../anchor/anchor';
import { briefOf, type NoteBrief, type NoteEntry } from '../store/noteStore';
import { daysSince, isBroken } from '../browse/placement';

/** Why a note waits for a reader, the gravest first. */
export const reviewReasons = [
  'broken',
  'lost',
  'uncertain',
  'drifted',
  'overdue',
  'author-gone',
  'unconfirmed',
] as const;
export type ReviewReason = (typeof reviewReasons)[number];

/** Share of the anchored lines from which on a change asks for a reader. */
export const driftLimit = 1 / 3;

/** Days after which a note that nobody confirmed asks for a reader. */
export const confirmationDays = 365;

/** What the queue is made from, for one note. */
export interface Reviewed {
  readonly entry: NoteEntry;
  /** By position in `note.code`; `undefined` where it is not computed yet. */
  readonly locations: readonly (Location | undefined)[];
}

/** What the queue needs to know beyond the notes. */
export interface ReviewContext {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** How much a file matters just now, 0 or more: see docs/review.md. */
  heat(path: string): number;
  /** Names and addresses, in lower case, of the last year's commit authors; `undefined` where git cannot say. */
  readonly authors: ReadonlySet<string> | undefined;
}

/** One note in the queue. */
export interface ReviewItem {
  readonly file: string;
  /** At least one, the gravest first. */
  readonly reasons: readonly ReviewReason[];
  /** Position in `note.code` of the anchor that is worst off. */
  readonly index: number;
  /** Root path of that anchor's code, or of the note where it has none. */
  readonly path: string;
  readonly heat: number;
  /** Largest drift of the note's anchors, 0 to 1. */
  readonly drift: number;
}

/** Reasons that need a person: these alone are counted in the badge. Age alone is listed, not counted. */
export function isUrgent(item: ReviewItem): boolean {
  return item.reasons.some((reason) => reason !== 'author-gone' && reason !== 'unconfirmed');
}

function anchorReason(location: Location | undefined): ReviewReason | undefined {
  if (location?.state === 'lost' || location?.state === 'uncertain') return location.state;
  return location && location.drift >= driftLimit - 1e-9 ? 'drifted' : undefined;
}

/** Name and address of `Ada Lovelace <ada@example.org>`, in lower case. */
function identities(person: string): string[] {
  const address = /<([^>]*)>/.exec(person)?.[1];
  const name = person.replace(/<[^>]*>/, '').trim();
  return [name, address ?? ''].filter((part) => part !== '').map((part) => part.toLowerCase());
}

/** The later of two written dates. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

function ageReasons(note: NoteBrief, context: ReviewContext): ReviewReason[] {
  const reasons: ReviewReason[] = [];
  const confirmed = note.confirmed?.date;
  const due = daysSince(note.reviewBy, context.today);
  // Who confirmed a note after its date for review has reviewed it.
  const reviewed = daysSince(note.reviewBy, confirmed ?? '');
  if (due !== undefined && due > 0 && !(reviewed !== undefined && reviewed >= 0)) reasons.push('overdue');
  const age = daysSince(later(note.date, confirmed), context.today);
  const stale = age !== undefined && age > confirmationDays;
  const confirmedLately = (daysSince(confirmed, context.today) ?? Infinity) <= confirmationDays;
  const { authors } = context;
  const gone =
    authors !== undefined &&
    note.decisionMakers.length > 0 &&
    note.decisionMakers.every((person) => !identities(person).some((identity) => authors.has(identity)));
  if (gone && !confirmedLately) reasons.push('author-gone');
  if (stale) reasons.push('unconfirmed');
  return reasons;
}

/** Why this note waits, or `undefined` when it does not. Only a proposed or accepted note can grow old or drift. */
export function review(reviewed: Reviewed, context: ReviewContext): ReviewItem | undefined {
  const { entry, locations } = reviewed;
  const note = briefOf(entry);
  const reasons = new Set<ReviewReason>();
  if (isBroken(entry)) reasons.add('broken');
  let index = 0;
  let worst: number = reviewReasons.length;
  if (note && (note.status === 'proposed' || note.status === 'accepted')) {
    locations.forEach((location, position) => {
      const reason = anchorReason(location);
      if (!reason) return;
      reasons.add(reason);
      const rank = reviewReasons.indexOf(reason);
      if (rank < worst) [worst, index] = [rank, position];
    });
    for (const reason of ageReasons(note, context)) reasons.add(reason);
  }
  if (reasons.size === 0) return undefined;
  const path = locations[index]?.path ?? note?.code[index]?.path ?? entry.file;
  return {
    file: entry.file,
    reasons: reviewReasons.filter((reason) => reasons.has(reason)),
    index,
    path,
    heat: context.heat(path),
    drift: Math.max(0, ...locations.map((location) => location?.drift ?? 0)),
  };
}

/** Orders the queue: where the code is hottest first; equal heat by gravity, then by file. */
export function compareItems(a: ReviewItem, b: ReviewItem): number {
  const gravity = (item: ReviewItem): number => reviewReasons.indexOf(item.reasons[0] ?? 'unconfirmed');
  return b.heat - a.heat || gravity(a) - gravity(b) || (a.file < b.file ? -1 : 1);
}

/** All notes that wait, in the order in which to look at them. */
export function reviewQueue(notes: Iterable<Reviewed>, context: ReviewContext): readonly ReviewItem[] {
  const items: ReviewItem[] = [];
  for (const reviewed of notes) {
    const item = review(reviewed, context);
    if (item) items.push(item);
  }
  return items.sort(compareItems);
}

/**
 * Whether a note's new place may be accepted together with others, unseen: all its code is where it was or moved
 * unchanged, and some of it moved. Never when a place is uncertain, edited or lost.
 */
export function isAcceptable(reviewed: Reviewed): boolean {
  const states = reviewed.locations.map((location) => location?.state);
  return states.includes('moved') && states.every((state) => state === 'exact' || state === 'moved');
}

/** Notes that a change of these files touches: the note itself changed, or a file that it is about. */
export function touchedNotes(notes: Iterable<Reviewed>, changed: readonly string[]): readonly string[] {
  const files = new Set(changed);
  const touched: string[] = [];
  for (const { entry, locations } of notes) {
    const code = briefOf(entry)?.code ?? [];
    const paths = [entry.file, ...code.map((anchor) => anchor.path), ...locations.map((location) => location?.path)];
    if (paths.some((path) => path !== undefined && files.has(path))) touched.push(entry.file);
  }
  return touched;
}
