import type { Features } from './features';

/**
 * Logistic regression, twice. The first scores each hypothesis by itself; the second looks at the best one again, beside
 * the next other place and the look-alike that the file had when the note was written, and says how often such an answer
 * is right.
 *
 * The numbers were fitted by penalised maximum likelihood (L2, weight 1): the first on 504 places in 16 public histories
 * with known answers, the second on 353 of them, on versions of npm packages, and on generated edits, each of the former
 * also with the right place cut out of the present text. A slope and an offset then fit the second to real histories, whose
 * places were right more often than it said. docs/anchoring.md has the weights and the figures on what was left
 * out. There is one set for an old file that is known whole and one for the quote alone, because neighbours and kinship
 * mean different things in them.
 */
interface Model {
  /** In the order of `terms`. */
  readonly score: readonly number[];
  /** In the order of `doubts`. */
  readonly sure: readonly number[];
  /** At or above this confidence a place is an answer; see docs/anchoring.md for how it was chosen. */
  readonly enough: number;
  /** Below this confidence a place is not even worth showing. */
  readonly showing: number;
  /** From this confidence on, no other place is tried. */
  readonly beyondDoubt: number;
}

const wholeFile: Model = {
  score: [-7.042, 1.538, -0.5, 1.326, 1.062, -2.019, 0.985, 1.007, 1.549, 1.103, 0.996, 2.572, 0.925, -1.239, -3.306],
  sure: [
    ...[1.249, 0.752, 0.848, 0, 0, 0, 1.009, 0.37, 0.463, 0.457, -1.123, 0.556, -0.985, 0.344, -0.366, 0.963, -0.084],
    ...[-1.22, -0.421, -0.704, 0.59, -1.726, 0, -0.66],
  ],
  enough: 0.857,
  showing: 0.42,
  beyondDoubt: 0.989,
};
const quoteAlone: Model = {
  score: [-7.34, 1.562, 0.019, 2.026, 0.976, -2.199, 1.194, 1.217, 1.24, 0.869, -0.43, 3.158, 0.577, -2.442, 0],
  sure: [
    ...[0.768, 0.682, 0.911, 0.376, -0.976, -2.358, 1.151, 0.505, 0.425, 0.744, -0.784, 0.701, -0.288, 0.309, -0.196],
    ...[1.541, -0.428, -0.76, -1.195, -0.708, -0.282, 0, -3.972, -0.835],
  ],
  enough: 0.906,
  showing: 0.25,
  beyondDoubt: 0.995,
};

/** Not fitted, for want of examples: a copy in a folder of vendored, generated or test data is seldom the original. */
const copyPenalty = 1.5;
/** A lead beyond this proves no more. */
const largestLead = 2;
const smallestLead = -6;

/** What the confidences mean, where the old file is known whole and where it is not. */
export function limits(complete: boolean): Pick<Model, 'enough' | 'showing' | 'beyondDoubt'> {
  return complete ? wholeFile : quoteAlone;
}

/** What the first regression sees of a hypothesis. */
export function terms(f: Features): number[] {
  return [
    1,
    f.recall,
    f.precision,
    f.context,
    f.name === 1 ? 1 : 0,
    f.name < 0.4 ? 1 : 0,
    f.sole,
    Math.log1p(f.mass),
    f.ends,
    f.order,
    f.kin,
    f.path,
    f.here,
    f.left,
    f.taken,
  ];
}

/** Log-odds that a hypothesis is right, before it is compared with others. */
export function scoreOf(features: Features, complete: boolean): number {
  const { score } = complete ? wholeFile : quoteAlone;
  const sum = terms(features).reduce((total, term, index) => total + term * (score[index] ?? 0), 0);
  return sum - copyPenalty * features.copy;
}

/** A place beside others. */
export interface Standing {
  /** Its own score, in log-odds. */
  readonly score: number;
  readonly features: Features;
  /** How far ahead of the best other place it is, or behind; infinite where there is no other. */
  readonly lead: number;
  /** How much of the range the best other place in the same file has, 0 to 1; 0 where there is none. */
  readonly otherRecall: number;
  /** The score that the nearest look-alike had when the note was written, as far as that is known. */
  readonly rival: number | undefined;
}

/** What the second regression sees. */
function doubts({ score, features: f, lead, otherRecall, rival }: Standing): number[] {
  const capped = (value: number): number => Math.max(smallestLead, Math.min(largestLead, value));
  return [
    1,
    score,
    capped(lead),
    // Hardly better than the look-alike was: it may well be the look-alike.
    rival === undefined ? largestLead : capped(score - rival),
    rival === undefined ? 1 : 0,
    rival === undefined ? 0 : Math.exp(-2 * Math.abs(score - rival)),
    f.recall,
    f.recall ** 2,
    f.recall >= 0.98 ? 1 : 0,
    f.recall * f.context,
    f.context,
    f.precision,
    f.name === 1 ? 1 : 0,
    f.name < 0.4 ? 1 : 0,
    Math.log1p(f.mass),
    f.ends,
    f.order,
    f.kin,
    f.path,
    f.here,
    f.left,
    f.taken,
    f.copy,
    otherRecall,
  ];
}

/** How often a place that stands like this is right, 0 to 1. `complete`: the old file is known whole. */
export function confidenceOf(standing: Standing, complete: boolean): number {
  const { sure } = complete ? wholeFile : quoteAlone;
  const logOdds = doubts(standing).reduce((total, term, index) => total + term * (sure[index] ?? 0), 0);
  return 1 / (1 + Math.exp(-logOdds));
}
