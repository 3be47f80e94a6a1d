import assert from 'node:assert/strict';
import matter from 'gray-matter';
import { parseNote } from '../../../src/core/markdown/parseNote';

const file = '.decisions/a.md';

/** What gray-matter 4.0.3 does when it is left to itself, and that reading a note does none of it. */
describe('gray-matter 4.0.3', () => {
  beforeEach(() => {
    // Typed nowhere, but there.
    (matter as unknown as { clearCache(): void }).clearCache();
  });

  it('evaluates ---js front matter; we do not', async () => {
    const witness = globalThis as { evaluated?: number };
    delete witness.evaluated;
    const text = '---js\n{ title: (globalThis.evaluated = 1) }\n---\n# A\n';
    matter(text);
    assert.equal(witness.evaluated, 1);

    delete witness.evaluated;
    for (const language of ['js', 'javascript', ' js ', 'json', 'coffee', 'toml', 'yaml', 'constructor', '__proto__']) {
      const parsed = await parseNote(file, text.replace('js', language));
      assert.deepEqual(
        parsed.problems.map(({ line, code }) => ({ line, code })),
        [{ line: 1, code: 'front-matter-language' }],
        language,
      );
    }
    assert.equal(witness.evaluated, undefined);
  });

  it('caches by content, so that a second look at broken text reports nothing; we report it each time', async () => {
    const text = '---\nstatus: [accepted\ntags: a\n---\n# A\n';
    assert.throws(() => matter(text));
    assert.deepEqual(matter(text).data, {});

    const first = await parseNote(file, text);
    assert.deepEqual(
      first.problems.map(({ code }) => code),
      ['yaml-syntax'],
    );
    assert.deepEqual(await parseNote(file, text), first);
  });

  it('turns dates into Date objects and 1234567e3 into a number; we keep what was written', async () => {
    const text = '---\ndate: 2026-11-22\nsource: 1234567e3\ncode:\n  - {path: a.ts, commit: 1234567e3}\n---\n# A\n';
    const { data } = matter(text);
    assert.ok(data['date'] instanceof Date);
    assert.equal(data['source'], 1234567000);

    for (const [from, to] of [
      ['{', '{'],
      ['{path: a.ts, commit: 1234567e3}', 'path: a.ts\n    commit: 1234567e3'],
    ] as const) {
      const { note, problems } = await parseNote(file, text.replace(from, to));
      assert.deepEqual(problems, []);
      assert.equal(note.date, '2026-11-22');
      assert.equal(note.source, '1234567e3');
      assert.equal(note.code[0]?.commit, '1234567e3');
    }
  });

  it('drops comments when it writes', () => {
    const text = '---\n# why\nstatus: accepted\n---\n# A\n';
    assert.ok(!matter.stringify(text, {}).includes('# why'));
  });

  it('leaves a carriage return in the last value; we do not', async () => {
    const text = '---\r\nstatus: >-\r\n  accepted\r\nsource: x\r\n---\r\n# A\r\n';
    assert.ok(matter(text).matter.endsWith('x\r'));

    const { note, problems } = await parseNote(file, text);
    assert.deepEqual(problems, []);
    assert.equal(note.source, 'x');
  });

  it('ends front matter at any line that starts with dashes; we say that the line is wrong', async () => {
    const text = '---\nstatus: !!str accepted\n---- x\ntags: a\n---\n# A\n';
    assert.deepEqual(matter(text).data, { status: 'accepted' });

    const { problems } = await parseNote(file, text);
    assert.deepEqual(
      problems.map(({ line, code }) => ({ line, code })),
      [{ line: 3, code: 'yaml-syntax' }],
    );
  });
});
