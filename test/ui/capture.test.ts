import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { session } from './support/hooks';
import { type Workbench } from './support/workbench';

describe('capture', () => {
  let folder: string;
  let window: Workbench;

  before(async () => {
    folder = await session().repository({
      'src/payments/retry.ts':
        'export async function retry<T>(call: () => Promise<T>, times: number): Promise<T> {\n  return call();\n}\n',
    });
    window = await session().open(folder);
    await window.openFile('retry.ts');
  });
  after(() => session().closeWindows());

  const editor = () => window.page.locator('.review-widget .monaco-editor.focused').first();
  const typed = () =>
    window.page
      .locator('.review-widget .monaco-editor .view-lines')
      .first()
      .innerText()
      .then((text) => text.replace(/\u00a0/g, ' '));
  const notes = () => {
    const at = path.join(folder, 'src/payments/.decisions');
    return existsSync(at) ? readdirSync(at).map((name) => readFileSync(path.join(at, name), 'utf8')) : [];
  };
  const until = async (holds: () => boolean | Promise<boolean>, what: string) => {
    for (let attempt = 0; attempt < 100; attempt++) {
      if (await holds()) return;
      await window.page.waitForTimeout(100);
    }
    assert.fail(what);
  };

  it('keeps what was typed through Escape and a reload, and then records it', async () => {
    await window.goTo(2);
    await window.key('Control+K', 'n');
    await editor().waitFor();
    await window.screenshot('capture open');
    await window.type('Retry only idempotent calls');
    await window.key('Enter', 'Enter');
    await window.type('A retried POST charged twice.');
    await window.screenshot('capture typed');
    await window.key('Escape');
    await window.page.locator('.review-widget').first().waitFor({ state: 'hidden' });
    await window.screenshot('capture escaped');
    await window.key('Control+K', 'n');
    await editor().waitFor();
    await until(async () => /^Retry only idempotent calls\s+A retried POST/.test(await typed()), 'the text is there');
    await window.key('!');
    await window.tab('retry.ts').click({ button: 'middle' });
    await window.tab('retry.ts').waitFor({ state: 'detached' });
    await window.openFile('retry.ts');
    await window.goTo(2);
    await window.key('Control+K', 'n');
    await editor().waitFor();
    await until(
      async () => /^Retry only idempotent calls\s+A retried POST charged twice\.!/.test(await typed()),
      'the text is there',
    );
    await window.key('Backspace');
    await window.page.waitForTimeout(700);

    await window.reload();
    await window.openFile('retry.ts');
    await window.goTo(2);
    await window.screenshot('capture reloaded');
    await window.key('Control+K', 'n');
    await editor().waitFor();
    await until(async () => /^Retry only idempotent calls\s+A retried POST/.test(await typed()), 'the text is there');
    await window.key('Control+Enter');
    await until(() => notes().length === 1, 'a note is on disk');
    const [text] = notes();
    assert.match(text!, /\n# Retry only idempotent calls\n\nA retried POST charged twice\.\n$/);
    assert.match(text!, /\n {2}- path: src\/payments\/retry\.ts\n {4}lines: 1-3\n {4}symbol: retry\n/);
    await window.screenshot('capture saved');
    await window.page.locator('.editor-instance > .monaco-editor.focused').first().waitFor();
    await window.type('x');
    const code = window.page.locator('.editor-instance > .monaco-editor .view-lines').first();
    await until(async () => /x[\s\u00a0]*return/.test(await code.innerText()), 'the focus is back in the code');
    await window.key('Control+Z');
  });

  it('opens the note in place from its glyph, and no panel', async () => {
    const body = window.page.locator('.review-widget:visible', { hasText: /A retried/ }).first();
    const glyph = window.page.locator('.comment-thread');
    const widget = window.page.locator('.review-widget:visible');
    await until(async () => (await glyph.count()) === 1 && (await widget.count()) === 0, 'only the glyph is there');
    // A click while the editor draws its glyphs anew is lost; a person clicks again.
    await until(async () => {
      await glyph.click();
      return body.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    }, 'the note is open');
    const shown = await body.innerText();
    assert.match(shown.replace(/\u00a0/g, ' '), /A retried POST charged twice/);
    await window.page.waitForTimeout(500);
    await window.screenshot('note in place');
    assert.equal(await window.page.locator('.part.panel:visible').count(), 0);
    await window.page.locator('.comment-thread').first().click();
    await body.waitFor({ state: 'hidden' });
  });

  it('offers a "+" beside selected lines only, which records too', async () => {
    await window.goTo(2);
    await window.key('Shift+End');
    const glyph = window.page.locator('.comment-range-glyph:not(.comment-thread)');
    await glyph.first().waitFor();
    await window.screenshot('plus');
    assert.equal(await glyph.count(), 1);
    await glyph.first().click();
    await editor().waitFor();
    await window.type('One call at a time');
    await window.screenshot('plus typed');
    await window.key('Control+Enter');
    await until(() => notes().length === 2, 'a second note is on disk');
    assert.ok(notes().some((text) => text.includes('# One call at a time') && /\n {4}lines: 2(-2)?\n/.test(text)));
  });
});
