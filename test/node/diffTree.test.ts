import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { catFile, type CatFile } from '../../src/node/catFile';
import { diffTree, type DiffTree } from '../../src/node/diffTree';
import { findGit, gitProgram, type GitProgram } from '../../src/node/program';
import { readers, commitRevision } from '../../src/node/revision';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

describe('comparing commits through one process', () => {
  let repository: TemporaryFolder;
  let git: GitProgram;
  let objects: CatFile;
  let trees: DiffTree;
  let started: string[];

  beforeEach(async () => {
    repository = temporaryFolder({ repository: true });
    const program = await findGit();
    assert.ok(program);
    const real = gitProgram(program, repository.path);
    started = [];
    git = {
      ...real,
      start(args) {
        started.push(args[0] ?? '');
        return real.start(args);
      },
    };
    objects = catFile(git);
    trees = diffTree(git, objects);
  });
  afterEach(() => {
    objects.dispose();
    trees.dispose();
    repository.dispose();
  });

  const summary = async (from: string, to: string): Promise<readonly string[] | undefined> =>
    (await trees.changes(from, to))?.map(({ kind, path }) => `${kind} ${path}`);

  it('names what was added, changed and deleted, whatever it is called, and lists a commit', async () => {
    const odd = 'end of a line\n';
    repository.write({ 'a.ts': 'one', 'gone.ts': 'x', 'src/ü ✓.ts': '1', 'same.ts': 's' });
    const first = repository.commit('first');
    repository.git('rm', '-q', 'gone.ts');
    repository.write({ 'a.ts': 'two', [odd]: 'new', 'src/ü ✓.ts': '2' });
    const second = repository.commit('second');
    const expected = ['modified a.ts', `added ${odd}`, 'deleted gone.ts', 'modified src/ü ✓.ts'];
    assert.deepEqual(await summary(first, second), expected);
    assert.deepEqual(await summary(first, first), []);
    assert.deepEqual(await trees.files(first), ['a.ts', 'gone.ts', 'same.ts', 'src/ü ✓.ts']);
    const many = await Promise.all(Array.from({ length: 20 }, () => summary(first, second)));
    for (const one of many) assert.deepEqual(one, expected);
    assert.deepEqual(started, ['cat-file', 'diff-tree']);
  });

  it('gives an answer of many pieces whole', async () => {
    const first = repository.commit('first');
    const files = Array.from({ length: 3000 }, (_, at) => [`folder/with a long name/file number ${at}.ts`, `${at}`]);
    repository.write(Object.fromEntries(files) as Record<string, string>);
    const second = repository.commit('second');
    assert.equal((await trees.changes(first, second))?.length, 3000);
    assert.equal((await trees.files(second))?.length, 3000);
  });

  it('says so of what is no commit, and goes on', async () => {
    repository.write({ 'a.ts': 'one' });
    const first = repository.commit('first');
    const blob = repository.git('rev-parse', 'HEAD:a.ts').trim();
    for (const name of ['f'.repeat(40), blob, 'HEAD\nHEAD', '--stdin', '']) {
      assert.equal(await summary(name, first), undefined, name);
      assert.equal(await trees.files(name), undefined, name);
    }
    assert.deepEqual(await summary(first, first), []);
  });

  it('survives trees that are not there, as in a repository that was fetched in part', async () => {
    repository.write({ 'a.ts': 'one', 'src/b.ts': 'two' });
    const first = repository.commit('first');
    repository.write({ 'src/b.ts': 'three' });
    const second = repository.commit('second');
    const missing = repository.git('rev-parse', `${first}:src`).trim();
    rmSync(repository.at(`.git/objects/${missing.slice(0, 2)}/${missing.slice(2)}`));
    for (let time = 0; time < 8; time++) assert.equal(await summary(first, second), undefined);
    const all = readers(git);
    for (let time = 0; time < 8; time++) await all.trees.changes(first, second);
    const evidence = commitRevision(all, second).evidence(true);
    assert.deepEqual(await evidence.paths(), ['a.ts', 'src/b.ts'], 'what is there is still listed');
    all.dispose();
  });
});
