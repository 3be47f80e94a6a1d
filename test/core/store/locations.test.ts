import assert from 'node:assert/strict';
import { createCore, NotesError, recordAnchor, type AnchoredNote, type Core, type Git } from '../../../src/core/index';
import { memoryHost, type MemoryHost } from '../../support/memoryHost';
import { noteText } from '../../support/notes';

const retry = `export async function retryWithBackoff(run: Task, attempts: number): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await run();
    if (response.status < 500 || attempt === attempts) return response;
    await wait(2 ** attempt * 100);
  }
}
`;
const other = `export function renderInvoice(invoice: Invoice): string {
  const rows = invoice.items.map((item) => renderRow(item.name, item.price));
  return [header(invoice), ...rows, footer(invoice.total)].join('\\n');
}
`;

function about(path: string, text: string, start: number, end: number, commit?: string): string {
  return noteText('Retry', { code: [recordAnchor({ path, text, lines: { start, end }, commit })] });
}

describe('places of anchors', () => {
  let host: MemoryHost;
  let core: Core;
  let told: (readonly string[] | undefined)[];

  async function open(files: Record<string, string | Uint8Array>, git?: Partial<Git>): Promise<void> {
    host = memoryHost({ files, ...(git ? { git } : {}) });
    core = createCore(host);
    told = [];
    core.locations.onDidChange((paths) => told.push(paths));
    await core.notes.ready();
  }
  afterEach(() => core.dispose());

  const anchored = (file = '.decisions/a.md', index = 0): AnchoredNote => {
    const entry = core.notes.get(file)!;
    return { entry, note: entry.note!, anchor: entry.note!.code[index]!, index };
  };
  const state = async (file?: string, index?: number) => {
    const { state: is, path, lines } = await core.locations.of(anchored(file, index));
    return `${is} ${path}${lines ? `:${lines.start}-${lines.end}` : ''}`;
  };
  const later = () => new Promise((resolve) => setTimeout(resolve));

  it('are computed once and kept while the text stays', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    assert.equal(core.locations.known(anchored()), undefined);
    assert.equal(await state(), 'exact a.ts:1-7');
    const { read } = host.counts;
    assert.equal(await state(), 'exact a.ts:1-7');
    assert.equal(core.locations.known(anchored())?.state, 'exact');
    assert.equal(host.counts.read, read);
  });

  it('are right for what is about to be written, even where no watcher told of a change', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    assert.equal(await state(), 'exact a.ts:1-7');
    host.write('a.ts', `// one more\n${retry}`, true);
    assert.equal(await state(), 'exact a.ts:1-7', 'nobody has told');
    assert.deepEqual((await core.locations.check(anchored())).lines, { start: 2, end: 8 });
    await later();
    assert.deepEqual(told, [['a.ts']]);
    assert.equal(await state(), 'moved a.ts:2-8');
  });

  it('share one run among all who ask at once', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    const { read } = host.counts;
    await Promise.all([state(), state(), state()]);
    assert.equal(host.counts.read - read, 1);
  });

  it('follow a file that changes outside, and nothing else is computed again', async () => {
    await open({
      'a.ts': retry,
      'b.ts': other,
      '.decisions/a.md': about('a.ts', retry, 1, 7),
      '.decisions/b.md': about('b.ts', other, 1, 4),
    });
    assert.equal(await state(), 'exact a.ts:1-7');
    assert.equal(await state('.decisions/b.md'), 'exact b.ts:1-4');
    const { read } = host.counts;
    host.write('a.ts', `// one more\n${retry}`);
    assert.deepEqual(told, [['a.ts']]);
    assert.equal(await state(), 'moved a.ts:2-8');
    assert.equal(await state('.decisions/b.md'), 'exact b.ts:1-4');
    assert.equal(host.counts.read - read, 1);
  });

  it('follow a folder that goes and comes, told of by its own name alone', async () => {
    await open({ 'src/deep/a.ts': retry, '.decisions/a.md': about('src/deep/a.ts', retry, 1, 7) });
    assert.equal(await state(), 'exact src/deep/a.ts:1-7');
    host.erase('src/deep/a.ts', true);
    host.fire({ everything: false, paths: ['src'] });
    assert.match(await state(), /^lost/);
    host.write('src/deep/a.ts', retry, true);
    host.fire({ everything: false, paths: ['src/deep'] });
    assert.equal(await state(), 'exact src/deep/a.ts:1-7');
  });

  it('after a change of unknown extent read again only what has another stamp', async () => {
    await open({
      'a.ts': retry,
      'b.ts': other,
      '.decisions/a.md': about('a.ts', retry, 1, 7),
      '.decisions/b.md': about('b.ts', other, 1, 4),
    });
    await Promise.all([state(), state('.decisions/b.md')]);
    const { read } = host.counts;
    host.write('b.ts', `\n${other}`, true);
    host.fire({ everything: true, paths: [] });
    assert.deepEqual(told, [undefined]);
    assert.equal(await state(), 'exact a.ts:1-7');
    assert.equal(await state('.decisions/b.md'), 'moved b.ts:2-5');
    assert.equal(host.counts.read - read, 1);
  });

  it('of a branch that comes back are found without computing', async () => {
    let blobs = 0;
    await open(
      { 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7, 'a'.repeat(40)) },
      { head: () => Promise.resolve('a'.repeat(40)), blob: () => Promise.resolve((blobs++, undefined)) },
    );
    assert.equal(await state(), 'exact a.ts:1-7');
    host.write('a.ts', `\n${retry}`);
    assert.equal(await state(), 'moved a.ts:2-8');
    const before = blobs;
    host.write('a.ts', retry);
    assert.equal(await state(), 'exact a.ts:1-7');
    assert.equal(blobs, before);
  });

  it('of code that moved to another file are known in that file', async () => {
    await open({ 'a.ts': retry + other, 'b.ts': '// empty\n', '.decisions/a.md': about('a.ts', retry + other, 1, 7) });
    assert.deepEqual(await core.locations.inFile('b.ts', '// empty\n'), []);
    host.write('a.ts', other);
    host.write('b.ts', `// empty\n${retry}`);
    assert.equal(await state(), 'moved b.ts:2-8');
    await later();
    assert.ok(told.some((paths) => paths?.includes('b.ts')));
    assert.equal(core.notes.anchoredIn('b.ts').length, 1);
    const inB = await core.locations.inFile('b.ts', `// empty\n${retry}`);
    assert.deepEqual(
      inB.map(({ location }) => location.lines),
      [{ start: 2, end: 8 }],
    );
    assert.deepEqual(await core.locations.inFile('a.ts', other), []);
    host.write('a.ts', retry + other);
    host.write('b.ts', '// empty\n');
    assert.equal(await state(), 'exact a.ts:1-7');
    assert.deepEqual(core.notes.anchoredIn('b.ts'), []);
  });

  it('of lost code are looked for again in a file that may hold it', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    host.erase('a.ts');
    assert.equal(await state(), 'lost a.ts');
    host.write('unlike.ts', 'nothing of it');
    await later();
    await later();
    host.write('c.ts', `\n${retry}`);
    for (let turn = 0; turn < 20; turn++) await later();
    assert.equal(await state(), 'moved c.ts:2-8');
  });

  it('in an open file are about its text, whatever the disk says', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    const [placed] = await core.locations.inFile('a.ts', `\n\n${retry}`);
    assert.deepEqual(placed?.location.lines, { start: 3, end: 9 });
    assert.equal(placed.entry.file, '.decisions/a.md');
    assert.equal(await state(), 'exact a.ts:1-7');
    const [lost] = await core.locations.inFile('a.ts', 'all gone\n');
    assert.equal(lost?.location.state, 'lost');
  });

  it('of notes on a whole file or folder need no text', async () => {
    await open({
      'src/x.bin': Uint8Array.from([0, 1, 2]),
      '.decisions/a.md': noteText('Whole', { code: [{ path: 'src/x.bin' }, { path: 'src' }, { path: 'gone' }] }),
    });
    assert.equal(await state(undefined, 0), 'exact src/x.bin');
    assert.equal(await state(undefined, 1), 'exact src');
    assert.equal(await state(undefined, 2), 'lost gone');
  });

  it('make a problem of code that is gone, until it is back', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    host.erase('a.ts');
    await state();
    assert.deepEqual(
      core.notes.problems().map(({ file, line, code }) => [file, line, code]),
      [['.decisions/a.md', 3, 'code-missing']],
    );
    host.write('a.ts', retry);
    await state();
    assert.deepEqual(core.notes.problems(), []);
  });

  it('are cancelled when nobody wants them any more', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    const cancelled = { aborted: true };
    const isCancelled = (error: unknown) => error instanceof NotesError && error.code === 'cancelled';
    await assert.rejects(core.locations.of(anchored(), cancelled), isCancelled);
    await assert.rejects(core.locations.inFile('a.ts', retry, cancelled), isCancelled);
    assert.equal(await state(), 'exact a.ts:1-7');
    const late = { aborted: false };
    const one = core.locations.inFile('a.ts', `${retry}\n`, late);
    late.aborted = true;
    await assert.rejects(one, isCancelled);
    assert.equal((await core.locations.inFile('a.ts', `${retry}\n`)).length, 1);
  });

  it('are all surveyed, whatever some of them meet', async () => {
    await open({
      'a.ts': retry,
      'b.ts': other,
      '.decisions/a.md': about('a.ts', retry, 1, 7),
      '.decisions/b.md': about('b.ts', other, 1, 4),
      '.decisions/c.md': '---\ncode: 3\n---\n# C\n',
    });
    host.breakReading('b.ts', new NotesError('io', 'The disk is tired.'));
    await core.locations.survey();
    assert.equal(core.locations.known(anchored())?.state, 'exact');
    assert.equal(core.locations.known(anchored('.decisions/b.md'))?.state, 'lost');
    await core.locations.survey({ aborted: true });
  });

  it('never come from a binary or a file that is too large', async () => {
    await open({ 'a.ts': Uint8Array.from([0, 0, 0]), '.decisions/a.md': about('a.ts', retry, 1, 7) });
    assert.equal(await state(), 'lost a.ts');
    assert.deepEqual(core.notes.problems(), []);
  });

  it('are right for many notes of one file at once', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `const value${at} = compute(${at * 7}, 'item ${at}');`);
    const text = lines.join('\n');
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, at) => [`.decisions/${at}.md`, about('a.ts', text, at * 20 + 1, at * 20 + 5)]),
    );
    await open({ ...files, 'a.ts': text });
    const placed = await core.locations.inFile('a.ts', `// top\n${text}`);
    assert.equal(placed.length, 100);
    assert.ok(placed.every(({ location, anchor }) => location.lines?.start === anchor.lines!.start + 1));
  });

  it('follow a rename that was seen without searching, there and back', async () => {
    let searches = 0;
    const git = {
      grep: () => Promise.resolve((searches++, [])),
      follow: () => Promise.resolve((searches++, undefined)),
    };
    const text = retry + other;
    const commit = 'a'.repeat(40);
    const note = about('src/pay/a.ts', text, 1, 7, commit);
    const whole = noteText('Whole', { code: [{ path: 'src/pay' }, { path: 'src/pay/a.ts' }] });
    await open({ 'src/pay/a.ts': text, '.decisions/a.md': note, '.decisions/b.md': whole }, git);
    assert.equal(await state(), 'exact src/pay/a.ts:1-7');
    host.erase('src/pay/a.ts', true);
    host.write('lib/pay/a.ts', text, true);
    core.locations.renamed([{ from: 'src/pay', to: 'lib/pay' }]);
    assert.deepEqual(told, [['src/pay/a.ts', 'lib/pay/a.ts', 'src/pay', 'lib/pay']]);
    const places = await core.locations.inFile('lib/pay/a.ts', `// top\n${text}`);
    assert.deepEqual(
      places.map(({ location }) => [location.state, location.lines]),
      [
        ['moved', { start: 2, end: 8 }],
        ['moved', undefined],
      ],
    );
    assert.equal(await state(), 'moved lib/pay/a.ts:1-7');
    assert.equal(await state('.decisions/b.md', 0), 'moved lib/pay');
    assert.equal(await state('.decisions/b.md', 1), 'moved lib/pay/a.ts');
    assert.equal(searches, 0);

    host.erase('lib/pay/a.ts', true);
    host.write('src/pay/a.ts', text, true);
    core.locations.renamed([{ from: 'lib/pay', to: 'src/pay' }]);
    assert.equal(await state(), 'exact src/pay/a.ts:1-7');
    assert.equal((await core.locations.inFile('src/pay/a.ts', text)).length, 2);
    assert.deepEqual(await core.locations.inFile('lib/pay/a.ts', text), []);
  });

  it('of code whose file was renamed outside are found for the file that has it, though nobody asks', async () => {
    const files = { 'b.ts': other, '.decisions/a.md': about('a.ts', retry, 1, 7) };
    await open({ ...files, 'new/a.ts': retry });
    assert.deepEqual(await core.locations.inFile('new/a.ts', retry), []);
    for (let turn = 0; turn < 100 && core.notes.anchoredIn('new/a.ts').length === 0; turn++) await later();
    assert.equal((await core.locations.inFile('new/a.ts', retry)).length, 1);
    await later();
    assert.ok(told.some((paths) => paths?.includes('new/a.ts')));
    host.erase('new/a.ts', true);
    host.write('newer/a.ts', retry, true);
    host.fire({ everything: false, paths: ['new/a.ts', 'newer/a.ts'] });
    for (let turn = 0; turn < 100 && core.notes.anchoredIn('newer/a.ts').length === 0; turn++) await later();
    assert.equal((await core.locations.inFile('newer/a.ts', retry)).length, 1);
  });

  it('stop when disposed', async () => {
    await open({ 'a.ts': retry, '.decisions/a.md': about('a.ts', retry, 1, 7) });
    const waiting = core.locations.of(anchored());
    core.dispose();
    await assert.rejects(waiting, NotesError);
  });
});
