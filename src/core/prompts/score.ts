import { isTestPath } from './generated';
import type { Trigger, TriggerKind } from './trigger';

/** How a trigger is weighed. */
interface Weight {
  /** How much more often such commits carry a written reason than others: orders the triggers of one commit. */
  readonly weight: number;
  /** Rank of the file's heat, 0 to 1, from which it prompts: 0.9 is the hottest tenth of the files. */
  readonly from: number;
  /** Also in tests. */
  readonly inTests?: true;
  /** Whatever the commit's subject says of the kind of work. */
  readonly inRoutine?: true;
  /** Never below its rank: a hint so weak that only the hottest code makes up for it. */
  readonly fixedRank?: true;
  /** Counts less in a commit whose subject was written in haste. */
  readonly lessInHaste?: true;
}

/** The weights are measured figures; `from` was fitted on public histories and checked on others. See docs/prompts.md. */
export const weights: Readonly<Record<TriggerKind, Weight>> = {
  noted: { weight: 3, from: 0, inTests: true, inRoutine: true },
  workaround: { weight: 2.3, from: 0, inTests: true, inRoutine: true },
  conflict: { weight: 2, from: 0, inTests: true, inRoutine: true },
  revert: { weight: 2, from: 0.95, inTests: true, inRoutine: true },
  reason: { weight: 1.9, from: 0.8, inTests: true, lessInHaste: true },
  suppression: { weight: 1.8, from: 0.99, fixedRank: true },
  timing: { weight: 1.7, from: 0.95 },
  large: { weight: 1.6, from: 0.98, inTests: true, lessInHaste: true },
  rewrite: { weight: 1.5, from: 0.8, lessInHaste: true },
  configuration: { weight: 1.3, from: 0.98, fixedRank: true },
  number: { weight: 0.25, from: 0.99, fixedRank: true },
};

const routine =
  /^(?:chore|style|docs?|tests?|ci|build|release|deps)(?:\([^)]{0,80}\))?!?:|^(?:bump|release|upgrade|merge|v?\d+\.\d+|prepare|back to|set version)\b|\b(?:typos?|spelling|whitespace|formatting|reformat|re-?indent|prettier|clang-format|gofmt|rustfmt|cargo fmt|black|isort|lint(?:er|ing|s)?|checkstyle|spotless|spotbugs|sonar|javadocs?|comments?|doc(?:s|umentation)?|readme|changelog|copyright|licen[sc]e|imports?|rename[sd]?|renaming|sort|warnings?|clean ?ups?|tidy|dependenc(?:y|ies)|translations?|tweaks?|nits?|unused)\b/i;

/** Whether a commit's subject says that nothing was decided: releases, formatting, typing errors, dependencies. */
export function isRoutine(subject: string): boolean {
  return routine.test(subject.slice(0, 200));
}

const repair = /\b(?:fix(?:e[sd]|ing)?|prevent|avoid|don'?t|do not|instead of|work ?around)\b/i;
const addition =
  /^(?:\W*\w+(?:\([^)]{0,80}\))?!?:\s+)?(?:add(?:s|ed|ing)?|support|implement(?:s|ed)?|introduce[sd]?|sync)\b/i;

/**
 * How much the kind of work, by the commit's subject, counts: mending something says more often why than adding something
 * does. Measured on the same histories as the weights.
 */
export function toneOf(subject: string): number {
  const head = subject.slice(0, 200);
  if (addition.test(head)) return 0.87;
  return repair.test(head) ? 1.15 : 1;
}

/** A subject of fewer words is written in haste, and so is what it is about. */
const fewWords = 4;
const hasty = 0.91;
/** More than one kind of trigger in a commit. */
const agreeing = 1.1;

function isHasty(subject: string): boolean {
  return subject.slice(0, 200).trim().split(/\s+/).length < fewWords;
}

/** What a revert took back, by its subject. */
function reverted(subject: string): string {
  return subject.replace(/^revert(?:s|ed|ing)?\b:?\s*"?/i, '');
}

/** From so many suppressions in one commit a tool was brought in, and no one of them was a decision. */
const massSuppression = 5;

/** A trigger that is strong enough where it is. */
export interface Candidate extends Trigger {
  readonly score: number;
}

/** What is known where a commit is weighed. */
export interface Surroundings {
  readonly subject: string;
  /** Rank of a file's heat in the repository, 0 to 1. */
  readonly rank: (path: string) => number;
  /** What the person taught, 1 being nothing: how much a trigger and its pattern still count. */
  readonly learned: (trigger: Trigger) => number;
}

/** The triggers that may prompt, best first. */
export function rankTriggers(triggers: readonly Trigger[], { subject, rank, learned }: Surroundings): Candidate[] {
  const isRoutineWork = isRoutine(subject);
  const tone = toneOf(subject);
  const haste = isHasty(subject) ? hasty : 1;
  const agreement = new Set(triggers.map(({ kind }) => kind)).size > 1 ? agreeing : 1;
  const isMass = triggers.filter(({ kind }) => kind === 'suppression').length >= massSuppression;
  const candidates: Candidate[] = [];
  for (const trigger of triggers) {
    const { weight, from, inTests, inRoutine, fixedRank, lessInHaste } = weights[trigger.kind];
    if ((isRoutineWork && inRoutine !== true) || (inTests !== true && isTestPath(trigger.path))) continue;
    if (isMass && trigger.kind === 'suppression') continue;
    if (trigger.kind === 'revert' && isRoutine(reverted(subject))) continue;
    if (fixedRank === true && rank(trigger.path) < from) continue;
    const ofCommit = inRoutine === true ? 1 : tone * agreement * (lessInHaste === true ? haste : 1);
    const factor = learned(trigger) * (1 + rank(trigger.path)) * ofCommit;
    if (factor >= 1 + from) candidates.push({ ...trigger, score: weight * factor });
  }
  return candidates.sort((a, b) => b.score - a.score);
}
