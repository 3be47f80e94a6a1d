import assert from 'node:assert/strict';
import type { Location, Note, Problem } from '../../../src/core/index';
import {
  isAcceptable,
  isUrgent,
  review,
  reviewQueue,
  touchedNotes,
  type ReviewContext,
} from '../../../src/core/review/queue';
import { entry } from '../browse/entries';

const code = [{ path: 'a.ts', lines: { start: 1, end: 3 } }];
const context: ReviewContext = {
  today: '2026-11-24',
  heat: () => 0,
  authors: new Set(['ada lovelace', 'grace@example.org']),
};

function at(state: Location['state'], drift = 0, path = 'a.ts'): Location {
  return { state, drift, path, confidence: 1, reasons: [], candidates: [] };
}

function reasonsOf(note: Partial<Note>, location?: Location, problems: Problem[] = []): readonly string[] {
  const fresh = { date: '2026-11-01', code };
  return (
    review({ entry: entry('n.md', { ...fresh, ...note }, problems), locations: [location] }, context)?.reasons ?? []
  );
}

describe('the review queue', () => {
  it('leaves alone a young note whose code is in place', () => {
    assert.deepEqual(reasonsOf({}, at('exact')), []);
    assert.deepEqual(reasonsOf({}, at('moved')), []);
    assert.deepEqual(reasonsOf({}, at('edited', 0.33)), []);
    assert.deepEqual(reasonsOf({}), []);
  });

  it('asks for a reader where the place is lost or uncertain, or a third of it changed', () => {
    assert.deepEqual(reasonsOf({}, at('lost', 1)), ['lost']);
    assert.deepEqual(reasonsOf({}, at('uncertain', 1)), ['uncertain']);
    assert.deepEqual(reasonsOf({}, at('edited', 1 / 3)), ['drifted']);
  });

  it('asks past the date for review, until somebody confirms after it', () => {
    assert.deepEqual(reasonsOf({ reviewBy: '2026-11-24' }), []);
    assert.deepEqual(reasonsOf({ reviewBy: '2026-11-23' }), ['overdue']);
    assert.deepEqual(reasonsOf({ reviewBy: '2026-11-23', confirmed: { date: '2026-11-22' } }), ['overdue']);
    assert.deepEqual(reasonsOf({ reviewBy: '2026-11-23', confirmed: { date: '2026-11-24' } }), []);
    assert.deepEqual(reasonsOf({ reviewBy: 'soon' }), []);
  });

  it('asks after a year without a confirmation', () => {
    assert.deepEqual(reasonsOf({ date: '2025-11-24' }), []);
    assert.deepEqual(reasonsOf({ date: '2025-11-23' }), ['unconfirmed']);
    assert.deepEqual(reasonsOf({ date: '2020-01-01', confirmed: { date: '2026-01-01' } }), []);
  });

  it('asks when every author is gone and nobody confirmed within the year', () => {
    assert.deepEqual(reasonsOf({ decisionMakers: ['Alan Turing'] }), ['author-gone']);
    assert.deepEqual(reasonsOf({ decisionMakers: ['Alan Turing', 'ADA LOVELACE'] }), []);
    assert.deepEqual(reasonsOf({ decisionMakers: ['G. Hopper <grace@example.org>'] }), []);
    assert.deepEqual(reasonsOf({ decisionMakers: ['Alan Turing'], confirmed: { date: '2026-10-01' } }), []);
    const item = review(
      { entry: entry('n.md', { date: '2026-11-01', decisionMakers: ['Alan Turing'] }), locations: [] },
      { ...context, authors: undefined },
    );
    assert.equal(item, undefined);
  });

  it('lists a broken note, and never one that is out of force for its age or place', () => {
    const problem: Problem = { file: 'n.md', line: 2, code: 'yaml-syntax', severity: 'error', message: 'no' };
    assert.deepEqual(reasonsOf({}, undefined, [problem]), ['broken']);
    assert.deepEqual(reasonsOf({}, undefined, [{ ...problem, severity: 'warning' }]), []);
    assert.deepEqual(reasonsOf({ status: 'superseded', date: '2001-01-01' }, at('lost', 1)), []);
  });

  it('counts as urgent what needs a person, not age alone', () => {
    const item = (note: Partial<Note>, location?: Location) =>
      review({ entry: entry('n.md', { code, ...note }), locations: [location] }, context)!;
    assert.equal(isUrgent(item({ date: '2001-01-01' })), false);
    assert.equal(isUrgent(item({ date: '2001-01-01' }, at('lost'))), true);
  });

  it('orders by heat, then by gravity, and names the anchor that is worst off', () => {
    const two = [...code, { path: 'b.ts', lines: { start: 1, end: 1 } }];
    const queue = reviewQueue(
      [
        { entry: entry('cold-lost.md', { code }), locations: [at('lost')] },
        { entry: entry('cold-uncertain.md', { code }), locations: [at('uncertain')] },
        { entry: entry('hot.md', { code: two }), locations: [at('edited', 0.5), at('uncertain', 0, 'b.ts')] },
      ],
      { ...context, heat: (path) => (path === 'b.ts' ? 9 : 0) },
    );
    assert.deepEqual(
      queue.map(({ file, index, path, drift }) => ({ file, index, path, drift })),
      [
        { file: 'hot.md', index: 1, path: 'b.ts', drift: 0.5 },
        { file: 'cold-lost.md', index: 0, path: 'a.ts', drift: 0 },
        { file: 'cold-uncertain.md', index: 0, path: 'a.ts', drift: 0 },
      ],
    );
  });
});

describe('accepting moved notes', () => {
  const acceptable = (...locations: (Location | undefined)[]): boolean =>
    isAcceptable({ entry: entry('n.md', { code }), locations });

  it('takes only notes all of whose code is certain, some of it moved', () => {
    assert.equal(acceptable(at('moved')), true);
    assert.equal(acceptable(at('moved'), at('exact')), true);
    assert.equal(acceptable(at('exact')), false);
    assert.equal(acceptable(at('moved'), at('uncertain')), false);
    assert.equal(acceptable(at('moved'), at('edited', 0.1)), false);
    assert.equal(acceptable(at('moved'), undefined), false);
    assert.equal(acceptable(), false);
  });
});

describe('notes touched by a change', () => {
  it('are those whose file, recorded path or present path changed', () => {
    const notes = [
      { entry: entry('1.md', { code: [{ path: 'a.ts' }] }), locations: [undefined] },
      { entry: entry('2.md', { code: [{ path: 'b.ts' }] }), locations: [at('moved', 0, 'c.ts')] },
      { entry: entry('3.md'), locations: [] },
      { entry: entry('4.md', { code: [{ path: 'd.ts' }] }), locations: [at('exact', 0, 'd.ts')] },
    ];
    assert.deepEqual(touchedNotes(notes, ['a.ts', 'c.ts', '3.md', 'e.ts']), ['1.md', '2.md', '3.md']);
  });
});
