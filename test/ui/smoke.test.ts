import assert from 'node:assert/strict';
import { session } from './support/hooks';

describe('a window on the sample repository', () => {
  after(() => session().closeWindows());

  it('opens a file and finds the extension', async () => {
    const window = await session().open(await session().sampleFolder());
    await window.openFile('retry.ts');
    await window.goTo(2);
    await window.command('Extensions: Show Installed Extensions');
    await window.page.locator('.extension-list-item', { hasText: 'Decision Notes' }).first().waitFor();
    assert.equal(await window.tab('retry.ts').count(), 1);
    await window.screenshot('smoke');
  });
});
