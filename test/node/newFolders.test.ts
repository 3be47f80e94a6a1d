import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newFolders, type NewFolders } from '../../src/node/newFolders';

describe('folders that appear', function () {
  if (process.platform !== 'linux') return;
  let root: string;
  let seen: Set<string>;
  let folders: NewFolders;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'new-folders-')));
    seen = new Set();
    const made = newFolders(root, (path) => seen.add(path));
    assert.ok(made);
    folders = made;
  });
  afterEach(() => {
    folders.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  const make = (path: string) => mkdirSync(join(root, path), { recursive: true });
  const write = (path: string) => writeFileSync(join(root, path), 'text');
  async function until(path: string): Promise<void> {
    for (const end = Date.now() + 3000; !seen.has(path);) {
      assert.ok(Date.now() < end, `${path} is told of; told: ${[...seen].join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
  const settled = () => new Promise((resolve) => setTimeout(resolve, 100));
  async function watched(path: string): Promise<void> {
    folders.appeared(path);
    await until(path);
    seen.clear();
  }

  it('tell of a note in a folder that came along with its parent', async () => {
    make('src/new/.decisions');
    await watched('src');
    write('src/new/.decisions/note.md');
    await until('src/new/.decisions/note.md');
  });

  it('are told of themselves once they are watched: what was in them by then is to be listed', async () => {
    make('src');
    write('src/a.ts');
    folders.appeared('src');
    await until('src');
    seen.clear();
    folders.appeared('src');
    folders.appeared('src/a.ts');
    await settled();
    assert.deepEqual([...seen], []);
  });

  it('are followed into folders that are made in them', async () => {
    make('src');
    await watched('src');
    make('src/deep/.decisions');
    await until('src/deep');
    await settled();
    write('src/deep/.decisions/note.md');
    await until('src/deep/.decisions/note.md');
  });

  it('are followed when they are deleted and made again, and under another name', async () => {
    make('src/.decisions');
    await watched('src');
    rmSync(join(root, 'src'), { recursive: true });
    make('src/.decisions');
    await watched('src');
    write('src/.decisions/note.md');
    await until('src/.decisions/note.md');
    renameSync(join(root, 'src/.decisions'), join(root, 'src/other'));
    await until('src/other');
    await settled();
    seen.clear();
    write('src/other/note.md');
    await until('src/other/note.md');
  });

  it('are left alone where they are links, repositories of their own, or nobody’s notes', async () => {
    make('outside');
    make('src/inner/.git');
    make('src/node_modules/.decisions');
    make('src/own');
    symlinkSync(join(root, 'outside'), join(root, 'src/link'));
    await watched('src');
    write('outside/a.md');
    write('src/inner/a.md');
    write('src/node_modules/.decisions/a.md');
    write('src/own/a.md');
    await until('src/own/a.md');
    await settled();
    assert.deepEqual([...seen], ['src/own/a.md']);
  });

  it('are no longer told of once disposed', async () => {
    make('src');
    await watched('src');
    folders.dispose();
    write('src/a.md');
    await settled();
    assert.equal(seen.size, 0);
  });
});
