import { measure, type Features } from './features';
import { hypotheses, type Hypothesis } from './hypotheses';
import { splitLines } from './lines';
import { confidenceOf, limits, scoreOf } from './model';
import { pastIds, type Past } from './past';
import type { LineTable } from './lineTable';
import type { PresentFile } from './present';

/** A hypothesis with what speaks for it. */
export interface Scored {
  readonly hypothesis: Hypothesis;
  readonly features: Features;
  /** Log-odds, before comparing with others. */
  readonly score: number;
}

/** A scored hypothesis in the order of all. */
export interface Ranked extends Scored {
  /** 0 to 1. */
  readonly confidence: number;
}

const contestedShare = 0.25;

/**
 * All hypotheses over one present file. `stays`: the recorded file is still there. `before`: the old text of this file,
 * where it is another one than the recorded and was there already.
 */
export function score(
  past: Past,
  { table, doc }: Pick<PresentFile, 'table' | 'doc'>,
  stays: boolean,
  before?: string,
): Scored[] {
  const old = before === undefined ? undefined : new Set(splitLines(before).map((line) => table.id(line)));
  const ids = pastIds(past, table);
  const { beyondDoubt } = limits(past.complete);
  const scored: Scored[] = [];
  for (const hypothesis of hypotheses(table, past, ids, doc)) {
    const features = measure(table, past, ids, hypothesis, stays, old);
    const points = scoreOf(features, past.complete);
    scored.push({ hypothesis, features, score: points });
    const alone = { score: points, features, lead: Number.POSITIVE_INFINITY, otherRecall: 0, rival: rivalIn(past) };
    if (confidenceOf(alone, past.complete) >= beyondDoubt && !contested(table, past, ids, hypothesis)) break;
  }
  return scored;
}

/** Whether a good part of the range's telling lines stands at other places of the file too. */
function contested(table: LineTable, past: Past, ids: Int32Array, { doc, span }: Hypothesis): boolean {
  let [total, outside] = [0, 0];
  for (let line = past.start; line <= past.end; line++) {
    const id = ids[line] ?? 0;
    if (table.isWeak(id)) continue;
    total += table.weight(id);
    if (doc.places.lines(id).some((place) => place < span.low || place > span.high)) outside += table.weight(id);
  }
  return outside > total * contestedShare;
}

/** Orders hypotheses, best first, and says how sure each is in view of the others. */
export function rank(past: Past, scored: readonly Scored[]): Ranked[] {
  const ordered = [...scored].sort((a, b) => b.score - a.score);
  const [best] = ordered;
  if (!best) return [];
  const next = ordered.find((other) => !samePlace(best.hypothesis, other.hypothesis));
  const rival = rivalIn(past);
  return ordered.map((one) => {
    const against = samePlace(best.hypothesis, one.hypothesis) ? next : best;
    const lead = against ? one.score - against.score : Number.POSITIVE_INFINITY;
    const otherRecall = against?.hypothesis.doc === one.hypothesis.doc ? against.features.recall : 0;
    return { ...one, confidence: confidenceOf({ ...one, lead, otherRecall, rival }, past.complete) };
  });
}

/** With the whole old file at hand, look-alikes are seen in it and need not be remembered. */
function rivalIn(past: Past): number | undefined {
  return past.complete ? undefined : past.fingerprint?.rival;
}

/** Whether two hypotheses have at least half of their lines in common. */
function samePlace(a: Hypothesis, b: Hypothesis): boolean {
  if (a.doc.path !== b.doc.path) return false;
  const common = Math.min(a.span.high, b.span.high) - Math.max(a.span.low, b.span.low) + 1;
  const lines = a.span.high - a.span.low + 1 + (b.span.high - b.span.low + 1) - common;
  return common > 0 && common / lines >= 0.5;
}
