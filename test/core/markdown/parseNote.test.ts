import assert from 'node:assert/strict';
import { parseNote, parsePlainNote } from '../../../src/core/markdown/parseNote';
import { printNewNote } from '../../../src/core/markdown/printNote';

const file = 'src/payments/.decisions/2026-11-22-retry.md';

const example = `---
id: 01KAPX3T5M8Q0Z7V2N4R6W9YBD
status: accepted
date: 2026-11-22
decision-makers: [Ada Lovelace]
tags: [payments]
code:
  - path: src/payments/retry.ts
    lines: 42-57
    symbol: retryWithBackoff
    commit: 53c2f3253bcf32886706fc023e794bbeb253c90f
    quote: |
      export async function retryWithBackoff(
        ...
---

# Retry only idempotent calls

A retried POST once charged a customer twice, so only GET and PUT are retried.
`;

describe('parseNote', () => {
  it('reads the example of the design at once', () => {
    const parsed = parsePlainNote(file, example);
    assert.deepEqual(parsed, {
      note: {
        id: '01KAPX3T5M8Q0Z7V2N4R6W9YBD',
        title: 'Retry only idempotent calls',
        status: 'accepted',
        date: '2026-11-22',
        decisionMakers: ['Ada Lovelace'],
        consulted: [],
        informed: [],
        tags: ['payments'],
        code: [
          {
            path: 'src/payments/retry.ts',
            lines: { start: 42, end: 57 },
            symbol: 'retryWithBackoff',
            commit: '53c2f3253bcf32886706fc023e794bbeb253c90f',
            quote: 'export async function retryWithBackoff(\n  ...',
          },
        ],
        supersedes: [],
        supersededBy: [],
        related: [],
      },
      problems: [],
      lines: { id: 2, code: [8] },
    });
  });

  it('reads what printNewNote prints', async () => {
    const note = {
      id: '01KAPX3T5M8Q0Z7V2N4R6W9YBD',
      title: 'Keep the lock',
      status: 'proposed' as const,
      date: '2026-11-22',
      decisionMakers: ['Ada, Countess', 'Bob: the builder'],
      tags: ['a', 'b c'],
      code: [{ path: 'a b.ts', lines: { start: 1, end: 2 }, commit: '1234567e3', quote: '  indented\n\n\ttab' }],
      supersedes: ['x'],
      related: ['y'],
      confirmed: { date: '2026-11-23', by: 'Ada' },
      reviewBy: '2027-01-01',
      source: 'https://example.com/1',
    };
    const text = printNewNote({ ...note, body: 'Because.' });
    assert.deepEqual(await parseNote(file, text), {
      note: { ...note, consulted: [], informed: [], supersededBy: [] },
      problems: [],
      lines: { id: 2, code: [8] },
    });
  });

  it('falls back to the general reader', async () => {
    const text = `---\nstatus: accepted\ntags: [a,\n  "b"]\n---\nOne sentence.\n`;
    assert.equal(parsePlainNote(file, text), undefined);
    const { note, problems } = await parseNote(file, text);
    assert.deepEqual(problems, []);
    assert.equal(note.title, 'One sentence.');
    assert.deepEqual(note.tags, ['a', 'b']);
  });
});
