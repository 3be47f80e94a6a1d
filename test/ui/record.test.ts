import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { session } from './support/hooks';
import { until } from './support/until';
import { type Workbench } from './support/workbench';

const file = 'src/ledger/ledger.ts';
const sentence = 'Sums are taken anew each time because entries are few';

describe('recording a decision by keyboard alone, on real code', () => {
  let folder: string;
  let window: Workbench;
  let second: Workbench;
  let first = 0;
  let last = 0;
  let shownInSecond = '';

  before(async () => {
    folder = await session().sampleFolder();
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
    first = lines.findIndex((line) => line.startsWith('export function balance')) + 1;
    last = lines.indexOf('}', first) + 1;
    window = await session().open(folder);
    second = await session().open(folder, window);
    await second.openFile('ledger.ts');
    await second.focusView('Notes');
    shownInSecond = (await second.treeRows('Notes').allInnerTexts()).join('\n');
  });
  after(() => session().closeWindows());

  const newNote = () => {
    const notes = path.join(folder, 'src/ledger/.decisions');
    const name = existsSync(notes)
      ? readdirSync(notes).find((entry) => /^\d.*sums-are-taken.*\.md$/.test(entry))
      : undefined;
    return name === undefined ? undefined : { name, text: readFileSync(path.join(notes, name), 'utf8') };
  };

  it('takes the chord, the sentence and the save key', async () => {
    await window.page.bringToFront();
    await window.openFile('ledger.ts');
    await window.selectLines(first, last);
    await window.key('Control+K', 'n');
    await window.page.locator('.review-widget .monaco-editor.focused').first().waitFor();
    await window.type(sentence);
    await window.key('Control+Enter');
    await until('the note is on disk', newNote);
  });

  it('leaves a markdown file beside the code, with the anchor as the format says', () => {
    const { name, text } = newNote()!;
    const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: folder, encoding: 'utf8' }).trim();
    const code = readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .slice(first - 1, last);
    const date = /^\d{4}-\d{2}-\d{2}/.exec(name)?.[0];
    assert.match(text, /^---\nid: [0-9A-HJKMNP-TV-Z]{26}\nstatus: accepted\n/);
    assert.ok(text.includes(`\ndate: ${String(date)}\ndecision-makers: [Ada Lovelace]\n`), text);
    assert.ok(text.includes(`\n  - path: ${file}\n    lines: ${first}-${last}\n    symbol: balance\n`), text);
    assert.ok(text.includes(`\n    commit: ${head}\n    quote: |\n      ${code.join('\n      ')}\n`), text);
    assert.ok(text.endsWith(`---\n\n# ${sentence}\n`), text);
    const status = execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: folder, encoding: 'utf8' });
    assert.equal(status, `?? src/ledger/.decisions/${name}\n`, 'nothing else was written');
  });

  it('is in a second window of the same folder without a reload', async () => {
    assert.ok(!shownInSecond.includes('Sums are taken'), 'it was not there before');
    await second.page.bringToFront();
    await second.treeRows('Notes').filter({ hasText: 'Sums are taken' }).first().waitFor();
  });

  const hoverAndTree = async () => {
    await window.focusEditor();
    await window.goTo(first + 1, 3);
    assert.match(await window.hoverText(), /Sums are taken anew each time because entries are few/);
    await window.key('Escape');
    await window.focusView('Notes');
    await window.treeRows('Notes').filter({ hasText: 'Sums are taken' }).first().waitFor();
  };

  it('is in the hover and in the tree', async () => {
    await window.page.bringToFront();
    await hoverAndTree();
  });

  it('is all still there after a reload of the window', async () => {
    await window.reload();
    await window.openFile('ledger.ts');
    await hoverAndTree();
    await window.screenshot('recorded and reloaded');
  });
});
