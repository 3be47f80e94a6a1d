import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { type ErrorCode, NotesError } from '../../src/core/index';
import { nodeFiles } from '../../src/node/nodeFiles';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: Uint8Array) => new TextDecoder().decode(data);

describe('files on a local disk', () => {
  let outside: TemporaryFolder;
  let folder: TemporaryFolder;

  beforeEach(() => {
    outside = temporaryFolder();
    folder = temporaryFolder();
  });
  afterEach(() => {
    folder.dispose();
    outside.dispose();
  });

  const files = () => nodeFiles({ root: folder.path });
  const refuses = (work: Promise<unknown>, code: ErrorCode) =>
    assert.rejects(work, (error) => error instanceof NotesError && error.code === code && error.message.length > 10);
  const everyFile = () => readdirSync(folder.path, { recursive: true }).map(String).sort();

  describe('listing notes', () => {
    it('finds notes in any folder and enters no repository, dependency or link', async () => {
      folder.write({
        '.decisions/b.md': 'b',
        'src/pay/.decisions/a.md': 'aa',
        'src/pay/.decisions/picture.png': '',
        'src/pay/.decisions/deep/x.md': '',
        // In a folder of notes, what is called like a note is taken for one and not walked into.
        'src/pay/.decisions/like-a-note.md/.decisions/no.md': '',
        'src/notes.md': '',
        'node_modules/lib/.decisions/no.md': '',
        '.git/.decisions/no.md': '',
        'inner/.git/HEAD': '',
        'inner/.decisions/no.md': '',
        'sub/.git': 'gitdir: ../elsewhere',
        'sub/.decisions/no.md': '',
        'bare.git/HEAD': '',
        'bare.git/objects/x': '',
        'bare.git/refs/x': '',
        'bare.git/.decisions/no.md': '',
      });
      outside.write({ '.decisions/no.md': '' });
      symlinkSync(outside.path, folder.at('linked'));
      symlinkSync('..', folder.at('src/loop'));
      mkdirSync(folder.at('src/.decisions/folder.md'), { recursive: true });
      const found = await files().listNotes('.decisions');
      assert.deepEqual(
        found.map((file) => [file.path, file.stamp?.size]),
        [
          ['.decisions/b.md', 1],
          ['src/pay/.decisions/a.md', 2],
        ],
      );
      assert.equal(found[0]?.stamp?.mtime, statSync(folder.at('.decisions/b.md')).mtimeMs);
    });

    it('lists a linked note, and refuses to read it where it leads outside or in a circle', async () => {
      outside.write({ 'secret.md': 'secret' });
      folder.write({ '.decisions/real.md': 'real' });
      symlinkSync(outside.at('secret.md'), folder.at('.decisions/out.md'));
      symlinkSync('circle.md', folder.at('.decisions/circle.md'));
      symlinkSync('real.md', folder.at('.decisions/same.md'));
      const found = await files().listNotes('.decisions');
      assert.deepEqual(
        found.map((file) => file.path),
        ['.decisions/circle.md', '.decisions/out.md', '.decisions/real.md', '.decisions/same.md'],
      );
      await refuses(files().read('.decisions/out.md'), 'outside-root');
      await refuses(files().stamp('.decisions/out.md'), 'outside-root');
      await refuses(files().read('.decisions/circle.md'), 'io');
      assert.equal(text(await files().read('.decisions/same.md')), 'real');
      assert.equal((await files().stamp('.decisions/same.md'))?.size, 4);
    });

    it('keeps to the open folders, each once', async () => {
      folder.write({
        '.decisions/a.md': '',
        'app/.decisions/b.md': '',
        'app/x/.decisions/c.md': '',
        'app2/.decisions/d.md': '',
      });
      const some = nodeFiles({ root: folder.path, folders: ['app', 'app/x'] });
      assert.deepEqual(
        (await some.listNotes('.decisions')).map((file) => file.path),
        ['app/.decisions/b.md', 'app/x/.decisions/c.md'],
      );
      await refuses(some.read('.decisions/a.md'), 'outside-root');
      await refuses(some.create('app2/new.md', bytes('')), 'outside-root');
      assert.deepEqual(await some.listCode(), []);
    });

    it('takes a name of several folders', async () => {
      folder.write({ 'docs/decisions/a.md': '', 'x/docs/decisions/b.md': '', 'notdocs/decisions/c.md': '' });
      assert.deepEqual(
        (await files().listNotes('docs/decisions')).map((file) => file.path),
        ['docs/decisions/a.md', 'x/docs/decisions/b.md'],
      );
    });

    it('stops when cancelled', async () => {
      await refuses(files().listNotes('.decisions', { aborted: true }), 'cancelled');
    });
  });

  it('lists code without notes where there is no git', async () => {
    folder.write({ 'b.ts': '', 'a/c.ts': '', 'a/.decisions/n.md': '', 'node_modules/x.js': '' });
    assert.deepEqual(await files().listCode(), ['a/c.ts', 'b.ts']);
  });

  describe('reading', () => {
    it('gives the bytes as they are, to the limit', async () => {
      const data = Uint8Array.from([0xef, 0xbb, 0xbf, 0xff, 0x0d, 0x0a, 0]);
      folder.write({ 'a.bin': data, 'empty.md': '' });
      assert.deepEqual(new Uint8Array(await files().read('a.bin')), data);
      assert.equal((await files().read('empty.md')).length, 0);
      assert.equal((await files().read('a.bin', 7)).length, 7);
      await refuses(files().read('a.bin', 6), 'too-large');
    });

    it('refuses what is no file, and what is not there', async () => {
      folder.write({ 'a/b.ts': '' });
      await refuses(files().read('a'), 'io');
      await refuses(files().read('gone.ts'), 'not-found');
      await refuses(files().read('gone/gone.ts'), 'not-found');
      await refuses(files().read('a/b.ts/c'), 'not-found');
      assert.equal(await files().stamp('gone.ts'), undefined);
      assert.equal(await files().stamp('gone/gone.ts'), undefined);
      assert.equal(await files().stamp('a'), undefined);
    });

    it('reads a file in a folder that was missing a moment ago', async () => {
      const one = files();
      assert.equal(await one.stamp('.decisions/a.md'), undefined);
      await one.create('.decisions/a.md', bytes('a'));
      assert.equal(text(await one.read('.decisions/a.md')), 'a');
    });

    it('is not hung by a named pipe', async function () {
      if (process.platform === 'win32') this.skip();
      execFileSync('mkfifo', [folder.at('pipe.md')]);
      await refuses(files().read('pipe.md'), 'io');
    });

    it('refuses every path that leads out, by its text or by links', async () => {
      outside.write({ 'secret.txt': 'secret', 'deep/secret.txt': 'secret' });
      folder.write({ '.git/config': 'x', 'a/b.ts': '' });
      symlinkSync(outside.path, folder.at('linked'));
      for (const path of [
        '../x',
        'a/../../x',
        '/etc/passwd',
        './a/b.ts',
        'a//b.ts',
        'a/',
        'a\0b',
        '.git/config',
        '.GIT/config',
        'a/.git/x',
        '.git ./config',
      ])
        await refuses(files().read(path), 'outside-root');
      await refuses(files().read('linked/secret.txt'), 'outside-root');
      await refuses(files().read('linked/deep/secret.txt'), 'outside-root');
      await refuses(files().stamp('linked/secret.txt'), 'outside-root');
    });
  });

  describe('creating', () => {
    it('makes the folders and the whole file, and leaves nothing else', async () => {
      await files().create('src/.decisions/a.md', bytes('hello'));
      assert.equal(readFileSync(folder.at('src/.decisions/a.md'), 'utf8'), 'hello');
      assert.deepEqual(everyFile(), ['src', 'src/.decisions', 'src/.decisions/a.md']);
      assert.equal(statSync(folder.at('src/.decisions/a.md')).nlink, 1);
    });

    it('never overwrites, and of two at once one wins', async () => {
      folder.write({ 'a.md': 'old' });
      await refuses(files().create('a.md', bytes('new')), 'exists');
      assert.equal(readFileSync(folder.at('a.md'), 'utf8'), 'old');
      const both = await Promise.allSettled(['one', 'two'].map((word) => files().create('n/b.md', bytes(word))));
      assert.deepEqual(both.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
      assert.deepEqual(everyFile(), ['a.md', 'n', 'n/b.md']);
    });

    it('refuses to write through links that lead outside, even to a file not there yet', async () => {
      symlinkSync(outside.path, folder.at('linked'));
      symlinkSync(outside.at('new.md'), folder.at('dangling.md'));
      await refuses(files().create('linked/a.md', bytes('x')), 'outside-root');
      await refuses(files().create('linked/deep/a.md', bytes('x')), 'outside-root');
      await assert.rejects(files().create('dangling.md', bytes('x')));
      await assert.rejects(files().create('dangling.md/x.md', bytes('x')));
      assert.deepEqual(readdirSync(outside.path), []);
    });

    it('leaves no folder behind when it fails', async () => {
      folder.write({ file: '' });
      await assert.rejects(files().create(`a/b/${'x'.repeat(300)}.md`, bytes('x')));
      await refuses(files().create('file/a.md', bytes('x')), 'not-found');
      assert.deepEqual(everyFile(), ['file']);
    });
  });

  describe('replacing', () => {
    it('writes only over what was read, and keeps the permissions', async () => {
      folder.write({ 'a.md': 'one' });
      chmodSync(folder.at('a.md'), 0o640);
      await files().replace('a.md', bytes('two'), bytes('one'));
      assert.equal(readFileSync(folder.at('a.md'), 'utf8'), 'two');
      assert.equal(statSync(folder.at('a.md')).mode & 0o777, 0o640);
      await refuses(files().replace('a.md', bytes('three'), bytes('one')), 'changed-on-disk');
      await refuses(files().replace('a.md', bytes('three'), bytes('one more')), 'changed-on-disk');
      await refuses(files().replace('b.md', bytes('three'), bytes('')), 'not-found');
      assert.equal(readFileSync(folder.at('a.md'), 'utf8'), 'two');
      assert.deepEqual(everyFile(), ['a.md']);
    });

    it('writes through a link inside the root to the file itself', async () => {
      folder.write({ 'real.md': 'one' });
      symlinkSync('real.md', folder.at('link.md'));
      await files().replace('link.md', bytes('two'), bytes('one'));
      assert.equal(readFileSync(folder.at('real.md'), 'utf8'), 'two');
    });

    it('refuses links that lead outside, and folders', async () => {
      outside.write({ 'a.md': 'one' });
      symlinkSync(outside.at('a.md'), folder.at('a.md'));
      mkdirSync(folder.at('b.md'));
      await refuses(files().replace('a.md', bytes('two'), bytes('one')), 'outside-root');
      await refuses(files().remove('a.md', bytes('one')), 'outside-root');
      await refuses(files().replace('b.md', bytes('two'), bytes('')), 'io');
      assert.equal(readFileSync(outside.at('a.md'), 'utf8'), 'one');
    });
  });

  it('moves to a free place only', async () => {
    folder.write({ 'a.md': 'a', 'b.md': 'b' });
    await refuses(files().move('a.md', 'b.md'), 'exists');
    await refuses(files().move('gone.md', 'new/c.md'), 'not-found');
    await files().move('a.md', 'new/c.md');
    assert.deepEqual(everyFile(), ['b.md', 'new', 'new/c.md']);
    assert.equal(readFileSync(folder.at('new/c.md'), 'utf8'), 'a');
    await files().move('b.md', 'B.md');
    assert.ok(existsSync(folder.at('B.md')));
  });

  it('keeps a second name of the same file when it moves the first', async () => {
    folder.write({ 'a.md': 'a' });
    linkSync(folder.at('a.md'), folder.at('b.md'));
    await refuses(files().move('a.md', 'b.md'), 'exists');
    assert.deepEqual(everyFile(), ['a.md', 'b.md']);
  });

  it('removes only what was read', async () => {
    folder.write({ 'a.md': 'one' });
    await refuses(files().remove('a.md', bytes('two')), 'changed-on-disk');
    await files().remove('a.md', bytes('one'));
    await refuses(files().remove('a.md', bytes('one')), 'not-found');
    assert.deepEqual(everyFile(), []);
  });

  it('watches nothing unless it is given a watcher', () => {
    files()
      .watch(() => assert.fail('there is nothing to tell'))
      .dispose();
    let asked = 0;
    nodeFiles({ root: folder.path, watch: () => ({ dispose: () => asked++ }) })
      .watch(() => undefined)
      .dispose();
    assert.equal(asked, 1);
  });
});
