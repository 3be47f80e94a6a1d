import assert from 'node:assert/strict';
import { linkReferences, noteLink } from '../../../src/core/browse/link';
import { entry } from './entries';

describe('links to notes', () => {
  it('carry path and id', () => {
    const id = '01KAPX3T5M8Q0Z7V2N4R6W9YBD';
    assert.equal(noteLink(entry('src/.decisions/a b#c.md', { id })), `src/.decisions/a%20b%23c.md#${id}`);
    assert.equal(noteLink(entry('a.md')), 'a.md');
  });

  it('are read back, the id first', () => {
    assert.deepEqual(linkReferences('src/a%20b%23c.md#01K'), ['01K', 'src/a b#c.md', 'src/a%20b%23c.md#01K']);
    assert.deepEqual(linkReferences(' decision:01K '), ['01K']);
    assert.deepEqual(linkReferences('100%.md'), ['100%.md']);
  });
});
