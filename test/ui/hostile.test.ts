import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startServer } from '../../scripts/lib/server.mjs';
import { session } from './support/hooks';
import { until } from './support/until';
import { type Workbench } from './support/workbench';

const code = 'export function pay(): number {\n  return 1;\n}\n';
const note = (body: string) =>
  `---\nid: 01KPB2RX00VER1FYRAWB0DY000\ncode:\n  - path: src/pay.ts\n    lines: 1-3\n    quote: |\n      export function pay(): number {\n        return 1;\n      }\n---\n\n# A hostile note\n\n${body}\n`;

/** Nothing that a command could have opened is open. */
async function nothingRan(window: Workbench): Promise<void> {
  assert.equal(await window.page.locator('.part.panel:visible').count(), 0, 'no panel is open');
  assert.equal(await window.page.locator('.terminal-wrapper, .xterm').count(), 0, 'no terminal is open');
}

describe('a hostile repository', () => {
  after(() => session().closeWindows());

  it('gets nothing run by a click on a command link in a note', async () => {
    const body =
      '[clickme](command:workbench.action.terminal.new) and <a href="command:workbench.action.terminal.new">clickhtml</a> ![remote](http://127.0.0.1:9/x.png)';
    const folder = await session().repository({ 'src/pay.ts': code, 'src/.decisions/hostile.md': note(body) });
    const window = await session().open(folder);
    const asked: string[] = [];
    window.page.on('request', (request) => asked.push(request.url()));
    await window.openFile('pay.ts');
    for (const word of ['clickme', 'clickhtml']) {
      await window.focusEditor();
      await window.goTo(2, 4);
      assert.match(await window.hoverText(), /A hostile note/);
      const text = window.page.locator('.monaco-hover:visible').getByText(word).first();
      const box = await text.boundingBox();
      assert.ok(box, `${word} is shown`);
      await window.page.mouse.click(box.x + 10, box.y + box.height / 2);
      await nothingRan(window);
      assert.equal(await window.page.locator('.monaco-hover a[data-href^="command:workbench"]').count(), 0);
      await window.key('Escape');
    }
    await window.command('Notifications: Show Notifications');
    await nothingRan(window);
    assert.deepEqual(
      asked.filter((url) => url.includes('x.png')),
      [],
    );
  });

  it('runs nothing in Restricted Mode, where notes can be read and written all the same', async () => {
    const folder = await session().repository({ 'src/pay.ts': code, 'src/.decisions/plain.md': note('Plain text.') });
    const ran = path.join(folder, 'ran');
    const evil = path.join(folder, 'evil.sh');
    writeFileSync(evil, `#!/bin/sh\necho "$0 $*" >> "${ran}"\nexit 1\n`);
    chmodSync(evil, 0o755);
    mkdirSync(path.join(folder, '.vscode'));
    writeFileSync(
      path.join(folder, '.vscode', 'settings.json'),
      JSON.stringify({ 'git.path': evil, 'decisionNotes.folderName': '../../outside' }),
    );
    for (const [key, value] of [
      ['core.fsmonitor', evil],
      ['core.sshCommand', evil],
      ['core.hooksPath', folder],
      ['core.pager', evil],
      ['alias.status', `!${evil}`],
      ['diff.external', evil],
    ] as const) {
      execFileSync('git', ['config', key, value], { cwd: folder });
    }
    const window = await session().openOn(await startServer({ extension: 'built', trust: true }), folder);
    await window.openFile('pay.ts');
    await window.goTo(2, 4);
    assert.match(await window.hoverText(), /A hostile note/);
    await window.key('Escape');
    await window.selectLines(1, 3);
    await window.key('Control+K', 'n');
    await window.page.locator('.review-widget .monaco-editor.focused').first().waitFor();
    await window.type('Written without trust');
    await window.key('Control+Enter');
    const written = () =>
      execFileSync('find', [folder, '-path', '*/.decisions/*written-without-trust.md'], { encoding: 'utf8' }).trim();
    assert.match(await until('the note is on disk', () => written() || undefined), /src\/\.decisions\//);
    assert.equal(await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).count(), 1);
    assert.equal(existsSync(ran), false, 'nothing of the repository was run');
    execFileSync('git', ['status'], { cwd: folder, stdio: 'ignore' });
    assert.equal(existsSync(ran), true, 'the trap works: a plain git status springs it');
  });

  it('gets git once the person trusts it, without a reload', async () => {
    const folder = await session().repository({ 'src/pay.ts': code });
    const window = await session().openOn(await startServer({ extension: 'built', trust: true }), folder);
    const record = async (title: string): Promise<string> => {
      await window.openFile('pay.ts');
      await window.selectLines(1, 3);
      await window.key('Control+K', 'n');
      await window.page.locator('.review-widget .monaco-editor.focused').first().waitFor();
      await window.type(title);
      await window.key('Control+Enter');
      const name = `*${title.toLowerCase().replaceAll(' ', '-')}.md`;
      const find = () => execFileSync('find', [folder, '-path', `*/.decisions/${name}`], { encoding: 'utf8' }).trim();
      return readFileSync(await until('the note is on disk', () => find() || undefined), 'utf8');
    };
    assert.doesNotMatch(await record('Before trust'), /commit:|Ada Lovelace/);
    await window.page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));
    await window.command('Workspaces: Manage Workspace Trust');
    await window.page.locator('.workspace-trust-editor').waitFor();
    await window.key('Control+Enter');
    const restricted = window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' });
    await restricted.waitFor({ state: 'detached' });
    const after = await until('git is asked', async () => {
      const text = await record(`After trust ${Math.random().toString(36).slice(2, 8)}`);
      return text.includes('commit:') ? text : undefined;
    });
    assert.match(after, /Ada Lovelace/);
    assert.equal(
      await window.page.evaluate(() => 'stillTheSamePage' in globalThis),
      true,
      'the window was not reloaded',
    );
  });
});
