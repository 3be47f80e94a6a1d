import { placeKey, type PromptState } from './promptState';
import type { Candidate } from './score';

/** What the person is doing: each of these keeps a prompt back. */
export interface Situation {
  /** Text was typed within the last moments. */
  readonly typing: boolean;
  readonly debugging: boolean;
  /** Others look on: a shared session. */
  readonly presenting: boolean;
  /** A merge, rebase, cherry-pick or bisect is under way. */
  readonly midOperation: boolean;
  /** A question about another commit of the same moment was just put. */
  readonly asked?: boolean;
}

/** The settings that count. */
export interface PromptSettings {
  readonly enabled: boolean;
  /** Most prompts on one day. */
  readonly perDay: number;
  /** Last day, `YYYY-MM-DD`, on which a trigger stays silent, by its name. */
  readonly muted: Readonly<Record<string, string>>;
}

/** One commit to decide on. */
export interface Occasion {
  readonly commit: string;
  /** Commits that it amends: one question for all of them. */
  readonly replaces?: readonly string[];
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly situation: Situation;
  readonly settings: PromptSettings;
  readonly state: PromptState;
  /** Milliseconds since the epoch, and the person's date then. */
  readonly now: number;
  readonly today: string;
}

export type DeferralReason = 'budget' | 'snoozed' | 'busy';

/** What to do about a commit. */
export type Decision =
  | { readonly kind: 'prompt'; readonly trigger: Candidate }
  /** Keep it where the person can find it, without a word. */
  | { readonly kind: 'defer'; readonly trigger: Candidate; readonly why: DeferralReason }
  | { readonly kind: 'nothing' };

/** Whether to ask about a commit now, later or never. At most one question a commit, and never more a day than allowed. */
export function decide(occasion: Occasion): Decision {
  const { commit, replaces = [], candidates, situation, settings, state, now, today } = occasion;
  if (!settings.enabled || settings.perDay <= 0) return { kind: 'nothing' };
  if ([commit, ...replaces].some((id) => state.seen.includes(id))) return { kind: 'nothing' };
  const trigger = candidates.find(
    (candidate) => !isMuted(candidate.kind, settings, today) && !state.seen.includes(placeKey(candidate)),
  );
  if (trigger === undefined) return { kind: 'nothing' };
  if (now < state.snoozedUntil) return { kind: 'defer', trigger, why: 'snoozed' };
  if (state.day === today && state.shown >= settings.perDay) return { kind: 'defer', trigger, why: 'budget' };
  const { typing, debugging, presenting, midOperation, asked = false } = situation;
  if (typing || debugging || presenting || midOperation || asked) return { kind: 'defer', trigger, why: 'busy' };
  return { kind: 'prompt', trigger };
}

function isMuted(kind: string, { muted }: PromptSettings, today: string): boolean {
  const until = Object.hasOwn(muted, kind) ? muted[kind] : undefined;
  // A date that is none mutes for good: the person wrote it there to have silence.
  return until !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(until) || until >= today);
}
