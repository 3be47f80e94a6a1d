import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { NotesError, parseNote, recordAnchor, type Anchor, type Logger } from '../../src/core/index';
import type { Finder } from '../../src/core/host';
import { createFinder } from '../../src/core/store/finder';
import { FinderThread } from '../../src/node/finderThread';
import { packText, unpackText } from '../../src/node/finderMessages';
import { nodeHost } from '../../src/node/nodeHost';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const bundle = resolve('dist/finder.js');
const lines = (count: number, from = 0) =>
  Array.from(
    { length: count },
    (_, at) => `const value${from + at} = compute(${(from + at) * 7}, 'item ${from + at}');\n`,
  );
const text = lines(60).join('');
const anchorAt = (path: string, whole: string, start: number, end: number): Anchor =>
  recordAnchor({ path, text: whole, lines: { start, end }, commit: undefined });
const isA = (code: string) => (error: unknown) => error instanceof NotesError && error.code === code;

describe('the thread that looks for code', () => {
  let folder: TemporaryFolder;
  let thread: FinderThread;
  let logged: string[];
  const log: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => void logged.push(message),
    error: (message) => void logged.push(message),
  };
  const neverHere = (): Finder => assert.fail('There is a thread.');

  beforeEach(() => {
    folder = temporaryFolder({ repository: true });
    logged = [];
  });
  afterEach(() => {
    thread.dispose();
    folder.dispose();
  });
  const start = (file = bundle) => (thread = new FinderThread(file, log));
  /** A thread with this program, which may say `ready()`, `dead()` and `real()`. */
  function startOwn(program: string): FinderThread {
    const head = `const { parentPort } = require('node:worker_threads');
      const { existsSync, writeFileSync } = require('node:fs');
      const mark = ${JSON.stringify(join(folder.path, 'died'))};
      const ready = () => parentPort.postMessage({ type: 'ready' });
      const dead = () => process.exit(3);
      const real = () => require(${JSON.stringify(bundle)});\n`;
    folder.write({ 'thread.js': head + program });
    return start(join(folder.path, 'thread.js'));
  }

  it('reads front matter of any form, as this thread would', async () => {
    const finder = start().open({ root: folder.path }, neverHere);
    const files = ['tags: [a,\n  b]\ncode:\n  - path: a.ts\n    lines: 1-2', 'tags: [a', 'id: x'].map(
      (matter) => `---\n${matter}\n---\n\n# A title\n`,
    );
    for (const text of files) {
      const bytes = Buffer.from(text);
      assert.deepEqual(await finder.parseNote('.decisions/a.md', bytes), await parseNote('.decisions/a.md', bytes));
    }
    assert.deepEqual(logged, []);
  });

  it('says what a finder of this thread says, of files, open texts and renames', async () => {
    folder.write({ 'a.ts': text, 'b.ts': lines(40, 500).join('') });
    const commit = folder.commit('first');
    const anchors = [
      anchorAt('a.ts', text, 10, 14),
      anchorAt('a.ts', text, 40, 41),
      { path: 'gone' },
      { path: 'a.ts' },
    ];
    folder.write({ 'a.ts': `// one more\n${text}` });
    const host = await nodeHost({ root: folder.path });
    const near = createFinder(host);
    const far = start().open({ root: folder.path }, neverHere);
    for (const anchor of anchors) assert.deepEqual(await far.find(anchor), await near.find(anchor));
    const found = await far.find({ ...anchors[0]!, commit });
    assert.deepEqual(found?.location.lines, { start: 11, end: 15 });
    assert.equal(await far.find(anchors[0]!, found.reads), undefined, 'all that was read is as it was');
    folder.write({ 'a.ts': `// two\n// more\n${text}` });
    assert.deepEqual((await far.find(anchors[0]!, found.reads))?.location.lines, { start: 12, end: 16 });
    assert.deepEqual(await far.mayHold('a.ts', anchors), await near.mayHold('a.ts', anchors));

    // Long enough to be handed over, and with what only UTF-16 can say.
    const long = `// \ud83d\ude00 \ud83d\n${lines(9000, 1000).join('')}${text}`;
    assert.deepEqual(
      await far.findAround({ path: 'a.ts', text: long }, anchors),
      await near.findAround({ path: 'a.ts', text: long }, anchors),
    );
    assert.deepEqual(
      (await far.findAround({ path: 'a.ts', text: long }, anchors)).map((one) => one.lines?.start),
      [9011, 9041, undefined, undefined],
    );

    folder.git('mv', 'a.ts', 'z.ts');
    far.renamed([{ from: 'a.ts', to: 'z.ts' }]);
    far.changed();
    assert.equal((await far.find({ path: 'a.ts' }))?.location.path, 'z.ts');
    assert.deepEqual(logged, []);
    near.dispose();
    host.dispose();
  });

  it('hands a text over as it is', async () => {
    for (const one of ['', 'a', 'ä\r\n\u2028', '\ud83d', '\udc00\ud83d\ude00\ufeff'])
      assert.equal(unpackText(await packText(one)), one);
  });

  it('refuses what nobody wants any more, at once', async () => {
    startOwn('ready();');
    const finder = thread.open({ root: folder.path }, neverHere);
    const cancel = { aborted: false };
    const asked = finder.find({ path: 'a.ts' }, undefined, cancel);
    cancel.aborted = true;
    await assert.rejects(asked, isA('cancelled'));
    await assert.rejects(finder.find({ path: 'a.ts' }, undefined, { aborted: true }), isA('cancelled'));
    const [one, other] = [finder.find({ path: 'a.ts' }), finder.mayHold('a.ts', [])];
    finder.dispose();
    await assert.rejects(one, isA('cancelled'));
    await assert.rejects(other, isA('cancelled'));
    await assert.rejects(finder.find({ path: 'a.ts' }), isA('cancelled'));
  });

  it('begins anew when it has ended over a question, and asks what was under way again', async () => {
    folder.write({ 'a.ts': text });
    startOwn(`if (existsSync(mark)) real();
      else { ready(); parentPort.on('message', ({ type }) => { if (type === 'question') { writeFileSync(mark, ''); dead(); } }); }`);
    const finder = thread.open({ root: folder.path }, neverHere);
    const both = await Promise.all([finder.find(anchorAt('a.ts', text, 3, 9)), finder.find({ path: 'a.ts' })]);
    assert.deepEqual(
      both.map((found) => found?.location.state),
      ['exact', 'exact'],
    );
    assert.equal(logged.length, 1);
    assert.match(logged[0]!, /started anew/);
  });

  it('does not ask for ever what it always ends over, and serves on', async () => {
    startOwn(`ready(); parentPort.on('message', (message) => {
      if (message.type !== 'question') return;
      if (message.question.path === 'poison') dead();
      parentPort.postMessage({ type: 'answer', id: message.id, value: [true] });
    });`);
    const finder = thread.open({ root: folder.path }, neverHere);
    await assert.rejects(finder.mayHold('poison', []), isA('io'));
    assert.deepEqual(await finder.mayHold('sound', []), [true]);
    assert.equal(logged.length, 2);
  });

  it('leaves the work to this thread where there is no other', async () => {
    folder.write({ 'a.ts': text, 'new.ts': text });
    const host = await nodeHost({ root: folder.path });
    for (const file of [join(folder.path, 'missing.js'), join(folder.path, 'thread.js')]) {
      logged = [];
      if (file.endsWith('missing.js')) start(file);
      else startOwn('throw new Error("no threads here");');
      let made = 0;
      const finder = thread.open({ root: folder.path }, () => (made++, createFinder(host)));
      finder.renamed([{ from: 'old.ts', to: 'new.ts' }]);
      const [one, other] = await Promise.all([finder.find(anchorAt('a.ts', text, 3, 9)), finder.mayHold('a.ts', [])]);
      assert.equal(one?.location.state, 'exact');
      assert.deepEqual(other, []);
      finder.renamed([{ from: 'older.ts', to: 'new.ts' }]);
      assert.equal((await finder.find({ path: 'older.ts' }))?.location.path, 'new.ts');
      finder.changed();
      assert.equal(made, 1);
      assert.deepEqual(logged.length, 1, logged.join());
      thread.dispose();
    }
    host.dispose();
  });
});
