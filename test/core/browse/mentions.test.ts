import assert from 'node:assert/strict';
import { mentionsIn } from '../../../src/core/browse/mentions';

describe('mentions of notes', () => {
  const references = (line: string) => mentionsIn(line).map(({ reference }) => reference);

  it('are found by id, by file name after "decision:", and by a dated file name', () => {
    const line = '// see decision:01KAPX3T5M8Q0Z7V2N4R6W9YBD, decision:retry.md and 2026-11-22-retry-only.md.';
    assert.deepEqual(references(line), ['01KAPX3T5M8Q0Z7V2N4R6W9YBD', 'retry.md', '2026-11-22-retry-only.md']);
    for (const { start, end, reference } of mentionsIn(line)) assert.ok(line.slice(start, end).endsWith(reference));
  });

  it('are not every file name, half an id or a longer word', () => {
    assert.deepEqual(
      references('// README.md decision:01KAPX3T5M8Q decision: later indecision:01KAPX3T5M8Q0Z7V2N4R6W9YBD'),
      [],
    );
    assert.deepEqual(references('decision:01KAPX3T5M8Q0Z7V2N4R6W9YBDX'), []);
  });

  it('cost no more than the line is long', () => {
    assert.deepEqual(references('decision:a'.repeat(20_000)), []);
    assert.deepEqual(references(`decision:${'a-'.repeat(50_000)}`), []);
  });
});
