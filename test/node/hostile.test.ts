import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createCore, editField, NotesError, type Core, type Disposable, type Host } from '../../src/core/index';
import { nodeHost } from '../../src/node/nodeHost';
import { hostileRows } from '../support/hostile';
import { canary, writeHostileFolder, type ExpectedProblems } from '../support/hostileFolder';
import { runCli } from '../support/runCli';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

interface Listed {
  readonly notes: readonly {
    readonly file: string;
    readonly title: string;
    readonly code: readonly { readonly location: { readonly state: string; readonly path: string } }[];
  }[];
  readonly problems: readonly {
    readonly file: string;
    readonly line: number;
    readonly code: string;
    readonly message: string;
  }[];
}

const goodNotes = ['.decisions/good.md', '.decisions/zz-good.md', 'name #%41 $(x)/.decisions/good.md'];

describe('a folder full of hostile notes', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let outside: TemporaryFolder;
  let expected: ExpectedProblems;
  let host: Host & Disposable;
  let core: Core;

  before(async () => {
    outside = temporaryFolder();
    folder = temporaryFolder({ repository: true });
    expected = writeHostileFolder(folder, outside);
    host = await nodeHost({ root: folder.path });
    core = createCore(host);
    await core.notes.ready();
  });
  after(() => {
    core.dispose();
    host.dispose();
    folder.dispose();
    outside.dispose();
  });

  function assertProblems(problems: Listed['problems']): void {
    const found = new Set(problems.map(({ file, line, code }) => `${file} ${code}@${line}`));
    for (const [file, problem] of expected) assert.ok(found.has(`${file} ${problem}`), `${file} ${problem}`);
    const allowed = new Set(expected.keys());
    const others = problems.filter(({ file }) => !allowed.has(file) && !file.includes('\ufffd'));
    assert.deepEqual(others, []);
  }

  it('has each problem at its line, and no others', () => {
    assertProblems(core.notes.problems());
    assert.ok(core.notes.problems().some(({ file, code }) => file.includes('\ufffd') && code === 'unreadable'));
  });

  it('leaves the good notes where they are', async () => {
    for (const file of goodNotes) {
      const entry = core.notes.get(file);
      assert.ok(entry?.note, file);
      assert.deepEqual(entry.problems, [], file);
      const anchor = entry.note.code[0]!;
      const location = await core.locations.of({ entry, note: entry.note, anchor, index: 0 });
      assert.equal(location.state, 'exact');
    }
    assert.ok((await core.notes.search('good')).some(({ entry }) => entry.file === '.decisions/good.md'));
  });

  it('is read nowhere outside', async () => {
    for (const { file } of core.notes.all()) {
      const text = await core.notes.text(file).catch((error: unknown) => {
        assert.ok(error instanceof NotesError, String(error));
        return undefined;
      });
      assert.ok(!text?.text.includes(canary), file);
    }
    assert.ok(core.notes.all().every(({ file }) => !file.startsWith('linked') && !file.startsWith('src/')));
    assert.deepEqual(await core.notes.search(canary), []);
    for (const path of ['linked/.decisions/canary.md', 'src/.decisions/canary.md', '.decisions/link-outside.md']) {
      await assert.rejects(host.files.read(path), NotesError);
      await assert.rejects(host.files.create(path.replace('canary', 'new'), new Uint8Array()), NotesError);
    }
  });

  it('lets each note that can be read be changed, or says why not, and never its bytes beside the change', async () => {
    for (const [name] of hostileRows) {
      const file = `.decisions/${name}.md`;
      const bytes = readFileSync(folder.at(file));
      const { text } = await core.notes.text(file).catch(() => ({ text: undefined }));
      if (text === undefined) continue;
      const plan = await editField({ file, text }, { date: '2030-01-02' }).catch((error: unknown) => {
        assert.ok(error instanceof NotesError, String(error));
        return undefined;
      });
      const change = plan?.changes[0];
      if (change?.kind !== 'replace') continue;
      const encode = (part: string): Uint8Array => new TextEncoder().encode(part);
      const written = host.files.replace(file, encode(change.after), encode(change.before));
      if (Buffer.from(encode(text)).equals(bytes)) {
        await written;
        assert.ok(readFileSync(folder.at(file), 'utf8').includes('2030-01-02'));
        await host.files.replace(file, bytes, encode(change.after));
      } else {
        // What is no UTF-8 would come back changed.
        await assert.rejects(written, (error) => error instanceof NotesError && error.code === 'changed-on-disk');
      }
      assert.deepEqual(readFileSync(folder.at(file)), bytes, file);
    }
  });

  it('is listed whole by the command line, from any folder in it', () => {
    for (const cwd of [folder.path, folder.at('name #%41 $(x)')]) {
      const { code, out, err } = runCli(['list', '--json'], cwd);
      assert.equal(err, '');
      assert.equal(code, 0);
      assert.ok(!out.includes(canary) && !/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/.test(out));
      const { notes, problems } = JSON.parse(out) as Listed;
      assertProblems(problems);
      for (const file of goodNotes)
        assert.equal(notes.find((note) => note.file === file)?.code[0]?.location.state, 'exact', file);
    }
    const { code, out } = runCli(['list'], folder.path);
    assert.equal(code, 0);
    assert.ok(!out.includes(canary) && !/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/.test(out));
  });

  it('ran nothing', () => {
    for (const place of ['sprung.txt', folder.at('sprung.txt'), folder.at('.decisions/sprung.txt')])
      assert.equal(existsSync(place), false);
  });
});
