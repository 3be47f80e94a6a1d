import { placeKey, type PromptState } from './promptState';
import type { Candidate } from './score';

/** What the person is doing: each of these keeps a prompt back. */
export interface Situation {
  /** Text was typed within the last moments. */
  readonly typing: boolean;
  readonly debugging: boolean;
  /** Zen mode, screencast mode, a shared session. */
  readonly presenting: boolean;
  /** A merge, rebase, cherry-pick or bisect is under way. */
  readonly midOperation: boolean;
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
export function decide({ commit, candidates, situation, settings, state, now, today }: Occasion): Decision {
  if (!settings.enabled || settings.perDay <= 0 || state.seen.includes(commit)) return { kind: 'nothing' };
  const trigger = candidates.find(
    (candidate) => !isMuted(candidate.kind, settings, today) && !state.seen.includes(placeKey(candidate)),
  );
  if (trigger === undefined) return { kind: 'nothing' };
  if (now < state.snoozedUntil) return { kind: 'defer', trigger, why: 'snoozed' };
  if (state.day === today && state.shown >= settings.perDay) return { kind: 'defer', trigger, why: 'budget' };
  const { typing, debugging, presenting, midOperation } = situation;
  if (typing || debugging || presenting || midOperation) return { kind: 'defer', trigger, why: 'busy' };
  return { kind: 'prompt', trigger };
}

function isMuted(kind: string, { muted }: PromptSettings, today: string): boolean {
  const until = Object.hasOwn(muted, kind) ? muted[kind] : undefined;
  // A date that is none mutes for good: the person wrote it there to have silence.
  return until !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(until) || until >= today);
}
