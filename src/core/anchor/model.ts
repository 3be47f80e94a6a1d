import type { Features } from './features';

/**
 * Logistic regression, twice. The first scores each hypothesis by itself; the second turns the best one's score and its
 * lead over the next other place into how often such an answer is right.
 *
 * The numbers were fitted by penalised maximum likelihood (L2, weight 1) on 504 places in 16 public histories with known
 * answers, and on the same histories with the answer cut out of the present text (weighted one tenth in the second).
 * Fitted on all repositories but one they hold on that one; docs/anchoring.md has the figures, and `npm run bench:anchors`
 * prints the calibration for any file of places. There is one set for an old file that is known whole and one for the
 * quote alone, because neighbours and kinship mean different things in them.
 */
interface Model {
  /** In the order of `terms`. */
  readonly score: readonly number[];
  /** Constant, score, lead. */
  readonly sure: readonly [number, number, number];
}

const wholeFile: Model = {
  score: [-7.042, 1.538, -0.5, 1.326, 1.062, -2.019, 0.985, 1.007, 1.549, 1.103, 0.996, 2.572, 0.925, -1.239, -3.306],
  sure: [0.889, 1.072, 0.012],
};
const quoteAlone: Model = {
  score: [-7.34, 1.562, 0.019, 2.026, 0.976, -2.199, 1.194, 1.217, 1.24, 0.869, -0.43, 3.158, 0.577, -2.442, 0],
  sure: [0.523, 1.024, 0.107],
};

/** Not fitted, for want of examples: a copy in a folder of vendored, generated or test data is seldom the original. */
const copyPenalty = 1.5;
const largestLead = 6;

/** At or above this confidence a place is an answer; see docs/anchoring.md for how it was chosen. */
export const sureEnough = 0.7;
/** Below this confidence a place is not even worth showing. */
export const worthShowing = 0.15;

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

/** How often a place with this score and this lead over the next other place is right, 0 to 1. */
export function confidenceOf(score: number, lead: number, complete: boolean): number {
  const { sure } = complete ? wholeFile : quoteAlone;
  const logOdds = sure[0] + sure[1] * score + sure[2] * Math.max(-largestLead, Math.min(largestLead, lead));
  return 1 / (1 + Math.exp(-logOdds));
}
