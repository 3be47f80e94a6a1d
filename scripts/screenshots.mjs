// `npm run screenshots`: takes the README's pictures of a real VS Code on the sample repository.
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './lib/paths.mjs';

const target = path.join(root, 'media', 'screenshots');
const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

const built = spawnSync(process.execPath, ['esbuild.js', '--tests'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
const harness = pathToFileURL(path.join(root, 'out', 'test', 'ui', 'support', 'session.mjs')).href;
/** @type {typeof import('../test/ui/support/session')} */
const { Session } = await import(harness);
await mkdir(target, { recursive: true });
for (const [name, theme] of Object.entries(themes)) {
  const session = await Session.start({ 'workbench.colorTheme': theme, 'window.zoomLevel': 0.5 });
  try {
    const window = await session.open(await session.sampleFolder());
    const shoot = async (/** @type {string} */ what) => {
      await window.page.mouse.move(1100, 650);
      await window.page.waitForTimeout(500);
      await window.page.screenshot({ path: path.join(target, `${what}-${name}.png`) });
      console.log(`media/screenshots/${what}-${name}.png`);
    };
    await window.openFile('retry.ts');
    await window.focusView('Notes');
    await window.treeRows('Notes').filter({ hasText: 'Amounts are whole' }).first().waitFor();
    await shoot('tree');
    await window.focusEditor();
    await window.goTo(14, 13);
    await window.hoverText();
    await shoot('hover');
    await window.key('Escape');
    await window.openFile('payout.ts');
    await window.selectLines(5, 11);
    await window.key('Control+K', 'n');
    await window.page.locator('.review-widget .monaco-editor.focused').first().waitFor();
    await window.type('Pay out at most once a day: the bank charges for each transfer');
    await shoot('capture');
  } finally {
    await session.stop();
  }
}
