import { type Evidence, type LineRange, locate, type Location, recordAnchor } from '../../../src/core/index';

/** A place: lines 1-based, both ends included. */
export interface Place {
  readonly path: string;
  readonly lines: LineRange;
}

/** A question with a known answer: where are these lines of the old tree in the new one? */
export interface Case {
  readonly kind: string;
  /** Says which one it is, for people. */
  readonly label: string;
  readonly language: string;
  readonly from: Place;
  /** Text of the old file. */
  readonly original: string;
  /** The old tree's other files; needed to tell which files changed. */
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  /** `undefined`: the lines are gone, and an answer is a false one. */
  readonly expected: Place | undefined;
}

/** `quote`: what a note stores, and the present tree. `all`: the original text and the changed files too. */
export type EvidenceKind = 'quote' | 'all';

/**
 * The words of the anchor-bench scorer: exact is both ends right; overlap is intersection over union of 0.5 or more (and
 * includes exact); wrong is elsewhere, below 0.1; partial lies between.
 */
export type Verdict = 'exact' | 'overlap' | 'partial' | 'wrong' | 'lost' | 'uncertain' | 'gone' | 'false-found';

export interface Judged {
  readonly case: Case;
  readonly location: Location;
  readonly verdict: Verdict;
  /** Whether the first candidate of an uncertain answer overlaps the right place by half or more. */
  readonly firstCandidate: boolean;
  readonly milliseconds: number;
}

/** Records an anchor on the old text, finds it in the new tree, and compares. */
export async function judge(question: Case, kind: EvidenceKind): Promise<Judged> {
  const { from, original } = question;
  const anchor = recordAnchor({ path: from.path, text: original, lines: from.lines, commit: 'a'.repeat(40) });
  const started = performance.now();
  const location = await locate(anchor, evidence(question, kind));
  return compare(question, location, performance.now() - started);
}

/** Compares a location with the known answer. */
export function compare(question: Case, location: Location, milliseconds: number): Judged {
  const { expected } = question;
  const first = location.candidates[0];
  const firstCandidate =
    location.state === 'uncertain' && first !== undefined && expected !== undefined && likeness(first, expected) >= 0.5;
  return { case: question, location, verdict: verdict(expected, location), firstCandidate, milliseconds };
}

function verdict(expected: Place | undefined, location: Location): Verdict {
  const { state, path, lines } = location;
  const found = state !== 'lost' && state !== 'uncertain' && lines ? { path, lines } : undefined;
  if (!expected) return found ? 'false-found' : 'gone';
  if (!found) return state === 'uncertain' ? 'uncertain' : 'lost';
  const share = likeness(found, expected);
  if (share === 1) return 'exact';
  return share >= 0.5 ? 'overlap' : share >= 0.1 ? 'partial' : 'wrong';
}

/** Intersection over union of two places' lines; 0 in different files. */
export function likeness(a: Place, b: Place): number {
  if (a.path !== b.path) return 0;
  const shared = Math.min(a.lines.end, b.lines.end) - Math.max(a.lines.start, b.lines.start) + 1;
  if (shared <= 0) return 0;
  return shared / (size(a.lines) + size(b.lines) - shared);
}

function size(range: LineRange): number {
  return range.end - range.start + 1;
}

export function evidence({ before, after, original, from }: Case, kind: EvidenceKind): Evidence {
  const present: Evidence = {
    text: (path) => Promise.resolve(after.get(path)),
    paths: () => Promise.resolve([...after.keys()].sort()),
    grep: (words, limit, extensions) => {
      const isRelative = (path: string): boolean => extensions.some((extension) => path.endsWith(`.${extension}`));
      const paths = [...after.keys()].sort().filter((path) => extensions.length === 0 || isRelative(path));
      const found = paths.filter((path) => words.some((word) => after.get(path)!.includes(word)));
      return Promise.resolve(found.slice(0, limit));
    },
  };
  if (kind === 'quote') return present;
  const past = (path: string): string | undefined => (path === from.path ? original : before.get(path));
  const deltas = [...new Set([from.path, ...before.keys(), ...after.keys()])].flatMap((path) => {
    const [old, now] = [past(path), after.get(path)];
    if (old === now) return [];
    const change =
      old === undefined ? ('added' as const) : now === undefined ? ('deleted' as const) : ('modified' as const);
    return [{ path, kind: change, before: old ?? '', after: now ?? '' }];
  });
  return {
    ...present,
    original: (_commit, path) => Promise.resolve(past(path)),
    // A rename that a history would show is not told: finding it is part of the question.
    ...{ changes: () => Promise.resolve(deltas) },
  };
}
