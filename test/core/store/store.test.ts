import assert from 'node:assert/strict';
import { createCore, NotesError, type NoteStore, type StoreChange } from '../../../src/core/index';
import { memoryHost, type MemoryHost } from '../../support/memoryHost';
import { noteId, noteText } from '../../support/notes';
import { nextTurn } from '../../support/nextTurn';

const about = (path: string) => ({ path, lines: { start: 1, end: 1 }, quote: 'x' });

describe('the index of notes', () => {
  let host: MemoryHost;
  let store: NoteStore;
  let changes: StoreChange[];

  function open(files: Record<string, string | Uint8Array>): void {
    host = memoryHost({ files });
    store = createCore(host).notes;
    changes = [];
    store.onDidChange((change) => changes.push(change));
  }
  afterEach(() => store.dispose());

  it('touches nothing until it is asked', () => {
    open({ '.decisions/a.md': noteText('A') });
    assert.deepEqual(host.counts, { listNotes: 0, listCode: 0, stamp: 0, read: 0 });
    assert.deepEqual(store.all(), []);
  });

  it('is filled once, with one event', async () => {
    open({ 'b/.decisions/b.md': noteText('B'), '.decisions/a.md': noteText('A'), 'src/a.md': '# no note' });
    await Promise.all([store.ready(), store.ready(), store.refresh()]);
    await store.ready();
    assert.deepEqual(
      store.all().map(({ file, note }) => [file, note?.title]),
      [
        ['.decisions/a.md', 'A'],
        ['b/.decisions/b.md', 'B'],
      ],
    );
    assert.deepEqual(changes, [{ added: ['.decisions/a.md', 'b/.decisions/b.md'], changed: [], removed: [] }]);
    assert.equal(host.counts.listNotes, 1);
    assert.equal(host.counts.read, 2);
  });

  it('finds notes by id, by file name and by path', async () => {
    open({ '.decisions/a.md': noteText('A', { id: noteId(1) }), 'b/.decisions/b.md': noteText('B') });
    await store.ready();
    for (const reference of [noteId(1), noteId(1).toLowerCase(), 'a.md', 'a', '.decisions/a.md'])
      assert.equal(store.find(reference)?.note?.title, 'A', reference);
    assert.equal(store.find('b')?.note?.title, 'B');
    assert.equal(store.find('c'), undefined);
    assert.equal(store.find('__proto__'), undefined);
    assert.equal(store.get('.decisions/a.md')?.note?.title, 'A');
  });

  it('knows the links between notes from both sides, whichever says so', async () => {
    open({
      '.decisions/a.md': noteText('A', { id: noteId(1), supersedes: ['b.md', 'gone.md', noteId(1)] }),
      '.decisions/b.md': noteText('B', { id: noteId(2) }),
      'c/.decisions/c.md': `---\nrelated: [.decisions/b.md, ${noteId(1).toLowerCase()}]\n---\n\n# C\n`,
    });
    const links = (file: string) => store.links(file).map(({ kind, entry }) => `${kind} ${entry.note?.title ?? ''}`);
    await store.ready();
    assert.deepEqual(links('.decisions/a.md'), ['supersedes B', 'related C']);
    assert.deepEqual(links('.decisions/b.md'), ['superseded-by A', 'related C']);
    assert.deepEqual(links('c/.decisions/c.md'), ['related B', 'related A']);
    host.write('c/.decisions/c.md', noteText('C'));
    await store.refresh(['c/.decisions/c.md']);
    assert.deepEqual(links('.decisions/b.md'), ['superseded-by A']);
    assert.deepEqual(links('.decisions/none.md'), []);
  });

  it('knows which anchors belong to a file', async () => {
    open({
      '.decisions/a.md': noteText('A', { code: [about('x.ts'), about('y.ts'), about('x.ts')] }),
      '.decisions/b.md': noteText('B', { anchor: about('x.ts') }),
    });
    await store.ready();
    const found = store.anchoredIn('x.ts').map(({ entry, index }) => [entry.file, index]);
    assert.deepEqual(found, [
      ['.decisions/a.md', 0],
      ['.decisions/a.md', 2],
      ['.decisions/b.md', 0],
    ]);
    assert.deepEqual(store.anchoredIn('z.ts'), []);
    host.write('.decisions/b.md', noteText('B', { anchor: about('z.ts') }));
    await store.refresh([]);
    assert.equal(store.anchoredIn('z.ts').length, 1);
    assert.equal(store.anchoredIn('x.ts').length, 2);
  });

  describe('follows outside changes', () => {
    it('one note, with one read and one event', async () => {
      open({ '.decisions/a.md': noteText('A'), '.decisions/b.md': noteText('B') });
      await store.ready();
      host.write('.decisions/a.md', noteText('A2'));
      await store.refresh(['.decisions/a.md']);
      assert.deepEqual(changes.slice(1), [{ added: [], changed: ['.decisions/a.md'], removed: [] }]);
      assert.equal(host.counts.read, 3);
      assert.equal(host.counts.listNotes, 1);
    });

    it('new and vanished notes', async () => {
      open({ '.decisions/a.md': noteText('A') });
      await store.ready();
      host.write('.decisions/b.md', noteText('B'));
      host.erase('.decisions/a.md');
      await store.refresh([]);
      assert.deepEqual(changes.slice(1), [{ added: ['.decisions/b.md'], changed: [], removed: ['.decisions/a.md'] }]);
      assert.equal(store.get('.decisions/a.md'), undefined);
    });

    it('says nothing when the content is as before', async () => {
      open({ '.decisions/a.md': noteText('A') });
      await store.ready();
      host.write('.decisions/a.md', noteText('A'));
      host.write('src/other.ts', 'x');
      await store.refresh();
      assert.equal(changes.length, 1);
    });

    it('a thousand at once with one event, reading each once', async () => {
      const files = Object.fromEntries(
        Array.from({ length: 1000 }, (_, at) => [`d${at % 7}/.decisions/${at}.md`, noteText(`N ${at}`)]),
      );
      open(files);
      await store.ready();
      const read = host.counts.read;
      const paths = Object.keys(files);
      for (const path of paths) host.write(path, `${files[path] ?? ''}\nmore`);
      await store.refresh([]);
      assert.equal(host.counts.read - read, 1000);
      assert.equal(host.counts.listNotes, 1);
      assert.equal(changes.length, 2);
      assert.equal(changes[1]?.changed.length, 1000);
    });

    it('an unknown extent by stamps, reading only what differs', async () => {
      open({ '.decisions/a.md': noteText('A'), '.decisions/b.md': noteText('B'), '.decisions/c.md': noteText('C') });
      await store.ready();
      host.write('.decisions/a.md', noteText('A2'), true);
      host.erase('.decisions/b.md', true);
      host.fire({ everything: true, paths: [] });
      await store.refresh([]);
      assert.deepEqual(changes.slice(1), [{ added: [], changed: ['.decisions/a.md'], removed: ['.decisions/b.md'] }]);
      assert.equal(host.counts.read, 4);
      assert.equal(host.counts.listNotes, 2);
    });

    it('a rush, of which the watcher told only a part', async () => {
      const host = memoryHost({ files: { 'a/.decisions/a.md': '# Before' } });
      const core = createCore(host);
      await core.notes.ready();
      host.write('a/.decisions/a.md', '# After', true);
      for (let at = 0; at < 100; at++) host.write(`b/${at}.ts`, '', true);
      host.fire({ everything: false, paths: Array.from({ length: 100 }, (_, at) => `b/${at}.ts`) });
      await core.notes.refresh([]);
      assert.equal(core.notes.get('a/.decisions/a.md')?.note?.title, 'After');
      assert.equal(host.counts.listNotes, 2);
      core.dispose();
    });

    it('folders that go, come or are told of by name alone', async () => {
      open({ 'src/pay/.decisions/a.md': noteText('A'), 'src/x.ts': '' });
      await store.ready();
      host.erase('src/pay/.decisions/a.md', true);
      host.write('src/money/.decisions/a.md', noteText('A'), true);
      host.fire({ everything: false, paths: ['src/pay'] });
      await store.refresh([]);
      assert.deepEqual(
        store.all().map(({ file }) => file),
        ['src/money/.decisions/a.md'],
      );
      const listed = host.counts.listNotes;
      host.write('src/cash/.decisions/b.md', noteText('B'), true);
      host.fire({ everything: false, paths: ['src/cash'] });
      while (host.counts.listNotes === listed) await nextTurn();
      await store.refresh([]);
      assert.equal(store.all().length, 2);
    });

    it('a named file that has no dot and is a file starts no listing', async () => {
      open({ Makefile: 'all:' });
      await store.ready();
      host.write('Makefile', 'all: x');
      while (host.counts.stamp === 0) await nextTurn();
      await store.refresh([]);
      assert.equal(host.counts.listNotes, 1);
    });

    it('and stops when disposed', async () => {
      open({ '.decisions/a.md': noteText('A') });
      await store.ready();
      store.dispose();
      host.write('.decisions/a.md', noteText('A2'));
      await store.refresh();
      assert.equal(changes.length, 1);
      assert.equal(host.counts.read, 1);
    });
  });

  describe('keeps what is broken in sight', () => {
    it('a file that cannot be read, until it can', async () => {
      open({ '.decisions/a.md': noteText('A'), '.decisions/b.md': noteText('B') });
      host.breakReading('.decisions/a.md', new NotesError('io', 'Could not read it: the disk is tired.'));
      await store.ready();
      assert.deepEqual(store.problems(), [
        {
          file: '.decisions/a.md',
          line: 1,
          code: 'unreadable',
          severity: 'error',
          message: 'Could not read it: the disk is tired.',
        },
      ]);
      assert.equal(store.get('.decisions/a.md')?.note, undefined);
      assert.equal(store.get('.decisions/b.md')?.note?.title, 'B');
      await store.refresh();
      assert.equal(changes.length, 1);
      host.breakReading('.decisions/a.md', undefined);
      await store.refresh();
      assert.equal(store.get('.decisions/a.md')?.note?.title, 'A');
      assert.deepEqual(store.problems(), []);
    });

    it('a failure that is no NotesError', async () => {
      open({ '.decisions/a.md': noteText('A') });
      host.breakReading('.decisions/a.md', new TypeError('odd'));
      await store.ready();
      assert.equal(store.problems()[0]?.message, 'Could not read .decisions/a.md.');
    });

    it('a name that is not UTF-8', async () => {
      open({ '.decisions/\ufffd.md': 'x' });
      host.breakReading('.decisions/\ufffd.md', new NotesError('not-found', 'There is no such file.'));
      await store.ready();
      assert.match(store.problems()[0]?.message ?? '', /not valid UTF-8/);
    });

    it('ten megabytes', async () => {
      open({ '.decisions/a.md': 'x'.repeat(10_000_000) });
      await store.ready();
      assert.deepEqual(
        store.problems().map(({ code, line }) => [code, line]),
        [['too-large', 1]],
      );
    });

    it('a listing that fails, leaving the index as it was', async () => {
      open({ '.decisions/a.md': noteText('A') });
      await store.ready();
      host.files.listNotes = () => Promise.reject(new NotesError('io', 'No.'));
      await store.refresh();
      assert.equal(store.all().length, 1);
      assert.ok(host.logged.some((line) => line.startsWith('error: ')));
    });
  });

  describe('duplicate ids', () => {
    it('are a problem of the later note, at its line, naming the other', async () => {
      const first = noteText('A', { id: noteId(1), date: '2026-01-01' });
      open({
        '.decisions/b.md': first,
        '.decisions/a.md': first.replace('2026-01-01', '2026-02-01'),
        '.decisions/c.md': noteText('C'),
      });
      await store.ready();
      assert.deepEqual(
        store.problems().map(({ file, line, code }) => [file, line, code]),
        [['.decisions/a.md', 2, 'duplicate-id']],
      );
      assert.match(store.problems()[0]?.message ?? '', /\.decisions\/b\.md/);
      host.write('.decisions/b.md', noteText('A', { id: noteId(2) }));
      await store.refresh([]);
      assert.deepEqual(store.problems(), []);
      assert.deepEqual(changes[1], { added: [], changed: ['.decisions/a.md', '.decisions/b.md'], removed: [] });
    });

    it('of ten thousand notes take no longer than their number', async () => {
      const text = noteText('A', { id: noteId(1) });
      open(Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`.decisions/${at}.md`, text])));
      await store.ready();
      assert.equal(store.problems().length, 9_999);
    });
  });

  it('gives the text and its parts', async () => {
    open({ '.decisions/a.md': noteText('A', { body: 'Because.\n\n## Trade-off\n\nSlow.' }) });
    const { text, body } = await store.text('.decisions/a.md');
    assert.match(text, /^# A/);
    assert.equal(body.decision, 'Because.');
    assert.deepEqual(
      body.sections.map(({ heading, markdown }) => [heading, markdown]),
      [['Trade-off', 'Slow.']],
    );
    await assert.rejects(store.text('.decisions/b.md'), NotesError);
  });

  it('lets no listener disturb another', async () => {
    open({ '.decisions/a.md': noteText('A') });
    store.onDidChange(() => {
      throw new Error('bad listener');
    });
    let heard = 0;
    const listening = store.onDidChange(() => heard++);
    await store.ready();
    assert.equal(heard, 1);
    assert.ok(host.logged.includes('error: A listener failed.'));
    listening.dispose();
    host.write('.decisions/a.md', noteText('B'));
    await store.refresh([]);
    assert.equal(heard, 1);
  });
});
