import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, type Occasion, type Situation } from '../../../src/core/prompts/decide';
import {
  emptyState,
  learnedWeight,
  reduce,
  stateFromData,
  type PromptState,
} from '../../../src/core/prompts/promptState';
import { isRoutine, rankTriggers, type Candidate } from '../../../src/core/prompts/score';
import { suggestedTitle } from '../../../src/core/prompts/title';
import { triggerKinds, type Trigger, type TriggerKind } from '../../../src/core/prompts/trigger';

const calm: Situation = { typing: false, debugging: false, presenting: false, midOperation: false };

function trigger(kind: TriggerKind = 'workaround', evidence = 'a hack'): Trigger {
  return { kind, path: 'src/a.ts', lines: { start: 1, end: 2 }, pattern: 'hack', evidence };
}

function candidate(kind: TriggerKind = 'workaround', evidence = 'a hack'): Candidate {
  return { ...trigger(kind, evidence), score: 2 };
}

function occasion(over: Partial<Occasion> = {}): Occasion {
  return {
    commit: 'c1',
    candidates: [candidate()],
    situation: calm,
    settings: { enabled: true, perDay: 2, muted: {} },
    state: emptyState,
    now: 1000,
    today: '2026-03-01',
    ...over,
  };
}

describe('decide', () => {
  it('prompts for the best trigger, at most twice a day, and anew the next day', () => {
    let state: PromptState = emptyState;
    const ask = (commit: string, evidence: string, today: string): string => {
      const decision = decide(occasion({ commit, candidates: [candidate('workaround', evidence)], state, today }));
      if (decision.kind === 'prompt') state = reduce(state, { ...decision, kind: 'shown', commit, today }).state;
      return decision.kind === 'defer' ? decision.why : decision.kind;
    };
    assert.equal(ask('c1', 'one', '2026-03-01'), 'prompt');
    assert.equal(ask('c1', 'other', '2026-03-01'), 'nothing', 'one a commit');
    assert.equal(ask('c2', 'one', '2026-03-01'), 'nothing', 'the same place in an amended commit');
    assert.equal(ask('c3', 'three', '2026-03-01'), 'prompt');
    assert.equal(ask('c4', 'four', '2026-03-01'), 'budget');
    assert.equal(ask('c5', 'five', '2026-03-02'), 'prompt');
  });

  it('stays silent while the person types, debugs, presents, merges or rebases', () => {
    for (const key of ['typing', 'debugging', 'presenting', 'midOperation'] as const) {
      const decision = decide(occasion({ situation: { ...calm, [key]: true } }));
      assert.deepEqual([decision.kind, decision.kind === 'defer' && decision.why], ['defer', 'busy']);
    }
  });

  it('asks once about a commit and those that amend it, whatever else they show', () => {
    const state = reduce(emptyState, { kind: 'shown', trigger: trigger(), commit: 'c1', today: '2026-03-01' }).state;
    const amended = { commit: 'c2', candidates: [candidate('reason', 'other')], state };
    assert.equal(decide(occasion(amended)).kind, 'prompt');
    assert.equal(decide(occasion({ ...amended, replaces: ['c1'] })).kind, 'nothing');
  });

  it('asks about one commit of a moment only', () => {
    const decision = decide(occasion({ situation: { ...calm, asked: true } }));
    assert.deepEqual([decision.kind, decision.kind === 'defer' && decision.why], ['defer', 'busy']);
  });

  it('obeys off, a budget of none, snooze and mutes', () => {
    const settings = { enabled: true, perDay: 2, muted: {} };
    assert.equal(decide(occasion({ settings: { ...settings, enabled: false } })).kind, 'nothing');
    assert.equal(decide(occasion({ settings: { ...settings, perDay: 0 } })).kind, 'nothing');
    assert.equal(decide(occasion({ state: { ...emptyState, snoozedUntil: 1001 } })).kind, 'defer');
    assert.equal(decide(occasion({ state: { ...emptyState, snoozedUntil: 1000 } })).kind, 'prompt');
    const muted = (until: string): string =>
      decide(occasion({ settings: { ...settings, muted: { workaround: until } } })).kind;
    assert.deepEqual(['2026-02-28', '2026-03-01', '2026-03-31', 'always'].map(muted), [
      'prompt',
      'nothing',
      'nothing',
      'nothing',
    ]);
    const next = decide(
      occasion({
        candidates: [candidate('workaround'), candidate('reason')],
        settings: { ...settings, muted: { workaround: '2027-01-01' } },
      }),
    );
    assert.equal(next.kind === 'prompt' && next.trigger.kind, 'reason');
  });

  it('never exceeds the budget, whatever happens', () => {
    const event = fc.record({
      commit: fc.constantFrom('c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'),
      kind: fc.constantFrom(...triggerKinds),
      evidence: fc.string({ maxLength: 2 }),
      answer: fc.constantFrom('recorded' as const, 'dismissed' as const, 'notADecision' as const, 'none' as const),
      day: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.integer({ min: 0, max: 3 }), (events, perDay) => {
        let state: PromptState = emptyState;
        const muted: Record<string, string> = {};
        const perDate = new Map<string, number>();
        const commits = new Set<string>();
        for (const { commit, kind, evidence, answer, day } of [...events].sort((a, b) => a.day - b.day)) {
          const today = `2026-03-0${day + 1}`;
          const settings = { enabled: true, perDay, muted };
          const decision = decide(
            occasion({ commit, candidates: [candidate(kind, evidence)], state, settings, today }),
          );
          if (decision.kind !== 'prompt') continue;
          assert.ok(!commits.has(commit), 'one a commit');
          assert.ok(muted[kind] === undefined, 'not when muted');
          commits.add(commit);
          perDate.set(today, (perDate.get(today) ?? 0) + 1);
          state = reduce(state, { kind: 'shown', trigger: decision.trigger, commit, today }).state;
          if (answer === 'none') continue;
          const reduced = reduce(state, { kind: answer, trigger: decision.trigger });
          state = reduced.state;
          if (reduced.mute !== undefined) muted[reduced.mute] = '2026-12-31';
        }
        for (const count of perDate.values()) assert.ok(count <= perDay);
      }),
    );
  });
});

describe('reduce', () => {
  it('mutes a trigger at its third dismissal in a row, and counts anew after a note', () => {
    let state = emptyState;
    const dismiss = (kind: TriggerKind): TriggerKind | undefined => {
      const reduced = reduce(state, { kind: 'dismissed', trigger: trigger(kind) });
      state = reduced.state;
      return reduced.mute;
    };
    assert.deepEqual([dismiss('reason'), dismiss('reason'), dismiss('timing')], [undefined, undefined, undefined]);
    state = reduce(state, { kind: 'recorded', trigger: trigger('reason') }).state;
    assert.deepEqual([dismiss('reason'), dismiss('reason'), dismiss('reason')], [undefined, undefined, 'reason']);
    assert.equal(dismiss('reason'), undefined, 'counts from the start');
  });

  it('learns what is no decision, by pattern more than by kind, and never beyond its bounds', () => {
    let state = emptyState;
    const near = (expected: number, { kind, pattern }: Pick<Trigger, 'kind' | 'pattern'>): void => {
      assert.ok(Math.abs(learnedWeight(state, { ...trigger(), kind, pattern }) - expected) < 1e-9);
    };
    state = reduce(state, { kind: 'notADecision', trigger: trigger() }).state;
    near(0.7 * 0.85, { kind: 'workaround', pattern: 'hack' });
    near(0.85, { kind: 'workaround', pattern: 'workaround' });
    near(1, { kind: 'reason', pattern: 'because' });
    for (let at = 0; at < 100; at++) state = reduce(state, { kind: 'notADecision', trigger: trigger() }).state;
    near(0.01, { kind: 'workaround', pattern: 'hack' });
    for (let at = 0; at < 100; at++) state = reduce(state, { kind: 'recorded', trigger: trigger() }).state;
    near(2.25, { kind: 'workaround', pattern: 'hack' });
    assert.deepEqual(reduce(state, { kind: 'reset' }).state, emptyState);
  });

  it('reads back what it kept, and nothing else', () => {
    let state = reduce(emptyState, { kind: 'shown', trigger: trigger(), commit: 'c', today: '2026-03-01' }).state;
    state = reduce(state, { kind: 'notADecision', trigger: trigger() }).state;
    state = reduce(state, { kind: 'dismissed', trigger: trigger() }).state;
    assert.deepEqual(stateFromData(JSON.parse(JSON.stringify(state))), state);
    fc.assert(fc.property(fc.anything(), (data) => Array.isArray(stateFromData(data).seen)));
    const odd = { version: 1, dismissed: null, learned: { x: 'y' }, seen: [1], shown: -1, snoozedUntil: 'later' };
    assert.deepEqual(stateFromData(odd), emptyState);
  });
});

describe('rankTriggers', () => {
  const ranked = (
    kind: TriggerKind,
    rank: number,
    over: { subject?: string; learned?: number; path?: string } = {},
  ): boolean =>
    rankTriggers([{ ...trigger(kind), path: over.path ?? 'src/a.ts' }], {
      subject: over.subject ?? 'Use the body of the answer',
      rank: () => rank,
      learned: () => over.learned ?? 1,
    }).length === 1;

  it('lets a workaround prompt anywhere and a changed number only in the hottest code', () => {
    assert.ok(ranked('workaround', 0) && ranked('noted', 0) && ranked('conflict', 0) && !ranked('revert', 0));
    assert.ok(!ranked('number', 0.9) && ranked('number', 1));
    for (const kind of triggerKinds) assert.ok(ranked(kind, 1), kind);
    assert.ok(!ranked('number', 0.9, { subject: 'Fix the size' }), 'a fix does not make a number hot');
  });

  it('leaves routine work and weak hints in tests alone', () => {
    assert.ok(!ranked('reason', 1, { subject: 'Fix typos' }) && ranked('workaround', 1, { subject: 'chore: lint' }));
    assert.ok(!ranked('timing', 1, { path: 'test/a.test.ts' }) && ranked('workaround', 1, { path: 'test/a.test.ts' }));
    for (const subject of ['Bump x to 2', '1.2.3', 'style: run prettier', 'Update README'])
      assert.ok(isRoutine(subject), subject);
    for (const subject of ['Retry only GET', 'Release the lock earlier'])
      assert.ok(!isRoutine(subject) || /^release/i.test(subject));
  });

  it('asks less where the person said that it is no decision', () => {
    assert.ok(ranked('workaround', 1, { learned: 0.6 }) && !ranked('workaround', 0, { learned: 0.6 }));
    assert.ok(!ranked('workaround', 1, { learned: 0.35 }));
  });

  it('asks less about what was written in haste, and more where two kinds of hints agree', () => {
    assert.ok(ranked('reason', 0.85) && !ranked('reason', 0.85, { subject: 'use body' }));
    assert.ok(ranked('reason', 1, { subject: 'use body' }));
    assert.ok(ranked('workaround', 0, { subject: 'wip' }) && ranked('number', 1, { subject: 'Less' }));
    const kinds = (...list: TriggerKind[]): TriggerKind[] =>
      rankTriggers(
        list.map((kind) => trigger(kind)),
        { subject: 'Use the body of it', rank: () => 0.7, learned: () => 1 },
      ).map(({ kind }) => kind);
    assert.deepEqual([kinds('reason'), kinds('reason', 'timing')], [[], ['reason']]);
  });

  it('leaves a revert of routine work alone', () => {
    assert.ok(ranked('revert', 1, { subject: 'Revert "Cache the tokens"' }));
    assert.ok(
      !ranked('revert', 1, { subject: 'Revert "Bump x to 2"' }) &&
        !ranked('revert', 1, { subject: 'revert: fix typo' }),
    );
  });

  it('puts the strongest hint first', () => {
    const found = rankTriggers(
      triggerKinds.map((kind) => trigger(kind)),
      { subject: 'x', rank: () => 1, learned: () => 1 },
    );
    assert.deepEqual(found.map(({ kind }) => kind).slice(0, 4), ['noted', 'workaround', 'conflict', 'revert']);
    assert.equal(found[found.length - 1]?.kind, 'number');
  });
});

describe('suggestedTitle', () => {
  const title = (evidence: string, subject: string, kind: TriggerKind = 'workaround'): string =>
    suggestedTitle(trigger(kind, evidence), subject);

  it('takes the comment where one explains, without its marks', () => {
    assert.equal(title('HACK: the gateway answers 200 on errors. More.', 'wip'), 'The gateway answers 200 on errors');
    assert.equal(
      title('TODO(ada): workaround: retry once because of the proxy', 'x'),
      'Retry once because of the proxy',
    );
    assert.equal(title('hack', 'Retry only GET'), 'Retry only GET');
  });

  it('takes the subject else, without what only tools read', () => {
    const cases: [subject: string, expected: string][] = [
      ['fix(api)!: retry only GET requests (#123)', 'Retry only GET requests'],
      ['PAY-77: raise the pool size.', 'Raise the pool size'],
      ['Revert "Cache tokens"', 'Revert "Cache tokens"'],
      ['[core] use the body', 'Use the body'],
      ['wip', ''],
    ];
    for (const [subject, expected] of cases) assert.equal(title('500', subject, 'timing'), expected);
  });

  it('is one line of at most 72 characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...triggerKinds),
        (a, b, kind) => {
          const said = title(a, b, kind);
          assert.ok(Array.from(said).length <= 72 && !/[\n\r\u2028]/.test(said));
        },
      ),
    );
  });
});
