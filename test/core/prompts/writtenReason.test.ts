import assert from 'node:assert/strict';
import { carriesProse, carriesReason, sentencesOf } from '../../bench/prompts/writtenReason';

describe('the measure of a written reason', () => {
  it('finds prose that says why', () => {
    for (const body of [
      'Use the body, because the gateway answers 200 on errors.',
      'The lock is taken earlier so that a reader never sees half a file.',
      '* Use the body\n\nOtherwise the gateway would report a success that was none.\n\n---------\n\nCo-authored-by: Ada <a@example.com>',
      '- Moves the check to the caller to avoid a second look at the disk',
      'Since the parser keeps comments, the printer can leave them alone.',
    ]) {
      assert.ok(carriesReason(body), body);
    }
  });

  it('does not take trailers, templates, lists of squashed commits, code, or what bots write for prose', () => {
    for (const body of [
      '',
      'Fixes #12 because the gateway answers 200 on errors',
      'Signed-off-by: Because Of All The Other Reasons <a@example.com>',
      '* Use the body because the gateway answers 200\n* Fix the tests so that they pass again here',
      '## Why is this change needed?\n- [ ] I added tests because the guide says so and must',
      '<!-- Please say why this is needed, because we want to know -->',
      '```\nif (x) // because of the gateway and its many errors\n```',
      '    retry() // because of the gateway and its many errors',
      'This reverts commit 0123456789 because git says so in this line.',
      'Bumps [x](y) because a newer version of the package came out.',
      'Adds a button to the page and moves the old one to the left.',
      'because reasons',
    ]) {
      assert.ok(!carriesReason(body), body);
    }
  });

  it('counts words of prose for the looser measure', () => {
    assert.ok(carriesProse(`One two three four five six seven eight nine ten. ${'more words here now '.repeat(3)}`));
    assert.ok(!carriesProse('Fixes #1\n\nShort text.'));
    assert.deepEqual(sentencesOf('One thing. Another thing.\n\n- A third\n- A fourth'), [
      'One thing.',
      'Another thing.',
      'A third',
      'A fourth',
    ]);
  });
});
