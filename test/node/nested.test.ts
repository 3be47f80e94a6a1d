import assert from 'node:assert/strict';
import { createCore } from '../../src/core/index';
import { nodeHost } from '../../src/node/nodeHost';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

describe('notes of a repository inside the root', () => {
  let top: TemporaryFolder;

  beforeEach(() => (top = temporaryFolder({ repository: true })));
  afterEach(() => top.dispose());

  it('are not the root’s, though a watcher tells of them', async () => {
    const note = '# A note\n\nOf its own repository.\n';
    const paths = {
      own: '.decisions/own.md',
      deep: 'src/pay/.decisions/own.md',
      inner: 'vendor/inner/.decisions/theirs.md',
      linked: 'trees/third/src/.decisions/theirs.md',
    };
    top.write({
      [paths.own]: note,
      'vendor/inner/.git/HEAD': 'ref: refs/heads/main\n',
      'trees/third/.git': 'gitdir: x',
    });
    const host = await nodeHost({ root: top.path });
    const core = createCore(host);
    try {
      await core.notes.ready();
      top.write({ [paths.deep]: note, [paths.inner]: note, [paths.linked]: note });
      await core.notes.refresh(Object.values(paths));
      assert.deepEqual(
        core.notes.all().map(({ file }) => file),
        [paths.own, paths.deep],
      );
    } finally {
      core.dispose();
      host.dispose();
    }
  });

  it('are those of the folder that is open, where that is such a repository', async () => {
    top.write({ 'sub/.git': 'gitdir: x', 'sub/.decisions/a.md': '# A\n' });
    const host = await nodeHost({ root: top.path, folders: ['sub'] });
    assert.equal(await host.files.inOtherRepository('sub/.decisions/a.md'), false);
    assert.equal(await host.files.inOtherRepository('sub/src/.decisions/a.md'), false);
    host.dispose();
  });
});
