import assert from 'node:assert/strict';
import { applyFix, fixFor } from '../../../src/core/actions/fixes';
import { parseNote } from '../../../src/core/index';

const id = '01KAPX3T5M8Q0Z7V2N4R6W9YBD';

async function fixed(text: string): Promise<string> {
  const { problems } = await parseNote('n.md', text);
  const fix = problems.map(fixFor).find(Boolean);
  assert.ok(fix, JSON.stringify(problems));
  const [change] = (await applyFix({ file: 'n.md', text }, fix, id)).changes;
  assert.ok(change?.kind === 'replace');
  return change.after;
}

describe('repairs of broken notes', () => {
  it('give a note whose id is none a new one, and keep every other byte', async () => {
    const text = '---\r\nid: mine # old\r\nstatus: accepted\r\n---\r\n\r\n# A\r\n';
    assert.equal(await fixed(text), text.replace('mine', id));
  });

  it('turn front matter of another language into yaml without evaluating it', async () => {
    assert.equal(
      await fixed('\ufeff---js\nstatus: accepted\n---\n\n# A\n'),
      '\ufeff---\nstatus: accepted\n---\n\n# A\n',
    );
  });

  it('are offered where they are safe alone', () => {
    assert.equal(fixFor({ code: 'duplicate-id' }), 'new-id');
    assert.equal(fixFor({ code: 'conflict-markers' }), undefined);
    assert.equal(fixFor({ code: 'yaml-syntax' }), undefined);
  });
});
