import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NoteTree, type TreeNode } from '../../../src/core/browse/noteTree';
import { placements, type Grouping, type PresentPath } from '../../../src/core/browse/placement';
import type { NoteEntry } from '../../../src/core/index';
import { entry } from './entries';

const today = '2026-11-24';

function treeOf(entries: readonly NoteEntry[], grouping: Grouping = 'file', present?: PresentPath): NoteTree {
  const tree = new NoteTree('root', (one) => placements(one, grouping, today, present));
  tree.update(entries);
  return tree;
}

function label(tree: NoteTree, node: TreeNode): string {
  if (node.kind === 'note') return node.file;
  if (node.kind === 'range') return `${node.from}-${node.to}`;
  const parent = tree.parent(node);
  const above = parent?.kind === 'group' ? parent.path : '';
  return `${node.group} ${above === '' ? node.path : node.path.slice(above.length + 1)} (${node.count})`;
}

function outline(tree: NoteTree, node?: TreeNode, depth = 0): string[] {
  return tree
    .children(node)
    .flatMap((child) => [`${'  '.repeat(depth)}${label(tree, child)}`, ...outline(tree, child, depth + 1)]);
}

describe('the tree of notes', () => {
  it('arranges by file, folders first, a row of folders as one', () => {
    const tree = treeOf([
      entry('n/1.md', { code: [{ path: 'src/pay/retry/a.ts', lines: { start: 9, end: 9 } }] }),
      entry('n/2.md', { code: [{ path: 'src/pay/retry/a.ts', lines: { start: 2, end: 4 } }] }),
      entry('n/3.md', { code: [{ path: 'main.ts', lines: { start: 1, end: 1 } }] }),
      entry('n/4.md', { code: [] }),
      { file: 'n/5.md', note: undefined, problems: [] },
      entry('n/6.md', {}, [{ file: 'n/6.md', line: 1, code: 'yaml-syntax', severity: 'error', message: '' }]),
    ]);
    assert.deepEqual(outline(tree), [
      'folder src/pay/retry (2)',
      '  file a.ts (2)',
      '    n/2.md',
      '    n/1.md',
      'file main.ts (1)',
      '  n/3.md',
      'no-code  (1)',
      '  n/4.md',
      'broken  (2)',
      '  n/5.md',
      '  n/6.md',
    ]);
  });

  it('puts a note on a folder into the folder, and a note on several files into each', () => {
    const tree = treeOf([
      entry('1.md', { code: [{ path: 'src/pay' }] }),
      entry('2.md', { code: [{ path: 'src/pay/a.ts' }, { path: 'lib/b.ts', lines: { start: 1, end: 2 } }] }),
    ]);
    assert.deepEqual(outline(tree), [
      'folder lib (1)',
      '  file b.ts (1)',
      '    2.md',
      'folder src/pay (2)',
      '  file a.ts (1)',
      '    2.md',
      '  1.md',
    ]);
    assert.equal(tree.size, 2);
  });

  it('follows code that is known to have moved into another file', () => {
    const tree = treeOf(
      [entry('1.md', { code: [{ path: 'old.ts', lines: { start: 1, end: 1 } }] })],
      'file',
      () => 'new.ts',
    );
    assert.deepEqual(outline(tree), ['file new.ts (1)', '  1.md']);
  });

  it('arranges by tag, by status and by recency', () => {
    const entries = [
      entry('1.md', { tags: ['b', 'a', 'a'], status: 'superseded', date: '2026-11-24' }),
      entry('2.md', { tags: ['a'], status: 'accepted', date: '2026-11-20' }),
      entry('3.md', { tags: [], status: 'proposed', date: '2024-13-01' }),
      entry('4.md', { tags: [], status: 'accepted', date: 'last spring' }),
      entry('5.md', { tags: [], status: 'accepted', date: '2026-11-01T10:00:00Z' }),
      entry('6.md', { tags: [], status: 'accepted', date: '2025-01-05' }),
      entry('7.md', { tags: [], status: 'accepted', date: '2031-01-05' }),
    ];
    assert.deepEqual(
      outline(treeOf(entries, 'tag')).filter((line) => !line.startsWith(' ')),
      ['tag a (2)', 'tag b (1)', 'untagged  (5)'],
    );
    assert.deepEqual(outline(treeOf(entries, 'status')).slice(0, 3), [
      'status proposed (1)',
      '  3.md',
      'status accepted (5)',
    ]);
    assert.deepEqual(outline(treeOf(entries, 'recency')), [
      'period today (2)',
      '  7.md',
      '  1.md',
      'period week (1)',
      '  2.md',
      'period month (1)',
      '  5.md',
      'period 2025 (1)',
      '  6.md',
      'period undated (2)',
      '  3.md',
      '  4.md',
    ]);
  });

  it('breaks a long list into parts, and knows the part of each note', () => {
    const entries = Array.from({ length: 1200 }, (_, index) => entry(`${index}.md`, { status: 'accepted' }));
    const tree = treeOf(entries, 'status');
    const [group] = tree.children();
    const parts = tree.children(group);
    assert.deepEqual(
      parts.map((part) => label(tree, part)),
      ['0-250', '250-500', '500-750', '750-1000', '1000-1200'],
    );
    const shown = parts.flatMap((part) => tree.children(part));
    assert.equal(new Set(shown.map((node) => node.id)).size, 1200);
    for (const part of parts) for (const note of tree.children(part)) assert.equal(tree.parent(note), part);
    assert.equal(tree.parent(parts[0]!), group);
  });

  it('finds the group of a file and the note in it', () => {
    const tree = treeOf([entry('1.md', { code: [{ path: 'src/a.ts' }, { path: 'b.ts' }] })]);
    assert.equal(tree.group('src/a.ts')?.path, 'src/a.ts');
    assert.equal(tree.group('src')?.path, 'src');
    assert.equal(tree.group('src/b.ts'), undefined);
    const [node] = tree.nodes('1.md', 'b.ts');
    assert.deepEqual([node?.root, node?.under, node?.index], ['root', 'b.ts', 1]);
    assert.deepEqual(tree.nodes('none.md'), []);
  });

  it('touches only the note when only its looks change', () => {
    const one = entry('1.md', { code: [{ path: 'src/a.ts', lines: { start: 1, end: 1 } }] });
    const tree = treeOf([one, entry('2.md', { code: [{ path: 'src/a.ts', lines: { start: 1, end: 1 } }] })]);
    assert.deepEqual(
      [...tree.update([one])].map((node) => node?.id),
      ['root/folder:/folder:src/file:a.ts//1.md'],
    );
    const renamed = entry('1.md', { title: 'Zebra', code: [{ path: 'src/a.ts', lines: { start: 1, end: 1 } }] });
    assert.deepEqual([...tree.update([renamed])].map((node) => node && label(tree, node)).sort(), [
      '1.md',
      'file a.ts (2)',
    ]);
  });

  it('gives up on naming nodes when a change touches many', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      entry(`${index}.md`, { code: [{ path: `d${index}/a.ts` }] }),
    );
    assert.deepEqual([...treeOf(many).update(many)], [undefined]);
  });

  // A view that refreshes only the nodes it is told of must end up showing what a fresh view shows.
  it('names every node whose children change, under any sequence of changes', () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
      .map((names) => names.join('/'));
    const anchors = fc.array(
      fc.record({
        path: fc.oneof(
          path,
          path.map((p) => `${p}/f.ts`),
        ),
        lines: fc.constant({ start: 1, end: 1 }),
      }),
      { maxLength: 2 },
    );
    const step = fc.record({ file: fc.constantFrom('1.md', '2.md', '3.md', '4.md'), code: fc.option(anchors) });
    fc.assert(
      fc.property(fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (batches) => {
        const tree = treeOf([]);
        const state = new Map<string, NoteEntry>();
        const view = new Map<TreeNode | undefined, readonly TreeNode[]>();
        const fetch = (node: TreeNode | undefined): void => {
          const children = tree.children(node);
          view.set(node, children);
          for (const child of children) fetch(child);
        };
        const read = (node: TreeNode | undefined): unknown =>
          (view.get(node) ?? []).map((child) => [child.id, read(child)]);
        const fresh = (node: TreeNode | undefined): unknown =>
          tree.children(node).map((child) => [child.id, fresh(child)]);
        fetch(undefined);
        for (const batch of batches) {
          const put = batch.filter((one) => one.code !== null).map((one) => entry(one.file, { code: one.code ?? [] }));
          const removed = batch.filter((one) => one.code === null).map((one) => one.file);
          for (const file of removed) state.delete(file);
          for (const one of put) state.set(one.file, one);
          for (const node of tree.update(put, removed)) fetch(node);
          assert.deepEqual(read(undefined), fresh(undefined));
          assert.deepEqual(outline(tree), outline(treeOf([...state.values()])));
        }
      }),
    );
  });
});
