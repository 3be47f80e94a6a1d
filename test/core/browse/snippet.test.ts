import assert from 'node:assert/strict';
import { snippet } from '../../../src/core/browse/snippet';

describe('the snippet around a match', () => {
  const text = 'A retried POST once\ncharged a customer twice, so only GET and PUT are retried by the gateway client.';

  it('is one line, cut at words', () => {
    assert.equal(snippet(text, [], 'customer', 40), '…a customer twice, so only GET and…');
    assert.equal(snippet(text, [], 'retried', 40), 'A retried POST once charged a…');
    assert.equal(snippet('short text', [], 'text'), 'short text');
  });

  it('is nothing where nothing matches', () => {
    assert.equal(snippet(text, [], 'absent'), undefined);
  });

  it('keeps a match longer than itself whole', () => {
    assert.equal(snippet('x'.repeat(100), ['x'.repeat(100)], '', 10), 'x'.repeat(100));
  });
});
