import assert from 'node:assert/strict';
import { folderFor, NotesError, record, splitTyped, supersedeByNew } from '../../../src/core/index';

const id = '01KAPX3T5M8Q0Z7V2N4R6W9YBD';
const base = { id, date: '2026-11-24', placement: 'beside', folderName: '.decisions', isFree: () => true } as const;

describe('record', () => {
  it('makes a note beside the code', async () => {
    const plan = await record({
      ...base,
      typed: '# Retry only idempotent calls\r\n\r\nA retried POST charged twice.\r\n',
      code: [{ path: 'src/pay/retry.ts', lines: { start: 1, end: 2 }, quote: 'a\nb' }],
      author: 'Ada Lovelace',
      more: { tags: ['payments'] },
    });
    const text = `---
id: ${id}
status: accepted
date: 2026-11-24
decision-makers: [Ada Lovelace]
tags: [payments]
code:
  - path: src/pay/retry.ts
    lines: 1-2
    quote: |
      a
      b
---

# Retry only idempotent calls

A retried POST charged twice.
`;
    const file = 'src/pay/.decisions/2026-11-24-retry-only-idempotent-calls.md';
    assert.deepEqual(plan, { changes: [{ kind: 'create', path: file, text }], file, text });
  });

  it('never takes the place of another file', async () => {
    const taken = new Set(['.decisions/2026-11-24-a.md', '.decisions/2026-11-24-a-2.md']);
    const { file } = await record({
      ...base,
      typed: 'A',
      code: [{ path: 'a.ts' }],
      isFree: (path) => Promise.resolve(!taken.has(path)),
    });
    assert.equal(file, '.decisions/2026-11-24-a-3.md');
  });

  it('refuses to record nothing', async () => {
    for (const typed of ['', ' \n\n', '#', '# \nbody']) {
      await assert.rejects(
        record({ ...base, typed, code: [] }),
        (error) => error instanceof NotesError && error.code === 'invalid-input',
        JSON.stringify(typed),
      );
    }
    assert.deepEqual(splitTyped('#1 rule\nb\n\nc'), { title: '#1 rule', body: 'b\n\nc' });
  });

  it('records the note that supersedes another, in one plan', async () => {
    const old = { file: '.decisions/old.md', text: '# Old\n' };
    const recorded = await record({ ...base, typed: 'New', code: [] });
    const plan = await supersedeByNew(old, recorded);
    const text = recorded.text.replace('2026-11-24\n', '2026-11-24\nsupersedes: [old.md]\n');
    const after = `---\nstatus: superseded\nsuperseded-by: [${id}]\n---\n\n# Old\n`;
    assert.deepEqual(plan, {
      changes: [
        { kind: 'replace', path: old.file, before: old.text, after },
        { kind: 'create', path: recorded.file, text },
      ],
      file: recorded.file,
      text,
    });
  });
});

describe('folderFor', () => {
  it('is beside the code, or at the top', () => {
    const at = { folderName: '.decisions' };
    assert.equal(folderFor('a/b/c.ts', { ...at, placement: 'beside' }), 'a/b/.decisions');
    assert.equal(folderFor('c.ts', { ...at, placement: 'beside' }), '.decisions');
    assert.equal(folderFor('a/b/c.ts', { ...at, placement: 'root' }), '.decisions');
    assert.equal(folderFor('a/b/c.ts', { ...at, placement: 'root', top: 'a' }), 'a/.decisions');
    assert.equal(folderFor(undefined, { ...at, placement: 'beside' }), '.decisions');
  });
});
