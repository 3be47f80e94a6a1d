import assert from 'node:assert/strict';
import type { HeadMove } from '../../../src/core/prompts/history';
import { ownCommits } from '../../../src/core/prompts/ownCommits';

describe('ownCommits', () => {
  /** Moves as git prints them, newest first: `c commit: x`. */
  const own = (from: string, to: string, ...rows: string[]): [id: string, replaces: string[]][] => {
    const moves = rows.map((row): HeadMove => ({ commit: row.slice(0, 1), why: row.slice(2) }));
    return ownCommits(moves, from, to).map(({ id, replaces }) => [id, [...replaces]]);
  };

  it('takes every commit made since the last look, newest first', () => {
    const moves = ['d commit: four', 'c commit (merge): three', 'b revert: Revert "one"', 'a commit: one'];
    assert.deepEqual(own('a', 'd', ...moves), [
      ['d', []],
      ['c', []],
      ['b', []],
    ]);
    assert.deepEqual(own('a', 'c', ...moves), [
      ['c', []],
      ['b', []],
    ]);
    assert.deepEqual(own('', 'b', 'b commit (initial): one'), [['b', []]]);
    assert.deepEqual(own('a', 'x', ...moves), [], 'HEAD is elsewhere by now');
  });

  it('takes an amended commit once, with those that it replaces', () => {
    const moves = ['d commit (amend): one', 'c commit (amend): one', 'b commit: one', 'a commit: start'];
    assert.deepEqual(own('a', 'd', ...moves), [['d', ['c', 'b']]]);
    assert.deepEqual(own('c', 'd', ...moves), [['d', ['c', 'b']]]);
    assert.deepEqual(own('b', 'c', ...moves), [['c', ['b']]]);
    assert.deepEqual(own('b', 'd', 'd commit (amend): cut off'), [['d', []]]);
  });

  it('takes nothing that came from elsewhere, or that was only played again', () => {
    for (const why of [
      'pull: Fast-forward',
      'pull --rebase (finish): returning to refs/heads/main',
      'merge topic: Fast-forward',
      "merge topic: Merge made by the 'ort' strategy.",
      'rebase (finish): returning to refs/heads/main',
      'rebase (continue): a commit of the series',
      'rebase (pick): commit: a lie',
      'cherry-pick: a hack',
      'commit (cherry-pick): a hack with a conflict',
      'am: a hack by mail',
      'checkout: moving from main to topic',
      'reset: moving to HEAD~1',
      'clone: from /srv/origin',
    ]) {
      assert.deepEqual(own('a', 'b', `b ${why}`, 'a commit: start'), [], why);
    }
    assert.deepEqual(own('a', 'c', 'c commit: mine', 'b pull: Fast-forward', 'z commit: before', 'a commit: x'), [
      ['c', []],
    ]);
  });
});
