import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { handler, ledger, refunded, retry, settled, verify } from '../../scripts/sample/files.mjs';
import { session } from './support/hooks';
import type { Workbench } from './support/workbench';

const retryFile = 'src/payments/retry.ts';
const ledgerFile = 'src/ledger/ledger.ts';
const verifyFile = 'src/webhooks/verify.ts';
const handlerFile = 'src/webhooks/handler.ts';

/** The five notes: where the cursor is when each is recorded, and its sentence. */
const recorded = [
  { file: retryFile, line: 'for (let attempt', title: 'Retry only what can be repeated' },
  { file: ledgerFile, line: 'entries.push', title: 'Entries are never changed' },
  { file: ledgerFile, line: 'if (rest < 0.5)', title: 'Halves go to the even neighbour' },
  { file: verifyFile, line: 'timingSafeEqual(given', title: 'Compare in constant time' },
  { file: handlerFile, line: 'if (seen.has(event.id))', title: 'The gateway sends events twice' },
] as const;
const [retryNote, entriesNote, halvesNote, verifyNote, twiceNote] = recorded.map(({ title }) => title) as [
  string,
  string,
  string,
  string,
  string,
];

describe('notes whose code changes outside the editor', () => {
  let folder: string;
  let window: Workbench;

  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const commit = (message: string): void => {
    git('add', '--all');
    git('commit', '--quiet', '--message', message);
  };
  const read = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  /** `path, lines 3 to 9`: from the line that holds `first` to the next one that is a closing bracket alone. */
  const block = (file: string, first: string): string => {
    const lines = read(file).split('\n');
    const start = lines.findIndex((line) => line.includes(first));
    const end = lines.findIndex((line, at) => at > start && line === '}');
    assert.ok(start >= 0 && end > start, `${file} has ${first}`);
    return `${file}, lines ${start + 1} to ${end + 1}`;
  };
  const noteCount = (): number =>
    ['src/payments', 'src/ledger', 'src/webhooks']
      .map((at) => path.join(folder, at, '.decisions'))
      .reduce(
        (sum, at) => sum + (existsSync(at) ? readdirSync(at).filter((name) => name.endsWith('.md')).length : 0),
        0,
      );
  /** Waits until the tree says where a note is, in the words of a screen reader. */
  const says = async (title: string, place: string): Promise<void> => {
    const row = window.treeRows('Notes').filter({ hasText: title });
    let label: string | null = '';
    for (let attempt = 0; attempt < 100; attempt++) {
      label = await row.first().getAttribute('aria-label');
      if (label?.endsWith(place) === true) return;
      await window.page.waitForTimeout(100);
    }
    assert.fail(`“${label ?? ''}” should end with “${place}”`);
  };

  before(async () => {
    folder = await session().repository({
      [retryFile]: retry,
      [ledgerFile]: ledger,
      [verifyFile]: verify,
      [handlerFile]: handler,
    });
    window = await session().open(folder);
  });
  after(() => session().closeWindows());

  it('records five notes', async () => {
    for (const [index, { file, line, title }] of recorded.entries()) {
      await window.openFile(path.basename(file));
      await window.goTo(
        read(file)
          .split('\n')
          .findIndex((text) => text.includes(line)) + 1,
      );
      await window.key('Control+K', 'n');
      await window.page.locator('.review-widget .monaco-editor.focused').first().waitFor();
      await window.type(title);
      await window.key('Control+Enter');
      for (let attempt = 0; noteCount() <= index && attempt < 100; attempt++) await window.page.waitForTimeout(50);
      assert.equal(noteCount(), index + 1);
      // The focus goes back to the code last, and would be taken from what the test opens next.
      await window.threads().first().waitFor({ state: 'detached' });
      await window.page.locator('.editor-instance > .monaco-editor.focused').first().waitFor();
    }
    commit('Record why');
    await window.focusView('Notes');
    await window.command('Decision Notes: Group Notes by Status');
    // So that the screenshots show the states that rows end with.
    await window.widenSidebar(200);
    await says(retryNote, block(retryFile, 'function retryWithBackoff'));
    await says(entriesNote, block(ledgerFile, 'function post'));
    await says(halvesNote, block(ledgerFile, 'function roundHalfEven'));
    await says(verifyNote, block(verifyFile, 'function verifySignature'));
    await says(twiceNote, block(handlerFile, 'function handleEvent'));
  });

  it('follows a renamed file', async () => {
    git('branch', 'feature');
    mkdirSync(path.join(folder, 'src/net'));
    git('mv', retryFile, 'src/net/backoff.ts');
    commit('Rename retry');
    await says(retryNote, `${block('src/net/backoff.ts', 'function retryWithBackoff')}, moved`);
    await window.openFile('backoff.ts');
    await window.treeRows('This File').filter({ hasText: retryNote }).filter({ hasText: 'moved' }).waitFor();
    await window.screenshot('following moved');
  });

  it('follows a file that was reformatted as a whole', async () => {
    const text = await format(ledger, { parser: 'typescript', tabWidth: 4, printWidth: 50, semi: false });
    assert.notEqual(text.split('\n').length, ledger.split('\n').length);
    write(ledgerFile, text);
    commit('Reformat');
    await says(entriesNote, `${block(ledgerFile, 'function post')}, edited`);
    await says(halvesNote, `${block(ledgerFile, 'function roundHalfEven')}, edited`);
    await window.openFile('ledger.ts');
    const at = read(ledgerFile)
      .split('\n')
      .findIndex((line) => line.includes('entries.push'));
    await window.goTo(at + 1);
    assert.match(await window.hoverText(), /Entries are never changed/);
    await window.screenshot('following edited');
    await window.key('Escape');
  });

  it('is right on another branch, and on the way back', async () => {
    git('checkout', '--quiet', 'feature');
    await says(retryNote, block(retryFile, 'function retryWithBackoff'));
    await says(entriesNote, block(ledgerFile, 'function post'));
    await says(halvesNote, block(ledgerFile, 'function roundHalfEven'));
    git('checkout', '--quiet', 'main');
    await says(retryNote, `${block('src/net/backoff.ts', 'function retryWithBackoff')}, moved`);
    await says(halvesNote, `${block(ledgerFile, 'function roundHalfEven')}, edited`);
    git('checkout', '--quiet', 'feature');
  });

  it('is right in the middle of a rebase with conflicts, and after it', async () => {
    write(
      ledgerFile,
      ledger
        .replace('import { type Money', '// The ledger of the shop.\n\nimport { type Money')
        .replace(
          'Object.freeze({ debit, credit, amount })',
          'Object.freeze({ debit, credit, amount, at: Date.now() })',
        ),
    );
    commit('Date the entries');
    await says(halvesNote, `${block(ledgerFile, 'function roundHalfEven')}, moved`);
    await says(entriesNote, `${block(ledgerFile, 'function post')}, edited`);
    assert.throws(() => git('rebase', 'main'), /could not apply/);
    assert.match(read(ledgerFile), /^<<<<<<< /m);
    await says(halvesNote, `${block(ledgerFile, 'function roundHalfEven')}, edited`);
    await window.screenshot('following conflict');
    const ours = read(ledgerFile).replace(/^<<<<<<< [^\n]*\n([^]*?)^=======\n[^]*?^>>>>>>> [^\n]*\n/gm, '$1');
    write(ledgerFile, ours.replace(/(credit,\s+amount)(,?)(\s*\})/, '$1, at: Date.now()$3'));
    git('add', '--all');
    git('-c', 'core.editor=true', 'rebase', '--continue');
    await says(entriesNote, `${block(ledgerFile, 'function post')}, edited`);
    await says(halvesNote, `${block(ledgerFile, 'function roundHalfEven')}, edited`);
    await says(retryNote, `${block('src/net/backoff.ts', 'function retryWithBackoff')}, moved`);
  });

  it('says that deleted code is lost, and leaves a choice between two heirs to a person', async () => {
    write(verifyFile, "export const algorithm = 'sha256';\n");
    rmSync(path.join(folder, handlerFile));
    write('src/webhooks/settled.ts', settled);
    write('src/webhooks/refunded.ts', refunded);
    commit('Trust the network; split the handler');
    await says(verifyNote, 'lost');
    await says(twiceNote, 'uncertain');
    await window.screenshot('following lost and uncertain');
    await window.focusView('Review');
    await window.treeRows('Review').filter({ hasText: verifyNote }).filter({ hasText: 'code not found' }).waitFor();
    await window.treeRows('Review').filter({ hasText: twiceNote }).filter({ hasText: 'place uncertain' }).waitFor();
    await window.screenshot('following review');
    // Nothing is shown on code that the note may not be about.
    await window.openFile('settled.ts');
    await window.goTo(
      read('src/webhooks/settled.ts')
        .split('\n')
        .findIndex((line) => line.includes('seen.has')) + 1,
    );
    assert.equal(await window.page.locator('.comment-thread').count(), 0);
  });
});
