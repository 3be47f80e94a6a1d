import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  createCore,
  recordAnchor,
  type AnchoredNote,
  type Core,
  type Disposable,
  type FilesChange,
  type Host,
  type StoreChange,
} from '../../src/core/index';
import { nodeHost } from '../../src/node/nodeHost';
import { noteId, noteText } from '../support/notes';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const codeFiles = 300;
const notes = 50;

function source(at: number, variant = ''): string {
  const lines = Array.from({ length: 12 }, (_, line) => `  total${at} += price(${at * 31 + line}, '${at}-${line}');`);
  return `export function sum${at}(): number {\n  let total${at} = 0;\n${lines.join('\n')}\n  return total${at};\n}\n${variant}`;
}

describe('changes made by git outside', function () {
  this.timeout(60_000);
  let repository: TemporaryFolder;
  let host: Host & Disposable;
  let core: Core;
  const watchers = new Set<(change: FilesChange) => void>();
  let changes: StoreChange[];
  const counts = { read: 0, stamp: 0, list: 0 };

  beforeEach(async () => {
    repository = temporaryFolder({ repository: true });
    const texts = Array.from({ length: codeFiles }, (_, at) => [`src/d${at % 10}/f${at}.ts`, source(at)] as const);
    repository.write(Object.fromEntries(texts));
    const commit = repository.commit('code');
    repository.write(
      Object.fromEntries(
        texts.slice(0, notes).map(([path, text], at) => [
          `src/d${at % 10}/.decisions/n${at}.md`,
          noteText(`Note ${at}`, {
            id: noteId(at),
            code: [recordAnchor({ path, text, lines: { start: 3, end: 8 }, commit })],
          }),
        ]),
      ),
    );
    repository.commit('notes');
    host = await nodeHost({
      root: repository.path,
      watch: (listener) => {
        watchers.add(listener);
        return { dispose: () => watchers.delete(listener) };
      },
    });
    const { files } = host;
    counting(files, 'read', 'read');
    counting(files, 'readNow', 'read');
    counting(files, 'stamp', 'stamp');
    counting(files, 'listNotes', 'list');
    core = createCore(host);
    changes = [];
    core.notes.onDidChange((change) => changes.push(change));
    await core.notes.ready();
    await core.locations.survey();
    changes = [];
    reset();
  });
  afterEach(() => {
    core.dispose();
    host.dispose();
    repository.dispose();
  });

  function fire(change: FilesChange): void {
    for (const watcher of watchers) watcher(change);
  }

  function counting(files: object, name: string, as: keyof typeof counts): void {
    const target = files as Record<string, (...args: unknown[]) => unknown>;
    const original = target[name]!;
    target[name] = (...args) => {
      const result = original(...args);
      // `readNow` that answers nothing did nothing.
      if (result !== undefined) counts[as]++;
      return result;
    };
  }
  const reset = () => Object.assign(counts, { read: 0, stamp: 0, list: 0 });

  /** What a watcher would tell of a git command: the files between two states, in batches. */
  async function change(command: () => void): Promise<void> {
    const before = snapshot();
    command();
    const after = snapshot();
    const paths = [...new Set([...before.keys(), ...after.keys()])].filter(
      (path) => before.get(path) !== after.get(path),
    );
    for (let at = 0; at < paths.length; at += 100) fire({ everything: false, paths: paths.slice(at, at + 100) });
    await core.notes.refresh([]);
  }

  function snapshot(): Map<string, string> {
    const paths = repository.git('ls-files', '-co', '--exclude-standard').split('\n').filter(Boolean);
    return new Map(paths.flatMap((path) => [[path, textOf(path)] as const]));
  }

  function textOf(path: string): string {
    try {
      return readFileSync(repository.at(path), 'utf8');
    } catch (error) {
      return String(error);
    }
  }

  async function places(of: Core): Promise<unknown[]> {
    const anchors = of.notes
      .all()
      .flatMap((entry): AnchoredNote[] =>
        entry.note ? entry.note.code.map((anchor, index) => ({ entry, note: entry.note!, anchor, index })) : [],
      );
    return Promise.all(
      anchors.map(async (one) => {
        const { path, lines, state } = await of.locations.of(one);
        return [one.entry.file, one.note.title, path, lines, state];
      }),
    );
  }

  /** A core that has seen nothing of what happened must say the same. */
  async function assertInStep(): Promise<void> {
    const fresh = await nodeHost({ root: repository.path });
    const other = createCore(fresh);
    await other.notes.ready();
    const expected = await places(other);
    const mine = await places(core);
    other.dispose();
    fresh.dispose();
    assert.deepEqual(mine, expected);
  }

  it('a checkout of a branch that differs in every file, and back', async () => {
    repository.git('checkout', '-q', '-b', 'other');
    for (let at = 0; at < codeFiles; at++)
      repository.write({ [`src/d${at % 10}/f${at}.ts`]: `// head\n${source(at)}` });
    repository.write({ 'src/d0/.decisions/n0.md': noteText('Changed', { id: noteId(0) }) });
    repository.commit('other');
    repository.git('checkout', '-q', 'main');
    await change(() => repository.git('checkout', '-q', 'other'));
    assert.ok(changes.length <= 1, `${changes.length} events`);
    assert.deepEqual(changes[0]?.changed, ['src/d0/.decisions/n0.md']);
    assert.equal(counts.read, 1, 'one note changed, one file is read');
    assert.ok(counts.list <= 2, `${counts.list} listings`);
    await assertInStep();
    assert.ok(counts.read <= 1 + notes, `${counts.read} reads: only code with notes is read`);
    reset();
    await change(() => repository.git('checkout', '-q', 'main'));
    await assertInStep();
    assert.ok(counts.read <= 1 + notes, `${counts.read} reads`);
  });

  it('a stash and its return', async () => {
    repository.write({
      'src/d1/f1.ts': `\n\n${source(1)}`,
      'src/d2/.decisions/n2.md': noteText('Draft', { id: noteId(2) }),
    });
    fire({ everything: false, paths: ['src/d1/f1.ts', 'src/d2/.decisions/n2.md'] });
    await core.notes.refresh([]);
    await assertInStep();
    await change(() => repository.git('stash', '-q'));
    assert.equal(core.notes.get('src/d2/.decisions/n2.md')?.note?.title, 'Note 2');
    await assertInStep();
    await change(() => repository.git('stash', 'pop', '-q'));
    assert.equal(core.notes.get('src/d2/.decisions/n2.md')?.note?.title, 'Draft');
    await assertInStep();
  });

  it('a rebase with renames and deletions, told of as a whole', async () => {
    repository.git('checkout', '-q', '-b', 'topic');
    repository.git('mv', 'src/d3', 'src/moved');
    repository.commit('move');
    repository.git('rm', '-q', 'src/d4/f4.ts');
    repository.commit('delete');
    repository.git('checkout', '-q', 'main');
    for (let at = 0; at < 200; at++)
      if (at % 10 !== 4) repository.write({ [`src/d${at % 10}/f${at}.ts`]: source(at, '// tail\n') });
    repository.commit('tails');
    await core.notes.refresh();
    fire({ everything: true, paths: [] });
    await assertInStep();
    reset();
    changes = [];
    repository.git('checkout', '-q', 'topic');
    repository.git('rebase', '-q', 'main');
    fire({ everything: true, paths: [] });
    await core.notes.refresh([]);
    assert.equal(changes.length, 1);
    assert.equal(changes[0]?.added.length, 5);
    assert.equal(changes[0].removed.length, 5);
    assert.equal(counts.list, 1);
    assert.equal(counts.read, 5);
    await assertInStep();
  });
});
