import assert from 'node:assert/strict';
import { followCodeMove, tidy } from '../../../src/core/index';

const beside = { placement: 'beside', folderName: '.decisions' } as const;
const root = { placement: 'root', folderName: '.decisions' } as const;
const free = () => true;

describe('followCodeMove', () => {
  const notes = [
    { file: 'a/.decisions/one.md', code: ['a/x.ts'] },
    { file: 'a/.decisions/two.md', code: ['a/x.ts', 'a/y.ts'] },
    { file: '.decisions/team.md', code: ['a/x.ts'] },
    { file: 'a/.decisions/none.md', code: [] },
  ];

  it('takes notes along that are about nothing that stays', async () => {
    const { changes, moves } = await followCodeMove(notes, [{ from: 'a/x.ts', to: 'b/z.ts' }], beside, free);
    assert.deepEqual(changes, [{ kind: 'move', from: 'a/.decisions/one.md', to: 'b/.decisions/one.md' }]);
    assert.deepEqual(moves, [
      { from: 'a/.decisions/one.md', to: 'b/.decisions/one.md', reason: 'its code is now b/z.ts' },
    ]);
  });

  it('leaves notes where they are when a file is renamed in its folder, or notes lie at the top', async () => {
    assert.deepEqual((await followCodeMove(notes, [{ from: 'a/x.ts', to: 'a/z.ts' }], beside, free)).changes, []);
    assert.deepEqual((await followCodeMove(notes, [{ from: 'a/x.ts', to: 'b/x.ts' }], root, free)).changes, []);
  });

  it('leaves what moves inside its folder to the folder', async () => {
    assert.deepEqual((await followCodeMove(notes, [{ from: 'a', to: 'b' }], beside, free)).changes, []);
    const above = [{ file: 'a/.decisions/folder.md', code: ['a/sub'] }];
    assert.deepEqual((await followCodeMove(above, [{ from: 'a/sub', to: 'b/sub' }], beside, free)).changes, [
      { kind: 'move', from: 'a/.decisions/folder.md', to: 'b/.decisions/folder.md' },
    ]);
  });

  it('follows many moves at once, the more exact one first', async () => {
    const codeMoves = [
      { from: 'a', to: 'b' },
      { from: 'a/x.ts', to: 'c/x.ts' },
    ];
    const above = [{ file: 'n/.decisions/n.md', code: ['n/q.ts'] }];
    assert.deepEqual((await followCodeMove([...notes, ...above], codeMoves, beside, free)).changes, []);
    assert.equal(
      (
        await followCodeMove(
          [
            { file: 'a/.decisions/1.md', code: ['a/x.ts'] },
            { file: 'a/.decisions/2.md', code: ['a/y.ts'] },
          ],
          [
            { from: 'a/x.ts', to: 'b/x.ts' },
            { from: 'a/y.ts', to: 'b/y.ts' },
          ],
          beside,
          free,
        )
      ).changes.length,
      2,
    );
  });

  it('never gives two notes one place, or a place that is taken', async () => {
    const same = [
      { file: 'a/.decisions/n.md', code: ['a/x.ts'] },
      { file: 'b/.decisions/N.md', code: ['b/x.ts'] },
    ];
    const { changes } = await followCodeMove(
      same,
      [
        { from: 'a/x.ts', to: 'c/x.ts' },
        { from: 'b/x.ts', to: 'c/y.ts' },
      ],
      beside,
      (path) => Promise.resolve(path !== 'c/.decisions/n.md'),
    );
    assert.deepEqual(changes, [
      { kind: 'move', from: 'a/.decisions/n.md', to: 'c/.decisions/n-2.md' },
      { kind: 'move', from: 'b/.decisions/N.md', to: 'c/.decisions/N.md' },
    ]);
  });
});

describe('tidy', () => {
  const at = (path: string, state: 'exact' | 'moved' | 'edited' | 'uncertain' | 'lost' = 'moved') => ({ path, state });

  it('puts notes beside their code', async () => {
    const { moves } = await tidy(
      [
        { file: 'a/.decisions/1.md', code: [at('b/x.ts')] },
        { file: 'a/.decisions/2.md', code: [at('b/x.ts'), at('a/y.ts', 'exact')] },
        { file: 'a/.decisions/3.md', code: [at('b/x.ts', 'uncertain')] },
        { file: 'a/.decisions/4.md', code: [at('b/x.ts', 'lost')] },
        { file: 'a/.decisions/5.md', code: [] },
        { file: '.decisions/6.md', code: [at('b/x.ts')] },
        { file: 'a/.decisions/7.md', code: [at('x.ts', 'edited')] },
      ],
      beside,
      free,
    );
    assert.deepEqual(moves, [
      { from: 'a/.decisions/1.md', to: 'b/.decisions/1.md', reason: 'its code is now b/x.ts' },
      { from: 'a/.decisions/7.md', to: '.decisions/7.md', reason: 'its code is now x.ts' },
    ]);
  });

  it('gathers notes at the top', async () => {
    const notes = [
      { file: 'a/.decisions/1.md', code: [at('b/x.ts')] },
      { file: '.decisions/2.md', code: [at('b/x.ts')] },
    ];
    const { changes } = await tidy(notes, root, free);
    assert.deepEqual(changes, [{ kind: 'move', from: 'a/.decisions/1.md', to: '.decisions/1.md' }]);
  });

  it('does nothing the second time', async () => {
    const notes = [{ file: 'a/.decisions/1.md', code: [at('b/x.ts')] }];
    const { moves } = await tidy(notes, beside, free);
    const moved = notes.map((note) => ({
      ...note,
      file: moves.find(({ from }) => from === note.file)?.to ?? note.file,
    }));
    assert.deepEqual((await tidy(moved, beside, free)).changes, []);
  });
});
