import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { session } from './support/hooks';
import { until } from './support/until';
import { type Workbench } from './support/workbench';

const code = 'export function add(a: number, b: number): number {\n  return a + b;\n}\n';

describe('first use, by keyboard', () => {
  let folder: string;
  let window: Workbench;

  before(async () => {
    folder = await session().repository({ 'src/add.ts': code });
    window = await session().open(folder);
  });
  after(() => session().closeWindows());

  const notesFolder = () => path.join(folder, 'src/.decisions');
  const notes = () => (existsSync(notesFolder()) ? readdirSync(notesFolder()) : []);

  const steps = () => window.page.locator('.getting-started-step');
  async function openWalkthrough(): Promise<void> {
    await window.command('Welcome: Open Walkthrough...');
    const input = window.page.locator('.quick-input-widget input.input');
    const row = window.page.locator('.quick-input-list .monaco-list-row:visible', { hasText: 'Decision Notes' });
    await row.first().waitFor();
    await input.fill('Get Started with Decision Notes');
    await row.first().waitFor();
    await window.key('Enter');
    await until('the steps are there', async () => (await steps().count()) === 4);
  }

  it('a sidebar without notes says what a note is and offers to record one', async () => {
    await window.focusView('Notes');
    const welcome = window.page.locator('.pane:has(.pane-header[aria-label*="Notes"]) .welcome-view-content');
    await welcome.first().waitFor();
    assert.match(await welcome.first().innerText(), /A note says in a sentence why code is as it is/);
    assert.equal(await welcome.locator('.monaco-button', { hasText: 'Record Decision' }).count(), 1);
    await window.screenshot('empty sidebar');
  });

  it('the walkthrough has four steps, each with a picture', async () => {
    // Beside an open sidebar there is no room for pictures in a window of this size.
    await window.command('View: Toggle Primary Side Bar Visibility');
    await openWalkthrough();
    const titles = await steps().locator('.step-title').allInnerTexts();
    assert.deepEqual(titles, [
      'Record a decision',
      'Read it where it matters',
      'Find what was decided',
      'Keep it true',
    ]);
    for (const [index, title] of titles.entries()) {
      await steps().nth(index).focus();
      await window.key('Enter');
      await until(`${title} is open`, async () =>
        (await steps().nth(index).getAttribute('class'))?.includes('expanded'),
      );
      const picture = window.page.locator(
        '.getting-started-media svg, .getting-started-media img, .getting-started-media iframe',
      );
      await until(`${title} has a picture`, async () => ((await picture.first().boundingBox())?.height ?? 0) > 100);
      await window.screenshot(`walkthrough ${index + 1}`);
    }
  });

  it('Show Me an Example writes a note on the file in the editor, and takes it back', async () => {
    await window.command('View: Close All Editors');
    await window.openFile('add.ts');
    await window.goTo(2);
    await window.command('Decision Notes: Show Me an Example');
    const [name = ''] = await until('the note is there', () => notes().length === 1 && notes());
    const text = readFileSync(path.join(notesFolder(), name), 'utf8');
    assert.match(text, /\n {2}- path: src\/add\.ts\n {4}lines: 1-3\n {4}symbol: add\n/);
    assert.match(text, /\ntags: \[example\]\n/);
    const toast = window.page.locator('.notification-toast', { hasText: 'This is an example' });
    await toast.waitFor();
    await window.screenshot('example');
    await toast.locator('.monaco-button', { hasText: 'Undo' }).focus();
    await window.key('Enter');
    await until('the note is gone', () => notes().length === 0);
    assert.equal(readFileSync(path.join(folder, 'src/add.ts'), 'utf8'), code);
  });

  it('from the walkthrough the example goes to the file that is open, and can be read there', async () => {
    await openWalkthrough();
    await steps().first().focus();
    await window.key('Enter');
    await window.page.locator('.getting-started-step.expanded a', { hasText: 'Show me an example' }).focus();
    await window.key('Enter');
    await until('the note is there', () => notes().length === 1);
    await window.focusEditor();
    await window.goTo(2);
    assert.match(await window.hoverText(), /Example: say in one sentence why this code is so/);
    await window.screenshot('example read');
  });
});
