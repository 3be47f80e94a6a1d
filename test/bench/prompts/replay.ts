import { decide } from '../../../src/core/prompts/decide';
import { emptyState, learnedWeight, reduce, type PromptState } from '../../../src/core/prompts/promptState';
import { rankTriggers, type Candidate } from '../../../src/core/prompts/score';
import type { Observation } from './observe';

/** A commit that the person would have been asked about. */
export interface Prompted {
  readonly commit: Observation;
  readonly trigger: Candidate;
}

/** What a replay saw. */
export interface Replay {
  readonly prompted: readonly Prompted[];
  /** Days on which a person made a commit, summed over persons. */
  readonly personDays: number;
  /** The most prompts that one person had on one day. */
  readonly most: number;
}

/** The default of the setting. */
const perDay = 2;

/**
 * Plays the commits through the prompter, each person with a state of their own, none of whom ever answers: nothing is
 * learned or muted, so that the figures are those of a first day.
 */
export function replay(observations: readonly Observation[]): Replay {
  const states = new Map<string, PromptState>();
  const days = new Map<string, number>();
  const prompted: Prompted[] = [];
  // A person's days pass in order, whatever order merges and rebases gave the commits.
  for (const commit of [...observations].sort((a, b) => a.time - b.time)) {
    const who = `${commit.repository}\n${commit.person}`;
    const state = states.get(who) ?? emptyState;
    const day = `${who}\n${commit.day}`;
    days.set(day, days.get(day) ?? 0);
    const ranks = new Map(commit.triggers.map(({ path, rank }) => [path, rank]));
    const candidates = rankTriggers(commit.triggers, {
      subject: commit.subject,
      rank: (path) => ranks.get(path) ?? 0,
      learned: (trigger) => learnedWeight(state, trigger),
    });
    const decision = decide({
      commit: commit.id,
      candidates,
      situation: { typing: false, debugging: false, presenting: false, midOperation: false },
      settings: { enabled: true, perDay, muted: {} },
      state,
      now: commit.time,
      today: commit.day,
    });
    if (decision.kind !== 'prompt') continue;
    const { trigger } = decision;
    states.set(who, reduce(state, { kind: 'shown', trigger, commit: commit.id, today: commit.day }).state);
    days.set(day, (days.get(day) ?? 0) + 1);
    prompted.push({ commit, trigger });
  }
  return { prompted, personDays: days.size, most: Math.max(0, ...days.values()) };
}

/** How often something was seen over how often it would be if prompts fell on commits by chance. */
export interface Lift {
  readonly observed: number;
  readonly expected: number;
  /** observed / expected; NaN where nothing is expected. */
  readonly lift: number;
}

/**
 * Compares prompted commits with all commits that persons made in the same repository, so that a repository where many
 * bodies carry reasons and many commits prompt does not count as a success. Merges are compared with merges.
 */
export function liftOf(
  prompted: readonly Observation[],
  all: readonly Observation[],
  test: (commit: Observation) => boolean,
  stratum: (commit: Observation) => string = ({ repository }) => repository,
): Lift {
  const keyOf = (commit: Observation): string => `${commit.merge ? 'merge' : 'commit'} ${stratum(commit)}`;
  const base = new Map<string, { hits: number; count: number }>();
  for (const commit of all) {
    const key = keyOf(commit);
    const { hits, count } = base.get(key) ?? { hits: 0, count: 0 };
    base.set(key, { hits: hits + (test(commit) ? 1 : 0), count: count + 1 });
  }
  let [observed, expected] = [0, 0];
  for (const commit of prompted) {
    const { hits, count } = base.get(keyOf(commit)) ?? { hits: 0, count: 0 };
    observed += test(commit) ? 1 : 0;
    expected += count === 0 ? 0 : hits / count;
  }
  return { observed, expected, lift: observed / expected };
}
