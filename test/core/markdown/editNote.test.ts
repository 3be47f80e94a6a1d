import assert from 'node:assert/strict';
import { editNote, type NoteEdit } from '../../../src/core/markdown/editNote';
import { NotesError } from '../../../src/core/errors';

const file = '.decisions/a.md';

/** Asserts that an edit turns `before` into `after`, with `\n` and with `\r\n`, with and without a byte order mark. */
async function edits(before: string, edit: NoteEdit, after: string) {
  for (const bom of ['', '\ufeff']) {
    assert.equal(await editNote(file, bom + before, edit), bom + after);
    const crlf = (text: string) => bom + text.replaceAll('\n', '\r\n');
    assert.equal(await editNote(file, crlf(before), edit), crlf(after));
  }
}

async function refuses(text: string, edit: NoteEdit, code: string, message: RegExp) {
  await assert.rejects(editNote(file, text, edit), (error) => {
    assert.ok(error instanceof NotesError);
    assert.deepEqual([error.code, error.file], [code, file]);
    assert.match(error.message, message);
    return true;
  });
}

const odd = `---
# why this order
"unknown":   {a: 1,   b: [2]}
status:   'accepted'   # as agreed
tags: [ one,'two' , "three"]

date: "2026-11-22"
code:
    -   path: src/a.ts   # the file
        lines:   1-2
        custom: yes
        quote: |
            first
              second

    - path: src/b.ts
decision-makers:
# people
- Ada   # her
-   'Bob'
---
Title
=====

Body  \ttext.`;

describe('editNote', () => {
  it('sets a scalar in its place and in its quotes', async () => {
    await edits(odd, { status: 'deprecated' }, odd.replace("'accepted'", "'deprecated'"));
    await edits(odd, { date: '2027-01-01' }, odd.replace('2026-11-22', '2027-01-01'));
  });

  it('adds a key below those that come before it', async () => {
    await edits(odd, { reviewBy: '2027-01-01' }, odd.replace("-   'Bob'\n", "-   'Bob'\nreview-by: 2027-01-01\n"));
    await edits('---\nx: 1\n---\n', { status: 'accepted' }, '---\nstatus: accepted\nx: 1\n---\n');
    await edits('---\n---\n# A\n', { status: 'accepted' }, '---\nstatus: accepted\n---\n# A\n');
    await edits('---\n# c\n---\n# A\n', { status: 'accepted' }, '---\n# c\nstatus: accepted\n---\n# A\n');
  });

  it('adds front matter to a note that has none', async () => {
    await edits('# A\n', { status: 'accepted' }, '---\nstatus: accepted\n---\n\n# A\n');
    await edits('\n# A\n', { status: 'accepted' }, '---\nstatus: accepted\n---\n\n# A\n');
    assert.equal(await editNote(file, '', { status: 'accepted' }), '---\nstatus: accepted\n---\n');
    assert.equal(await editNote(file, '# A\n', { status: null }), '# A\n');
  });

  it('takes a key out, and keeps a comment that stood behind it', async () => {
    await edits(odd, { date: null }, odd.replace('date: "2026-11-22"\n', ''));
    await edits(odd, { status: null }, odd.replace("status:   'accepted'   #", '#'));
    await edits(odd, { tags: [] }, odd.replace(`tags: [ one,'two' , "three"]\n`, ''));
  });

  it('adds to lists and takes from them, item by item', async () => {
    await edits(odd, { tags: ['one', 'two', 'three', 'a, b'] }, odd.replace('"three"', `"three", 'a, b'`));
    await edits(odd, { tags: ['one', 'three'] }, odd.replace(`'two' , `, ''));
    await edits(odd, { tags: ['one', 'two'] }, odd.replace(` , "three"`, ''));
    await edits(odd, { tags: ['two', 'one'] }, odd.replace(`[ one,'two' , "three"]`, '[two, one]'));
    await edits(odd, { decisionMakers: ['Ada'] }, odd.replace("-   'Bob'\n", ''));
    await edits(
      odd,
      { decisionMakers: ['Bob', 'Eve'] },
      odd.replace('- Ada   # her\n', '').replace("'Bob'\n", "'Bob'\n-   Eve\n"),
    );
  });

  it('writes a list anew where it has to, unless that would lose a comment', async () => {
    await edits('---\ntags: one, two\n---\n', { tags: ['two', 'three'] }, '---\ntags: [two, three]\n---\n');
    await edits('---\ntags:\n  - a\n  - b\nx: 1\n---\n', { tags: ['b', 'a'] }, '---\ntags: [b, a]\nx: 1\n---\n');
    await edits('---\ntags:\n---\n', { tags: ['a'] }, '---\ntags: [a]\n---\n');
    await edits('---\ntags: # which\n---\n', { tags: ['a'] }, '---\ntags: [a] # which\n---\n');
    await edits('---\ntags: []\nx: 1\n---\n', { tags: ['a'] }, '---\ntags: [a]\nx: 1\n---\n');
    await refuses(odd, { decisionMakers: ['Bob', 'Ada'] }, 'invalid-note', /holds comments/);
  });

  it('names the people who decided under the key that is there', async () => {
    await edits('---\ndeciders: [Ada]\n---\n', { decisionMakers: ['Ada', 'Bob'] }, '---\ndeciders: [Ada, Bob]\n---\n');
  });

  it('writes a confirmation on one line or on three', async () => {
    await edits('---\nid: x\n---\n', { confirmed: { date: '2026-11-22' } }, '---\nid: x\nconfirmed: 2026-11-22\n---\n');
    const by = '---\nid: x\nconfirmed:\n  date: 2026-11-22\n  by: Ada\n---\n';
    await edits('---\nid: x\nconfirmed: 2025-01-01\n---\n', { confirmed: { date: '2026-11-22', by: 'Ada' } }, by);
    await edits(
      by,
      { confirmed: { date: '2027-01-01', by: 'Bob' } },
      by.replace('2026-11-22', '2027-01-01').replace('Ada', 'Bob'),
    );
    await edits(by, { confirmed: { date: '2026-11-22' } }, by.replace('  by: Ada\n', ''));
    await edits(
      by.replace('by: Ada', 'by: Ada # her\n  on: call'),
      { confirmed: { date: '2026-11-22', by: 'Bob' } },
      by.replace('by: Ada', 'by: Bob # her\n  on: call'),
    );
    await edits(by, { confirmed: null }, '---\nid: x\n---\n');
    await edits(
      '---\nid: x\nconfirmed: {date: 2026-11-22}\n---\n',
      { confirmed: { date: '2026-11-23', by: 'Ada' } },
      '---\nid: x\nconfirmed: {date: 2026-11-23, by: Ada}\n---\n',
    );
  });

  it('replaces an anchor key by key', async () => {
    await edits(
      odd,
      {
        anchors: [
          {
            kind: 'replace',
            index: 0,
            anchor: { path: 'src/c.ts', lines: { start: 3, end: 4 }, symbol: 's', quote: 'x' },
          },
        ],
      },
      odd
        .replace('src/a.ts ', 'src/c.ts ')
        .replace('1-2\n', '3-4\n        symbol: s\n')
        .replace('            first\n              second\n\n', '          x\n\n'),
    );
    await edits(
      odd,
      {
        anchors: [
          { kind: 'replace', index: 1, anchor: { path: 'src/b.ts', lines: { start: 3, end: 4 }, quote: ' x\n\ny' } },
        ],
      },
      odd.replace('src/b.ts\n', 'src/b.ts\n      lines: 3-4\n      quote: |2\n         x\n\n        y\n'),
    );
  });

  it('adds an anchor and takes one out', async () => {
    const anchor = { path: 'c.ts', lines: { start: 1, end: 1 }, quote: 'a' };
    await edits(
      odd,
      { anchors: [{ kind: 'add', anchor }] },
      odd.replace('src/b.ts\n', 'src/b.ts\n    - path: c.ts\n      lines: 1-1\n      quote: |\n        a\n'),
    );
    await edits(odd, { anchors: [{ kind: 'remove', index: 1 }] }, odd.replace('    - path: src/b.ts\n', ''));
    await edits(
      '---\nid: x\n---\n',
      { anchors: [{ kind: 'add', anchor: { path: 'a.ts' } }] },
      '---\nid: x\ncode:\n  - path: a.ts\n---\n',
    );
    await edits(
      '---\ncode:\n  - path: a.ts\nx: 1\n---\n',
      { anchors: [{ kind: 'remove', index: 0 }] },
      '---\nx: 1\n---\n',
    );
  });

  it('changes anchors in every form that they are read in', async () => {
    const replace = (index = 0): NoteEdit => ({
      anchors: [{ kind: 'replace', index, anchor: { path: 'b.ts', lines: { start: 1, end: 2 } } }],
    });
    const add: NoteEdit = { anchors: [{ kind: 'add', anchor: { path: 'b.ts' } }] };
    await edits('---\ncode: a.ts\n---\n', replace(), '---\ncode:\n  - path: b.ts\n    lines: 1-2\n---\n');
    await edits('---\ncode: a.ts\n---\n', add, '---\ncode:\n  - path: a.ts\n  - path: b.ts\n---\n');
    await edits(
      '---\ncode:\n  - a.ts\n  - c.ts\n---\n',
      replace(1),
      '---\ncode:\n  - a.ts\n  - path: b.ts\n    lines: 1-2\n---\n',
    );
    await edits(
      '---\ncode:\n  path: a.ts\n  x: 1\n---\n',
      replace(),
      '---\ncode:\n  path: b.ts\n  lines: 1-2\n  x: 1\n---\n',
    );
    await edits('---\ncode: {path: a.ts, lines: 3-4}\n---\n', replace(), '---\ncode: {path: b.ts, lines: 1-2}\n---\n');
    await edits(
      '---\ncode: [{path: a.ts, commit: 1234567, x: 1}]\n---\n',
      replace(),
      '---\ncode: [{path: b.ts, x: 1, lines: 1-2}]\n---\n',
    );
    await edits('---\ncode: [a.ts]\n---\n', replace(), '---\ncode: [{path: b.ts, lines: 1-2}]\n---\n');
    await edits('---\ncode: [a.ts]\n---\n', add, '---\ncode: [a.ts, {path: b.ts}]\n---\n');
    await edits('---\ncode: []\n---\n', add, '---\ncode:\n  - path: b.ts\n---\n');
    await refuses('---\ncode:\n  path: a.ts\n---\n', add, 'invalid-note', /not a list/);
  });

  it('counts only the anchors that can be read', async () => {
    const text = '---\ncode:\n  - path: ../x\n  - path: a.ts\n  - path: b.ts\n---\n';
    await edits(text, { anchors: [{ kind: 'remove', index: 0 }] }, text.replace('  - path: a.ts\n', ''));
    await refuses(text, { anchors: [{ kind: 'remove', index: 2 }] }, 'invalid-input', /no anchor 3/);
  });

  it('gives another title and keeps the form of the heading', async () => {
    await edits(odd, { title: 'New  <T>\n title' }, odd.replace('Title\n=====', 'New \\<T> title\n====='));
    await edits('---\nid: x\n---\n\n##  Old ##\n\ntext\n', { title: 'New' }, '---\nid: x\n---\n\n##  New ##\n\ntext\n');
    await edits('---\nid: x\n---\n\nOne sentence.\n', { title: 'New' }, '---\nid: x\n---\n\n# New\n\nOne sentence.\n');
    await edits('One sentence.\n', { title: 'New' }, '# New\n\nOne sentence.\n');
    await edits('#\nx\n', { title: 'New' }, '# New\nx\n');
  });

  it('puts other text below the title', async () => {
    await edits(odd, { body: '\nOne.\n\nTwo.\n\n' }, odd.replace('\nBody  \ttext.', '\nOne.\n\nTwo.\n'));
    assert.equal(await editNote(file, '# A', { body: 'b' }), '# A\n\nb\n');
    await edits('# A\n\nb\n', { body: ' ' }, '# A\n');
  });

  it('changes several fields at once', async () => {
    await edits(
      odd,
      { status: 'superseded', supersededBy: ['x'], title: 'T' },
      odd
        .replace("'accepted'", "'superseded'")
        .replace('Title', 'T')
        .replace("-   'Bob'\n", "-   'Bob'\nsuperseded-by: [x]\n"),
    );
  });

  it('refuses rather than damage', async () => {
    const edit: NoteEdit = { status: 'accepted' };
    await refuses('---\nstatus: x\n', edit, 'invalid-note', /start or end/);
    await refuses('---js\nstatus: x\n---\n', edit, 'invalid-note', /start or end/);
    await refuses('---\nstatus: [x\n---\n', edit, 'invalid-note', /line 3 by hand|line 2 by hand/);
    await refuses('---\nstatus: x\nstatus: y\n---\n', edit, 'invalid-note', /twice/);
    await refuses('---\nstatus: &a x\nb: *a\n---\n', edit, 'invalid-note', /alias/);
    await refuses('---\nstatus: &a x\n---\n', edit, 'invalid-note', /anchors, aliases or tags/);
    await refuses('---\n- a\n---\n', edit, 'invalid-note', /no keys/);
    await refuses('---\nstatus: !x y\n---\n', edit, 'invalid-note', /tag/);
    await refuses('---\n<<<<<<< a\nstatus: x\n=======\nstatus: y\n>>>>>>> b\n---\n', edit, 'invalid-note', /by hand/);
  });

  it('changes front matter in flow style', async () => {
    await edits('---\n{status: x, b: 1}\n---\n', { status: 'accepted' }, '---\n{status: accepted, b: 1}\n---\n');
    await edits('---\n{b: 1}\n---\n', { tags: ['a'] }, '---\n{b: 1, tags: [a]}\n---\n');
    await edits('---\n{a: 1, status: x}\n---\n', { status: null }, '---\n{a: 1}\n---\n');
  });
});
