import { triggerKinds, type Trigger, type TriggerKind } from './trigger';

/** What the prompter remembers of one person, as plain data. Times are milliseconds since the epoch. */
export interface PromptState {
  readonly version: 1;
  /** The day, `YYYY-MM-DD`, that `shown` counts for. */
  readonly day: string;
  readonly shown: number;
  /** Dismissals in a row, by trigger; recording a note starts them anew. */
  readonly dismissed: Readonly<Partial<Record<TriggerKind, number>>>;
  /** What "not a decision" and "record" taught, by trigger (`timing`) and by pattern (`timing:retry`); absent is 1. */
  readonly learned: Readonly<Record<string, number>>;
  readonly snoozedUntil: number;
  /** The latest commits and places that were asked about, so that an amended or picked commit does not ask again. */
  readonly seen: readonly string[];
}

export const emptyState: PromptState = {
  version: 1,
  day: '',
  shown: 0,
  dismissed: {},
  learned: {},
  snoozedUntil: 0,
  seen: [],
};

/** What happened, told by the edge. */
export type PromptEvent =
  | { readonly kind: 'shown'; readonly trigger: Trigger; readonly commit: string; readonly today: string }
  | { readonly kind: 'deferred'; readonly trigger: Trigger; readonly commit: string }
  | { readonly kind: 'recorded'; readonly trigger: Trigger }
  | { readonly kind: 'dismissed'; readonly trigger: Trigger }
  | { readonly kind: 'notADecision'; readonly trigger: Trigger }
  | { readonly kind: 'snoozed'; readonly until: number }
  | { readonly kind: 'reset' };

/** The state after an event, and a trigger to mute where the person has had enough of it. */
export interface Reduced {
  readonly state: PromptState;
  readonly mute?: TriggerKind;
}

export const dismissalsToMute = 3;
/** Days for which a muted trigger stays silent. */
export const mutedDays = 30;
const remembered = 200;

/** Applies one event. Pure; the edge keeps the result and writes a mute into the setting, where the person sees it. */
export function reduce(state: PromptState, event: PromptEvent): Reduced {
  switch (event.kind) {
    case 'shown': {
      const shown = state.day === event.today ? state.shown + 1 : 1;
      return { state: { ...state, day: event.today, shown, seen: remember(state.seen, event) } };
    }
    case 'deferred':
      return { state: { ...state, seen: remember(state.seen, event) } };
    case 'recorded': {
      const dismissed = without(state.dismissed, event.trigger.kind);
      return { state: { ...state, dismissed, learned: teach(state.learned, event.trigger, 1.15, 1.1) } };
    }
    case 'dismissed': {
      const { kind } = event.trigger;
      const count = (state.dismissed[kind] ?? 0) + 1;
      if (count < dismissalsToMute) return { state: { ...state, dismissed: { ...state.dismissed, [kind]: count } } };
      return { state: { ...state, dismissed: without(state.dismissed, kind) }, mute: kind };
    }
    case 'notADecision':
      return { state: { ...state, learned: teach(state.learned, event.trigger, 0.7, 0.85) } };
    case 'snoozed':
      return { state: { ...state, snoozedUntil: event.until } };
    case 'reset':
      return { state: emptyState };
  }
}

/** How much a trigger still counts for this person: the product of what its kind and its pattern were taught. */
export function learnedWeight(state: PromptState, { kind, pattern }: Trigger): number {
  return (state.learned[kind] ?? 1) * (state.learned[`${kind}:${pattern}`] ?? 1);
}

/** Stands for the place that a trigger points at, whatever commit shows it. */
export function placeKey({ kind, path, pattern, evidence }: Trigger): string {
  return `${kind}\n${path}\n${pattern}\n${evidence}`;
}

/** A state that was kept as plain data; whatever does not fit is forgotten. */
export function stateFromData(data: unknown): PromptState {
  if (typeof data !== 'object' || data === null || (data as { version?: unknown }).version !== 1) return emptyState;
  const raw = data as Partial<Record<keyof PromptState, unknown>>;
  return {
    version: 1,
    day: typeof raw.day === 'string' ? raw.day : '',
    shown: isCount(raw.shown) ? raw.shown : 0,
    dismissed: Object.fromEntries(
      triggerKinds.flatMap((kind) => {
        const count = (raw.dismissed as Record<string, unknown> | null | undefined)?.[kind];
        return isCount(count) && count > 0 ? [[kind, count]] : [];
      }),
    ),
    learned: Object.fromEntries(
      Object.entries(raw.learned ?? {}).filter(
        (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= lowest && entry[1] <= highest,
      ),
    ),
    snoozedUntil: isCount(raw.snoozedUntil) ? raw.snoozedUntil : 0,
    seen: Array.isArray(raw.seen)
      ? raw.seen.filter((key): key is string => typeof key === 'string').slice(-remembered)
      : [],
  };
}

function without(dismissed: PromptState['dismissed'], kind: TriggerKind): PromptState['dismissed'] {
  return Object.fromEntries(Object.entries(dismissed).filter(([key]) => key !== kind));
}

const lowest = 0.1;
const highest = 1.5;

function teach(
  learned: PromptState['learned'],
  trigger: Trigger,
  byPattern: number,
  byKind: number,
): PromptState['learned'] {
  const scale = (key: string, factor: number): [string, number] => [
    key,
    Math.min(highest, Math.max(lowest, (learned[key] ?? 1) * factor)),
  ];
  const entries = [scale(trigger.kind, byKind), scale(`${trigger.kind}:${trigger.pattern}`, byPattern)];
  const next = { ...learned, ...Object.fromEntries(entries) };
  // Patterns can be file names from the repository: keep the newest few hundred.
  return Object.fromEntries(Object.entries(next).slice(-300));
}

function remember(seen: readonly string[], event: { trigger: Trigger; commit: string }): string[] {
  return [...seen, event.commit, placeKey(event.trigger)].slice(-remembered);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
