import assert from 'node:assert/strict';
import {
  addAnchor,
  confirm,
  editField,
  freshId,
  NotesError,
  reAnchor,
  relate,
  removeAnchor,
  removeNote,
  setStatus,
  splitAnchor,
  supersede,
  type Plan,
} from '../../../src/core/index';

const oldId = '01KAPX3T5M8Q0Z7V2N4R6W9YBD';
const newId = '01KAPX3T5M8Q0Z7V2N4R6W9YBE';

/** Odd on purpose: comments, spacing, unknown keys, no final newline. */
const note = {
  file: 'src/.decisions/2026-11-22-old.md',
  text: `---
id: ${oldId}
status:  accepted # since May
x-team:   {a: 1}
code:
  # the first
  - path: src/a.ts
    lines: 1-1
    quote: |
      one
---

# Old

Because.\t`,
};
const other = { file: 'src/.decisions/2026-11-23-new.md', text: `---\r\nid: ${newId}\r\n---\r\n# New\r\n` };
const code = 'zero\none\ntwo\nthree\nfour\n';

/** The only change of a plan: the text after it. */
function after(plan: Plan, of = note): string {
  const [change, ...more] = plan.changes;
  assert.equal(more.length, 0);
  assert.ok(change?.kind === 'replace');
  assert.equal(change.path, of.file);
  assert.equal(change.before, of.text);
  return change.after;
}

async function rejects(promise: Promise<unknown>, code: string) {
  await assert.rejects(promise, (error) => error instanceof NotesError && error.code === code);
}

describe('the life of a note', () => {
  it('edits fields', async () => {
    assert.equal(
      after(await editField(note, { tags: ['a'] })),
      note.text
        .replace('code:', 'tags: [a]\ncode:')
        .replace('x-team:   {a: 1}\ntags: [a]', 'tags: [a]\nx-team:   {a: 1}'),
    );
    assert.deepEqual(await editField(note, {}), { changes: [] });
    assert.deepEqual(await editField(note, { status: 'accepted' }), { changes: [] });
  });

  it('deprecates, rejects, accepts', async () => {
    for (const status of ['deprecated', 'rejected', 'proposed'] as const) {
      assert.equal(after(await setStatus(note, status)), note.text.replace('accepted', status));
    }
  });

  it('confirms: stamps what was found anew, and says who and when', async () => {
    const source = { path: 'src/b.ts', text: code, lines: { start: 2, end: 2 }, commit: 'abcdef1', symbol: 's' };
    const plan = await confirm(note, { date: '2026-11-24', by: 'Ada', present: [{ index: 0, source }] });
    const fingerprint = /fingerprint: .*\n/.exec(after(plan))?.[0] ?? '';
    assert.equal(
      after(plan),
      note.text
        .replace('src/a.ts', 'src/b.ts')
        .replace('lines: 1-1\n', 'lines: 2-2\n    symbol: s\n    commit: abcdef1\n')
        .replace('      one\n', `      one\n    ${fingerprint}confirmed:\n  date: 2026-11-24\n  by: Ada\n`),
    );
    assert.notEqual(fingerprint, '');
    assert.equal(
      after(await confirm(note, { date: '2026-11-24', present: [] })),
      note.text.replace('      one\n', '      one\nconfirmed: 2026-11-24\n'),
    );
  });

  it('supersedes: both notes say so, in one plan', async () => {
    const { changes } = await supersede(note, other);
    assert.deepEqual(changes, [
      {
        kind: 'replace',
        path: note.file,
        before: note.text,
        after: note.text
          .replace('accepted', 'superseded')
          .replace('      one\n', `      one\nsuperseded-by: [${newId}]\n`),
      },
      {
        kind: 'replace',
        path: other.file,
        before: other.text,
        after: other.text.replace(`${newId}\r\n`, `${newId}\r\nsupersedes: [${oldId}]\r\n`),
      },
    ]);
    await rejects(supersede(note, note), 'invalid-input');
  });

  it('refers by file name to a note without an id', async () => {
    const plain = { file: 'a/.decisions/plain.md', text: '# Plain\n' };
    const { changes } = await supersede(plain, other);
    assert.ok(changes[1]?.kind === 'replace' && changes[1].after.includes('supersedes: [plain.md]\r\n'));
  });

  it('relates two notes, once', async () => {
    const { changes } = await relate(note, other);
    const texts = changes.map((change) => (change.kind === 'replace' ? change.after : ''));
    assert.deepEqual(texts, [
      note.text.replace('      one\n', `      one\nrelated: [${newId}]\n`),
      other.text.replace(`${newId}\r\n`, `${newId}\r\nrelated: [${oldId}]\r\n`),
    ]);
    const again = await relate({ ...note, text: texts[0] ?? '' }, { ...other, text: texts[1] ?? '' });
    assert.deepEqual(again.changes, []);
    await rejects(relate(note, note), 'invalid-input');
  });

  it('anchors anew, adds an anchor, and takes one off', async () => {
    const source = { path: 'src/a.ts', text: code, lines: { start: 3, end: 3 }, symbol: 's' };
    assert.match(after(await reAnchor(note, 0, source)), /lines: 3-3\n {4}symbol: s\n {4}quote: \|\n {6}two\n/);
    const added = after(await addAnchor(note, { path: 'src/c.ts', text: code }));
    assert.equal(added, note.text.replace('      one\n', '      one\n  - path: src/c.ts\n'));
    const removed = after(await removeAnchor({ ...note, text: added }, 1), { ...note, text: added });
    assert.equal(removed, note.text);
    await rejects(reAnchor(note, 1, source), 'invalid-input');
    await rejects(reAnchor(note, 0, { ...source, lines: { start: 30, end: 31 } }), 'invalid-input');
  });

  it('splits an anchor', async () => {
    const source = { path: 'src/a.ts', text: code, lines: { start: 2, end: 4 } };
    const text = after(await splitAnchor(note, 0, source, 3));
    assert.match(text, /lines: 2-3\n/);
    assert.match(text, /- path: src\/a\.ts\n {4}lines: 4-4\n {4}quote: \|\n {6}three\n/);
    await rejects(splitAnchor(note, 0, source, 1), 'invalid-input');
    await rejects(splitAnchor(note, 0, source, 4), 'invalid-input');
  });

  it('gives a note another id', async () => {
    assert.equal(after(await freshId(note, newId)), note.text.replace(oldId, newId));
  });

  it('deletes a note', () => {
    assert.deepEqual(removeNote(note), { changes: [{ kind: 'remove', path: note.file, before: note.text }] });
  });
});
