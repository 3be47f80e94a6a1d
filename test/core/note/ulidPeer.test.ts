import assert from 'node:assert/strict';
import { decodeTime, isValid } from 'ulid';
import { createIds } from '../../../src/core/note/ulid';

describe('ids, as the ulid package reads them', () => {
  it('are valid and carry their time', () => {
    for (const time of [0, 1, Date.UTC(2026, 10, 22), 2 ** 48 - 1]) {
      const nextId = createIds(
        () => time,
        (length) => crypto.getRandomValues(new Uint8Array(length)),
      );
      const id = nextId();
      assert.ok(isValid(id), id);
      assert.equal(decodeTime(id), time);
    }
  });
});
