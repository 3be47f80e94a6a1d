import assert from 'node:assert/strict';
import path from 'node:path';
import { type Locator, type Page } from 'playwright-core';
import { root } from '../../../scripts/lib/paths.mjs';

/** Where failed tests and `Workbench.screenshot` leave their pictures. */
export const screenshotFolder = path.join(root, 'out', 'screenshots');

/** What the tests do in one window of VS Code, in a person's words. Lines and columns are 1-based, as the editor shows them. */
export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Waits until the window can be used: our view's icon is there. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 45_000 });
    await this.page.locator('.activitybar .action-label[aria-label^="Decision Notes"]').waitFor({ timeout: 45_000 });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Presses keys as VS Code writes them: `key('Control+K', 'Control+I')`. */
  async key(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Runs a command by its title in the command palette. */
  async command(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file by its name with Quick Open. */
  async openFile(name: string): Promise<void> {
    await this.#pick('Control+P', name, path.posix.basename(name));
    await this.page
      .locator(`.tab[data-resource-name="${path.posix.basename(name)}"]`)
      .first()
      .waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  async #pick(key: string, text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press(key);
        await input.waitFor({ timeout: 10_000 });
        await input.fill(text, { timeout: 3000 });
        const rows = this.page.locator('.quick-input-list .monaco-list-row', { hasText: row });
        await rows.first().waitFor({ timeout: 10_000 });
        await this.page
          .locator('.quick-input-list .monaco-list-row.focused', { hasText: row })
          .waitFor({ timeout: 10_000 });
        await this.page.keyboard.press('Enter');
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Puts the cursor of the active editor at a line. */
  async goTo(line: number, column = 1): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    for (let attempt = 1; ; attempt++) {
      try {
        await this.page.keyboard.press('Control+G');
        await input.waitFor({ timeout: 5000 });
        await input.fill(`:${line}:${column}`, { timeout: 3000 });
        await this.page.keyboard.press('Enter');
        await input.waitFor({ state: 'hidden', timeout: 5000 });
        return;
      } catch (error) {
        // The window took the focus for something else meanwhile: ask again, as a person would.
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Selects whole lines of the active editor by keyboard, both inclusive. */
  async selectLines(first: number, last: number): Promise<void> {
    await this.goTo(first);
    for (let line = first; line < last; line++) await this.page.keyboard.press('Shift+ArrowDown');
    await this.page.keyboard.press('Shift+End');
  }

  /** The text of the hover at the cursor, opened by keyboard once the active editor has the focus. */
  async hoverText(): Promise<string> {
    const content = this.page.locator('.monaco-hover:visible .monaco-hover-content').first();
    for (let attempt = 0; ; attempt++) {
      await this.key('Control+K', 'Control+I');
      try {
        await content.waitFor({ timeout: 3000 });
        return (await content.innerText()).replaceAll('\u00a0', ' ');
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  /** Moves the keyboard to one of our views, opening its container. */
  async focusView(view: string): Promise<void> {
    await this.command(`Focus on ${view} View`);
    await this.page.locator(`.pane:has(.pane-header[aria-label*="${view}"])`).first().waitFor();
  }

  /** Drags the sidebar's edge, so that its rows have so many pixels more. */
  async widenSidebar(by: number): Promise<void> {
    const sidebar = await this.page.locator('.part.sidebar').boundingBox();
    assert.ok(sidebar, 'the sidebar is shown');
    const [edge, middle] = [sidebar.x + sidebar.width, sidebar.y + sidebar.height / 2];
    await this.page.mouse.move(edge, middle);
    await this.page.mouse.down();
    await this.page.mouse.move(edge + by, middle, { steps: 5 });
    await this.page.mouse.up();
    // Away from the edge, which is painted while the mouse is over it.
    await this.page.mouse.move(sidebar.x + sidebar.width / 2, sidebar.y + 5);
  }

  /** Moves the keyboard to the text of the active editor. */
  async focusEditor(): Promise<void> {
    await this.key('Control+1');
    await this.page
      .locator('.editor-instance > .monaco-editor.focused, .editor-container .monaco-editor.focused')
      .first()
      .waitFor();
  }

  /** The rows of a tree view by the view's title. */
  treeRows(view: string): Locator {
    return this.page.locator(`.pane:has(.pane-header[aria-label*="${view}"]) .monaco-list-row`);
  }

  /** An open editor by the name on its tab. */
  tab(name: string): Locator {
    return this.page.locator(`.tab[data-resource-name="${name}"]`);
  }

  /** The comment threads that are open in the editor. */
  threads(): Locator {
    return this.page.locator('.review-widget');
  }

  /** The messages of all notifications, shown or waiting in the notification centre. */
  async notifications(): Promise<string[]> {
    await this.command('Notifications: Show Notifications');
    const centre = this.page.locator('.notifications-center.visible');
    await centre.waitFor();
    return centre.locator('.notification-list-item-message').allInnerTexts();
  }

  /** Saves a picture of the window. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(screenshotFolder, `${name.replace(/[^\w. -]+/g, '_')}.png`) });
  }
}
