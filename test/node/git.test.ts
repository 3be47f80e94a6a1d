import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter } from 'node:path';
import { nodeGit, type NodeGit } from '../../src/node/git';
import { findRepository, nodeHost } from '../../src/node/nodeHost';
import { findGit } from '../../src/node/program';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const many = (prefix: string) => Array.from({ length: 40 }, (_, at) => `${prefix} ${at}`).join('\n');

describe('the git program', () => {
  let repository: TemporaryFolder;
  let git: NodeGit;

  beforeEach(async () => {
    repository = temporaryFolder({ repository: true });
    const program = await findGit();
    assert.ok(program);
    git = nodeGit(program, repository.path);
  });
  afterEach(() => {
    git.dispose();
    repository.dispose();
  });

  it('answers undefined in an empty repository', async () => {
    assert.equal(await git.head(), undefined);
    assert.equal(await git.blob('a'.repeat(40), 'x'), undefined);
    assert.equal(await git.follow('a'.repeat(40), 'x'), undefined);
  });

  it('knows the head and the person', async () => {
    const head = repository.commit('first');
    assert.equal(await git.head(), head);
    repository.git('config', 'user.name', 'Grace Hopper');
    assert.equal(await git.userName(), 'Grace Hopper');
  });

  it('reads old files byte for byte, through one process', async () => {
    const data = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7) % 256);
    repository.write({ 'a b/ö\t.bin': data, 'empty.txt': '', 'x.txt': 'one\r\n' });
    const first = repository.commit('first');
    repository.write({ 'x.txt': 'two' });
    const second = repository.commit('second');
    const answers = await Promise.all([
      git.blob(first, 'a b/ö\t.bin'),
      git.blob(first, 'gone'),
      git.blob(first, 'empty.txt'),
      git.blob(first, 'a b'),
      git.blob(first, 'x.txt'),
      git.blob(second, 'x.txt'),
      git.blob(first, 'x.txt\nHEAD:x.txt'),
      git.blob('HEAD', 'x.txt'),
      git.blob('f'.repeat(40), 'x.txt'),
      git.blob(second.slice(0, 12), 'x.txt'),
    ]);
    assert.deepEqual(new Uint8Array(answers[0]!), data);
    assert.deepEqual(
      answers.slice(1).map((answer) => answer && new TextDecoder().decode(answer)),
      [undefined, '', undefined, 'one\r\n', 'two', undefined, undefined, undefined, 'two'],
    );
  });

  it('starts again after its process was ended', async () => {
    repository.write({ 'x.txt': 'one' });
    const head = repository.commit('first');
    assert.ok(await git.blob(head, 'x.txt'));
    git.dispose();
    assert.ok(await git.blob(head, 'x.txt'));
    const cut = git.blob(head, 'x.txt');
    git.dispose();
    assert.equal(await cut, undefined);
  });

  it('follows a file through renames, also one that was rewritten since', async () => {
    repository.write({ 'a.ts': many('line'), 'stay.ts': many('stay'), 'dead.ts': many('dead') });
    const first = repository.commit('first');
    repository.git('mv', 'a.ts', 'b.ts');
    repository.commit('rename');
    assert.equal(await git.follow(first, 'a.ts'), 'b.ts');
    assert.equal(await git.follow(first, 'stay.ts'), 'stay.ts');
    repository.write({ 'b.ts': many('quite another text') });
    repository.git('rm', '-q', 'dead.ts');
    repository.commit('rewrite');
    mkdirSync(repository.at('src'));
    repository.git('mv', 'b.ts', 'src/c.ts');
    repository.commit('rename again');
    assert.equal(await git.follow(first, 'a.ts'), 'src/c.ts');
    assert.equal(await git.follow(first, 'dead.ts'), undefined);
    assert.equal(await git.follow('--output=x', 'a.ts'), undefined);
    assert.equal(await git.follow('f'.repeat(40), 'a.ts'), undefined);
  });

  it('finds files by fixed words, untracked ones too, and takes no word for an option', async () => {
    repository.write({ 'a.ts': 'retry(fn)', 'b.ts': 'other', '.gitignore': 'out/', 'out/x.ts': 'retry(fn)' });
    repository.commit('first');
    repository.write({ 'new.ts': 'x retry( y' });
    assert.deepEqual(await git.grep(['retry('], 10), ['a.ts', 'new.ts']);
    assert.deepEqual(await git.grep(['retry('], 1), ['a.ts']);
    assert.deepEqual(await git.grep(['nowhere'], 10), []);
    assert.deepEqual(await git.grep(['', 'a\nb'], 10), []);
    assert.deepEqual(await git.grep(['--open-files-in-pager=touch pwned'], 10), []);
    assert.equal(existsSync(repository.at('pwned')), false);
    assert.equal(await git.grep(['retry('], 10, [], { aborted: true }), undefined);
    assert.deepEqual(await git.grep(['retry('], 10, ['js', '*']), []);
    assert.deepEqual(await git.grep(['retry('], 10, ['js', 'ts']), ['a.ts', 'new.ts']);
    repository.write({ 'shot.PNG': 'retry(fn)', 'src/:(exclude)a.ts': 'retry(fn)' });
    assert.deepEqual(await git.grep(['retry('], 10), ['a.ts', 'new.ts', 'src/:(exclude)a.ts'], 'no pictures');
  });

  it('lists tracked and unignored files under folders', async () => {
    repository.write({ 'a.ts': '', 'src/b.ts': '', 'src/*.ts': '', '.gitignore': 'out/', 'out/x.ts': '' });
    repository.commit('first');
    repository.write({ 'src/neu ü.ts': '' });
    assert.deepEqual([...((await git.listFiles(['src'])) ?? [])].sort(), ['src/*.ts', 'src/b.ts', 'src/neu ü.ts']);
    assert.deepEqual(await git.listFiles(['src/*.ts']), ['src/*.ts']);
  });

  it('knows who authored commits lately', async () => {
    assert.equal(await git.authors(365), undefined);
    repository.write({ 'a.ts': '' });
    repository.commit('long ago by the fixed clock');
    repository.git('commit', '-q', '--allow-empty', '--date=@1', '-m', 'x', '--author=Old Timer <old@example.org>');
    const age = Math.ceil((Date.now() - Date.parse('2026-01-01')) / 86_400_000) + 1;
    assert.deepEqual([...((await git.authors(age)) ?? [])].sort(), [
      'Ada Lovelace',
      'Old Timer',
      'ada@example.org',
      'old@example.org',
    ]);
    assert.deepEqual(await git.authors(0), []);
  });

  it('names the files that differ between two commits, and why HEAD moved', async () => {
    repository.write({ 'a.ts': many('a'), 'b ö.ts': 'b', 'c.ts': 'c' });
    const first = repository.commit('first');
    repository.git('mv', 'a.ts', 'moved.ts');
    repository.write({ 'b ö.ts': 'changed' });
    const second = repository.commit('second');
    assert.deepEqual(await git.changedFiles(first, second), ['a.ts', 'b ö.ts', 'moved.ts']);
    assert.deepEqual(await git.changedFiles(first, first), []);
    assert.equal(await git.changedFiles('--output=x', second), undefined);
    assert.equal(await git.changedFiles(first, 'f'.repeat(40)), undefined);
    assert.equal(await git.lastMove(), 'commit: second');
    repository.git('checkout', '-q', '-b', 'side', first);
    assert.match((await git.lastMove()) ?? '', /^checkout: moving from main to /);
  });

  it('runs nothing that the repository names', async () => {
    const trap = repository.at('trap.sh');
    repository.write({
      'trap.sh': `#!/bin/sh\ntouch '${repository.at('sprung')}'\ncat\n`,
      'a.ts': 'word',
      '.gitattributes': '* filter=evil diff=evil',
    });
    chmodSync(trap, 0o755);
    const first = repository.commit('first');
    repository.write({ 'a.ts': 'word again' });
    repository.commit('second');
    const settings = {
      'core.fsmonitor': trap,
      'core.pager': trap,
      'pager.log': trap,
      'diff.external': trap,
      'diff.evil.command': trap,
      'diff.evil.textconv': trap,
      'filter.evil.clean': trap,
      'filter.evil.smudge': trap,
      'core.sshCommand': trap,
      'core.editor': trap,
      'credential.helper': trap,
      'alias.ls-files': `!${trap}`,
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::${trap}`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
      'protocol.allow': 'always',
      'gpg.program': trap,
      'log.showSignature': 'true',
    };
    for (const [name, value] of Object.entries(settings)) repository.git('config', name, value);
    repository.write({ '.git/hooks/post-index-change': `#!/bin/sh\ntouch '${repository.at('sprung')}'\n` });
    chmodSync(repository.at('.git/hooks/post-index-change'), 0o755);
    await git.head();
    await git.userName();
    assert.ok(await git.blob(first, 'a.ts'));
    await git.blob('e'.repeat(40), 'a.ts');
    await git.follow(first, 'a.ts');
    await git.follow(first, 'gone.ts');
    assert.deepEqual(await git.grep(['again'], 5), ['a.ts']);
    assert.ok(await git.listFiles(['']));
    assert.ok(await git.authors(9999));
    assert.ok(await git.changedFiles(first, (await git.head()) ?? ''));
    assert.ok(await git.lastMove());
    assert.equal(existsSync(repository.at('sprung')), false);
  });

  it('is searched on absolute entries of the PATH only', async () => {
    assert.equal(await findGit({ PATH: ['', '.', 'bin'].join(delimiter) }), undefined);
    assert.equal(await findGit({}), undefined);
  });
});

describe('the host on a local disk', () => {
  it('has git in the top level of a trusted repository alone', async () => {
    const repository = temporaryFolder({ repository: true });
    try {
      repository.write({ 'app/a.ts': '', 'b.ts': '' });
      repository.commit('first');
      const host = await nodeHost({ root: repository.path, folders: ['app'], notesFolder: '.notes' });
      assert.ok(host.git);
      assert.deepEqual(await host.files.listCode(), ['app/a.ts']);
      assert.match(host.clock.today(), /^\d{4}-\d\d-\d\d$/);
      assert.ok(Math.abs(host.clock.now() - Date.now()) < 60_000);
      assert.equal(host.random(10).length, 10);
      for (const level of ['debug', 'info', 'warn', 'error'] as const) host.log[level]('silent');
      host.dispose();
      assert.equal((await nodeHost({ root: repository.path, trusted: false })).git, undefined);
      assert.equal((await nodeHost({ root: repository.at('app') })).git, undefined);
    } finally {
      repository.dispose();
    }
  });

  it('finds the repository upwards without running git', async () => {
    const repository = temporaryFolder({ repository: true });
    const plain = temporaryFolder();
    try {
      mkdirSync(repository.at('a/b'), { recursive: true });
      assert.equal(await findRepository(repository.at('a/b')), repository.path);
      repository.write({ 'a/.git': 'gitdir: elsewhere' });
      assert.equal(await findRepository(repository.at('a/b')), repository.at('a'));
      assert.equal(await findRepository(plain.path), undefined);
    } finally {
      repository.dispose();
      plain.dispose();
    }
  });
});
