import assert from 'node:assert/strict';
import { readHistory } from '../../src/extension/review/history';
import { ReviewModel, type QueueNode, type ReviewNode } from '../../src/extension/review/model';
import { ReviewView } from '../../src/extension/review/view';
import { activate, eventually, folder, testServices, type TestServices } from './support/window';

describe('the review queue', () => {
  let services: TestServices;

  before(async () => {
    await activate();
    services = await testServices();
  });
  after(() => services.dispose());

  it('puts the hottest file first, as the history says', async () => {
    const root = services.roots.all().find(({ host }) => host.git && host.history);
    assert.ok(root, `${folder('repo')} is a repository`);
    await root.core.notes.ready();
    const history = await readHistory(root);
    assert.ok(history);
    const [retry, config] = [history.heat('src/payments/retry.ts'), history.heat('src/config.ts')];
    assert.ok(retry > 0 && config > 0 && retry !== config, `${retry}, ${config}`);
    assert.equal(history.heat('src/none.ts'), 0);

    const model = new ReviewModel(services.roots, services.places);
    try {
      model.setHistory(root, history);
      await model.start(true);
      const heats = await eventually(async () => {
        const queue = await model.queue();
        assert.ok(queue.length > 1);
        return queue.map((node) => model.item(node)?.heat ?? NaN);
      });
      assert.deepEqual(
        heats,
        [...heats].sort((a, b) => b - a),
      );
      assert.ok((heats[0] ?? 0) > 0);
    } finally {
      model.dispose();
    }
  });

  it('shows a long queue in parts, and all of it', async () => {
    const queue = Array.from({ length: 450 }, (_, at): QueueNode => ({
      kind: 'item',
      id: `${at}`,
      root: 'none',
      file: `${at}.md`,
      index: 0,
    }));
    const model = { queue: () => Promise.resolve(queue), touched: () => [], movedCount: 0, onDidChange: undefined };
    const view = new ReviewView(model as unknown as ReviewModel, services.places, services.roots);
    const lengths: number[] = [];
    const shown: ReviewNode[] = [];
    let rest: ReviewNode | undefined;
    do {
      const children = await view.getChildren(rest);
      lengths.push(children.length);
      rest = children.find(({ kind }) => kind === 'rest');
      shown.push(...children.filter(({ kind }) => kind === 'item'));
      if (rest && lengths.length === 1) assert.equal((await view.getTreeItem(rest)).label, '350 more');
    } while (rest);
    assert.deepEqual(shown, queue);
    assert.deepEqual(lengths, [101, 101, 101, 101, 50]);
  });
});
