import assert from 'node:assert/strict';
import { readHistory } from '../../src/extension/review/history';
import { ReviewModel } from '../../src/extension/review/model';
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
});
