import assert from 'node:assert/strict';
import { decisionComment } from '../../../src/core/prompts/decisionComment';

const code = `const a = 1;

// HACK: the gateway answers twice. We drop the second answer,
// because it has no id.
function drop(): void {
  once();
}

// Adds one.
const b = a + 1; // eslint-disable-line no-magic
`;

describe('a comment as a draft', () => {
  it('takes the whole comment and its code, with the first sentence as the title', () => {
    for (const line of [3, 4]) {
      const found = decisionComment(code, 'src/a.ts', line);
      assert.deepEqual(found?.lines, { start: 3, end: 7 });
      assert.equal(
        found.text,
        'The gateway answers twice\n\nHACK: the gateway answers twice. We drop the second answer,\nbecause it has no id.',
      );
    }
  });

  it('takes a suppression beside its code', () => {
    assert.deepEqual(decisionComment(code, 'src/a.ts', 10)?.lines, { start: 10, end: 10 });
  });

  it('leaves other lines, plain comments and unknown languages alone', () => {
    assert.equal(decisionComment(code, 'src/a.ts', 1), undefined);
    assert.equal(decisionComment(code, 'src/a.ts', 9), undefined);
    assert.equal(decisionComment(code, 'src/a.unknown', 3), undefined);
    assert.equal(decisionComment("const url = 'because // hack';", 'a.ts', 1), undefined);
  });
});
