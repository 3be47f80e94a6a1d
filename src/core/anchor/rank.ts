import { measure, type Features } from './features';
import { hypotheses, type Hypothesis } from './hypotheses';
import { splitLines } from './lines';
import { confidenceOf, scoreOf } from './model';
import { pastIds, type Past } from './past';
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

/** From this confidence on, no other place is tried. */
export const beyondDoubt = 0.985;

/**
 * All hypotheses over one present file. `stays`: the recorded file is still there. `before`: the old text of this file,
 * where it is another one than the recorded and was there already.
 */
export function score(past: Past, { table, doc }: PresentFile, stays: boolean, before?: string): Scored[] {
  const old = before === undefined ? undefined : new Set(splitLines(before).map((line) => table.id(line)));
  const ids = pastIds(past, table);
  const scored: Scored[] = [];
  for (const hypothesis of hypotheses(table, past, ids, doc)) {
    const features = measure(table, past, ids, hypothesis, stays, old);
    const points = scoreOf(features, past.complete);
    scored.push({ hypothesis, features, score: points });
    if (confidenceOf(points, 0, past.complete) >= beyondDoubt) break;
  }
  return scored;
}

/** Orders hypotheses, best first, and says how sure each is in view of the others. */
export function rank(past: Past, scored: readonly Scored[]): Ranked[] {
  const ordered = [...scored].sort((a, b) => b.score - a.score);
  const [best] = ordered;
  if (!best) return [];
  const rival = ordered.find((other) => !samePlace(best.hypothesis, other.hypothesis));
  return ordered.map((one) => {
    const against = samePlace(best.hypothesis, one.hypothesis) ? rival : best;
    const lead = against ? one.score - against.score : Number.POSITIVE_INFINITY;
    return { ...one, confidence: confidenceOf(one.score, lead, past.complete) };
  });
}

/** Whether two hypotheses have at least half of their lines in common. */
function samePlace(a: Hypothesis, b: Hypothesis): boolean {
  if (a.doc.path !== b.doc.path) return false;
  const common = Math.min(a.span.high, b.span.high) - Math.max(a.span.low, b.span.low) + 1;
  const lines = a.span.high - a.span.low + 1 + (b.span.high - b.span.low + 1) - common;
  return common > 0 && common / lines >= 0.5;
}
