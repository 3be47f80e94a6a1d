import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axeCore from 'axe-core';
import { type Locator } from 'playwright-core';
import { session } from './support/hooks';
import { type Workbench } from './support/workbench';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What an extension can get wrong in the editor's own trees and comments; their markup is the editor's. */
const rules = [
  'aria-command-name',
  'aria-input-field-name',
  'aria-toggle-field-name',
  'aria-tooltip-name',
  'aria-valid-attr-value',
  'button-name',
  'color-contrast',
  'image-alt',
  'label',
  'link-name',
];

describe('accessibility', () => {
  let window: Workbench;
  const pane = (view: string) => window.page.locator(`.pane:has(.pane-header[aria-label*="${view}"])`).first();

  before(async () => {
    window = await session().open(await session().sampleFolder());
    await window.openFile('retry.ts');
    await window.focusView('Notes');
    await window.treeRows('Notes').filter({ hasText: 'Amounts are whole' }).first().waitFor();
    for (const view of ['This File', 'Review']) await window.treeRows(view).first().waitFor();
  });
  after(() => session().closeWindows());

  /** The spoken name of each element: its label, or its text. */
  const names = (elements: Locator) =>
    elements.evaluateAll((found) =>
      found.map(
        (one) => [one.getAttribute('aria-label') ?? one.textContent.trim(), one.outerHTML.slice(0, 200)] as const,
      ),
    );
  async function assertNamed(elements: Locator, least: number): Promise<void> {
    const all = await names(elements);
    assert.ok(all.length >= least, `${all.length} of at least ${least}`);
    for (const [name, html] of all) assert.ok(/\p{L}{2}/u.test(name), `has a name: ${html}`);
  }
  /** What axe finds wrong in the part of the window that this selector names. */
  async function violations(selector: string): Promise<string[]> {
    await window.page.evaluate(axe);
    return window.page.evaluate(
      async ([include, only]) => {
        const { axe: checker } = globalThis as unknown as { axe: typeof axeCore };
        const { passes, violations: found } = await checker.run(include, { runOnly: { type: 'rule', values: only } });
        if (passes.length === 0) return ['nothing was looked at'];
        return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
      },
      [selector, rules] as const,
    );
  }

  it('every row of a view has a name, which says the state where its icon does', async () => {
    for (const view of ['This File', 'Notes', 'Review']) await assertNamed(window.treeRows(view), 1);
    const spoken = (await names(window.treeRows('Notes'))).map(([name]) => name);
    assert.ok(
      spoken.some((name) => /Round half to even.*moved/.test(name)),
      spoken.join('\n'),
    );
    const review = (await names(window.treeRows('Review'))).map(([name]) => name);
    assert.ok(
      review.some((name) => /Settle by webhook.*uncertain/.test(name)),
      review.join('\n'),
    );
  });

  it('every button of a view and of a row has a name', async () => {
    for (const view of ['This File', 'Notes', 'Review']) {
      await pane(view).hover();
      await window.treeRows(view).last().hover();
      await assertNamed(pane(view).locator('.action-label'), 1);
    }
  });

  it('every part of a draft can be reached with Tab, and has a name', async () => {
    await window.focusEditor();
    await window.goTo(14, 1);
    await window.key('Control+K', 'n');
    const draft = window.threads().first();
    await draft.locator('.monaco-editor.focused').waitFor();
    await assertNamed(draft.locator('.action-label, .monaco-button, .native-edit-context'), 4);
    await window.type('Reached by keyboard');
    const reached = new Set<string>();
    // Tab would be typed; the editor has a switch for that.
    await window.key('Control+M');
    for (let times = 0; times < 12; times++) {
      await window.key('Tab');
      reached.add(
        await window.page.evaluate(
          () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
        ),
      );
    }
    await window.key('Control+M');
    assert.ok(
      [...reached].some((name) => name.includes('Save Decision')),
      [...reached].join(' | '),
    );
    assert.deepEqual(await violations('.review-widget'), []);
    await window.screenshot('accessibility draft');
    await draft.locator('.monaco-editor').first().click();
    await window.command('Decision Notes: Discard Draft');
  });

  it('axe finds nothing wrong in our views', async () => {
    assert.deepEqual(await violations('.sidebar .composite'), []);
  });
});
