import assert from 'node:assert/strict';
import { session } from './support/hooks';

describe('the sidebar', () => {
  after(() => session().closeWindows());

  it('names its views, and keeps showing the file while a note is typed', async () => {
    const window = await session().open(await session().sampleFolder());
    await window.openFile('retry.ts');
    await window.command('Focus on This File View');
    await window.treeRows('This File').first().waitFor();
    const titles = await window.page.locator('.pane-header .title').allInnerTexts();
    assert.deepEqual(
      titles.map((title) => title.trim()),
      ['This File', 'Notes', 'Review'],
    );
    const before = await window.treeRows('This File').first().innerText();
    await window.openFile('retry.ts');
    await window.goTo(24);
    await window.key('Control+K', 'n');
    await window.page.locator('.review-widget .monaco-editor.focused').waitFor();
    await window.type('The file stays');
    assert.equal(await window.treeRows('This File').first().innerText(), before);
  });
});
