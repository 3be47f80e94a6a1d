import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { editNote, noteToSafeMarkdown, NotesError, parseNote, readBody } from '../../../src/core/index';
import { assertHarmless } from '../../support/harmless';
import { hostileRows } from '../../support/hostile';

// Tests run in the project's folder.
const folder = resolve('test', 'fixtures', 'hostile');

/** Bytes of the longest note that is read. */
const longest = 1024 * 1024;

const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** Reads, shows and edits a note, as every surface does with it. */
async function handle(file: string, content: string | Uint8Array): Promise<void> {
  await parseNote(file, content);
  const text = typeof content === 'string' ? content : decode(content);
  // The disk is not even asked for more.
  if (text.length > longest) {
    await assert.rejects(editNote(file, text, { status: 'deprecated' }), NotesError);
    return;
  }
  const { decision, sections } = readBody(text);
  for (const markdown of [decision, ...sections.slice(0, 4).map((section) => section.markdown)])
    await noteToSafeMarkdown(markdown, file);
  await editNote(file, text, { status: 'deprecated', title: 'New' }).catch((error: unknown) => {
    assert.ok(error instanceof NotesError, String(error));
    assert.ok(error.message.length > 20 && error.message.length < 500, error.message);
  });
}

/**
 * The best of a few runs, and of the clock and the processor's time, so that a busy machine fails nothing. Stops at the
 * first run that is quick enough.
 */
async function assertQuick(file: string, content: string | Uint8Array): Promise<void> {
  let best = Infinity;
  for (let run = 0; run < 8 && best >= 200; run++) {
    const started = performance.now();
    const spent = process.cpuUsage();
    await handle(file, content);
    const { user, system } = process.cpuUsage(spent);
    best = Math.min(best, performance.now() - started, (user + system) / 1000);
  }
  assert.ok(best < 200, `${file} took ${best} ms`);
}

/** Notes that are too big, or too uniform, to keep as files. */
const made: readonly (readonly [name: string, expected: string, text: string])[] = [
  ['10 MB in one line', 'too-large@1', `# Huge\n${'x'.repeat(10_000_000)}`],
  ['10 MB of headings', 'too-large@1', `# Huge\n${'## a\n'.repeat(2_000_000)}`],
  ['10 MB of front matter', 'too-large@1', `---\nsource: ${'x'.repeat(10_000_000)}\n---\n# Huge\n`],
  ['a million of small lists', 'too-large@1', `---\ntags: ${'['.repeat(2_000_000)}\n---\n# Deep\n`],
  ['100,000 anchors', 'too-large@1', `---\ncode:\n${'  - path: good.ts\n'.repeat(100_000)}---\n# Many\n`],
  ['10,000 anchors', 'too-large@503', `---\ncode:\n${'  - path: good.ts\n'.repeat(10_000)}---\n# Many\n`],
  ['40,000 bad anchors', 'too-large@1', `---\ncode:\n${'  - path: ../x\n'.repeat(40_000)}---\n# Many\n`],
  [
    '50,000 other keys',
    'too-large@1',
    `---\n${Array.from({ length: 50_000 }, (_, at) => `k${at}: v\n`).join('')}---\n# Many\n`,
  ],
  [
    'a quote of a million characters',
    'too-large@1',
    `---\ncode:\n  - path: a.ts\n    quote: ${'x'.repeat(1_000_000)}\n---\n# Q\n`,
  ],
  [
    'a quote of 100,000 lines',
    'too-large@1',
    `---\ncode:\n  - path: a.ts\n    quote: |\n${'      x\n'.repeat(100_000)}---\n# Q\n`,
  ],
  ['900,000 opening brackets', '', `# Title\n\n${'['.repeat(900_000)}`],
  ['900,000 spaces in a title', '', `# a${' '.repeat(900_000)}#b\n`],
  ['900,000 dashes', '', `${'-'.repeat(900_000)}\n`],
  ['100,000 quotes', 'yaml-unsafe@1', `---\nsource: ${"'a' ".repeat(50_000)}\n---\n# Title\n`],
  ['30,000 openings of conflicts', '', `# Title\n${'<<<<<<< a\n'.repeat(30_000)}`],
  ['30,000 middles of conflicts', '', `# Title\n<<<<<<< a\n${'=======\n'.repeat(30_000)}`],
];

describe('hostile notes', () => {
  it('are each listed with what is expected of them', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
    assert.deepEqual(files.sort(), hostileRows.map(([name]) => name).sort());
    assert.ok(files.length > 100);
  });

  for (const [name, expected] of hostileRows) {
    const file = `.decisions/${name}.md`;
    const read = () => readFileSync(join(folder, `${name}.md`));

    it(`${name}: ${expected === '' || expected.startsWith('duplicate-id') ? 'no problem' : expected}`, async () => {
      const { note, problems } = await parseNote(file, read());
      const found = problems.map(({ code, line }) => `${code}@${line}`);
      // Another note's id is seen by the index alone.
      if (expected === '' || expected.startsWith('duplicate-id')) assert.deepEqual(found, []);
      else assert.ok(found.includes(expected), found.join(' '));
      const lines = decode(read()).split('\n').length;
      for (const problem of problems) {
        assert.ok(problem.line >= 1 && problem.line <= lines, `line ${problem.line} of ${lines}`);
        assert.ok(problem.message.length < 400 && !/[\0-\x1f\x7f-\x9f\u202a-\u202e]/.test(problem.message));
      }
      assert.ok(note.title.length > 0 && note.title.length <= 200);
      assert.doesNotMatch(note.title, /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
      for (const { path } of note.code) assert.ok(path === 'good.ts' || path.includes('\ufffd'), path);
    });

    it(`${name}: harmless when shown`, async () => {
      const { decision, sections } = readBody(decode(read()));
      for (const markdown of [decision, ...sections.slice(0, 4).map((section) => section.markdown)])
        await assertHarmless(markdown, file);
    });

    it(`${name}: quick`, () => assertQuick(file, read()));
  }

  for (const [name, expected, text] of made) {
    it(`${name}: ${expected === '' ? 'no problem' : expected}, and quick`, async () => {
      const { problems } = await parseNote('.decisions/a.md', text);
      const [first] = problems;
      assert.equal(first ? `${first.code}@${first.line}` : '', expected);
      assert.ok(problems.length <= 60);
      await assertQuick('.decisions/a.md', text);
    });
  }

  it('ran nothing and changed no prototype', () => {
    assert.equal(existsSync('sprung.txt'), false);
    for (const name of ['sprung', 'polluted']) assert.equal(Reflect.get({}, name), undefined);
    assert.equal(Reflect.get(globalThis, 'sprung'), undefined);
  });
});
