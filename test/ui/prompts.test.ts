import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { startServer, type Server } from '../../scripts/lib/server.mjs';
import { session } from './support/hooks';
import { until } from './support/until';
import { type Workbench } from './support/workbench';

const file = 'src/gateway.ts';
const start = `export class Gateway {
  async charge(cents: number): Promise<string> {
    const answer = await this.post('/charge', { cents });
    return answer.id;
  }

  async refund(id: string): Promise<void> {
    await this.post('/refund', { id });
  }
}
`;
/** A line that begins a method, and a workaround to write under it. */
const places = {
  charge: ['async charge(', '    // Workaround: the gateway answers 200 on errors, so the body decides.'],
  refund: ['async refund(', '    // Hack: a refund is asked for twice, since the first one may be lost on the way.'],
} as const;

const who = ['-c', 'user.name=Ada Lovelace', '-c', 'user.email=ada@example.org'];

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' }).trim();
}

/** Writes a line under the one that holds `under`, and commits it, as in a terminal. */
function commit(folder: string, under: string, line: string, subject: string): void {
  const at = path.join(folder, file);
  const lines = readFileSync(at, 'utf8').split('\n');
  lines.splice(lines.findIndex((one) => one.includes(under)) + 1, 0, line);
  writeFileSync(at, lines.join('\n'));
  git(folder, 'commit', '--quiet', '--all', '-m', subject);
}

/** A repository in which `file` was changed again and again. */
async function hotRepository(): Promise<string> {
  const folder = await session().repository({ [file]: start, 'src/cold.ts': 'export const cold = true;\n' });
  for (const amount of [1, 2, 3]) commit(folder, 'async charge(', `    this.check(cents, ${amount});`, 'Check more');
  return folder;
}

const toasts = (window: Workbench) => window.page.locator('.notification-toast .notification-list-item-message');
const waiting = (window: Workbench) => window.page.locator('.statusbar-item[id*="suggestions"]:visible');
const draft = (window: Workbench) => window.page.locator('.review-widget .monaco-editor').first();
const draftText = async (window: Workbench): Promise<string> =>
  (await draft(window).locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
const notesOf = (folder: string): string[] => {
  const notes = path.join(folder, 'src/.decisions');
  return existsSync(notes) ? readdirSync(notes).map((name) => readFileSync(path.join(notes, name), 'utf8')) : [];
};
/** All of our questions that nobody answered, wherever they are shown. */
async function questions(window: Workbench): Promise<string[]> {
  const all = await window.notifications();
  await window.key('Escape');
  return all.filter((message) => /Record why\?|still hold\?/.test(message));
}

describe('asking for a note, by keyboard', () => {
  let folder: string;
  let window: Workbench;
  let typed = 0;
  /** A person who has just typed code is left alone. */
  const calm = () => until('the typing is over', () => Date.now() - typed > 2500);

  before(async () => {
    folder = await hotRepository();
    window = await session().open(folder);
    await window.openFile('gateway.ts');
  });
  after(() => session().closeWindows());

  it('asks once after a commit in the Source Control view', async () => {
    const [under, line] = places.charge;
    const before = readFileSync(path.join(folder, file), 'utf8')
      .split('\n')
      .findIndex((one) => one.includes(under));
    await window.goTo(before + 1);
    await window.key('End', 'Enter');
    await window.type(line.trim());
    await window.key('Control+s');
    typed = Date.now();
    await until('the change is on disk', () => readFileSync(path.join(folder, file), 'utf8').includes(line));
    await until('the change is staged', async () => {
      // Git's own view of the change may come a moment later.
      await window.command('Git: Stage All Changes');
      return git(folder, 'diff', '--cached', '--name-only') === file;
    });
    await calm();
    await window.command('Source Control: Focus on Changes View');
    await window.page.locator('.scm-editor .monaco-editor.focused').first().waitFor();
    await window.type('Trust the body, not the code');
    await window.key('Control+Enter');
    await until('it is committed', () => git(folder, 'log', '-1', '--format=%s') === 'Trust the body, not the code');
    await toasts(window).first().waitFor();
    await window.screenshot('prompt dark');
    assert.deepEqual(await toasts(window).allInnerTexts(), [
      'Record why? In src/gateway.ts: a workaround was added: Workaround: the gateway answers 200 on errors, so the body decides.',
    ]);
    assert.equal(await window.page.locator('.monaco-dialog-box:visible').count(), 0, 'nothing modal');
    await window.page.locator('.scm-editor .monaco-editor.focused').first().waitFor();
    assert.equal((await questions(window)).length, 1);
  });

  it('one key makes it a draft on the right lines, with a title, and saving records it', async () => {
    await window.focusEditor();
    // What is typed above meanwhile moves the lines.
    await window.goTo(1);
    await window.type('let more;');
    await window.key('Escape');
    await window.key('Enter');
    await window.key('Shift+Alt+n');
    await draft(window).waitFor();
    await until('the title is suggested', async () =>
      (await draftText(window)).startsWith('The gateway answers 200 on errors, so the body decides'),
    );
    await window.screenshot('prompt draft');
    await window.key('Control+Enter');
    const [text = ''] = await until('a note is on disk', () => notesOf(folder).length === 1 && notesOf(folder));
    // One line further down than it was committed, by the line that was typed.
    const committed = git(folder, 'show', `HEAD:${file}`).split('\n');
    const line = (part: string): number => committed.findIndex((one) => one.includes(part)) + 2;
    assert.ok(text.includes(`\n    lines: ${line('Workaround')}-${line('return answer')}\n`), text);
    assert.ok(text.includes(`- path: ${file}\n`) && text.includes(`${places.charge[1]}\n`), text);
    assert.match(text, /\n# The gateway answers 200 on errors, so the body decides\n/);
    assert.match(text, /\n {4}symbol: (?:Gateway\.)?charge\n/);
    assert.ok(text.includes(`commit: ${git(folder, 'rev-parse', 'HEAD')}\n`));
    await window.command('File: Revert File');
    typed = Date.now();
    await window.command('Notifications: Clear All Notifications');
  });

  it('asks about a commit made in a terminal, and not a third time that day', async () => {
    await calm();
    commit(folder, ...places.refund, 'Ask twice');
    await toasts(window).first().waitFor();
    assert.match((await toasts(window).allInnerTexts()).join(), /a refund is asked for twice/);
    commit(folder, 'class Gateway', '  // Kludge: one gateway for all, until sessions are cheap.', 'Share the gateway');
    await waiting(window).waitFor();
    assert.equal(
      await waiting(window).locator('[aria-label]').first().getAttribute('aria-label'),
      'Decisions that may be worth a note: 1',
    );
    assert.equal((await questions(window)).length, 1, 'the second question, and no third');
    await window.screenshot('prompt deferred');
  });

  it('holds what was deferred in the status bar, and makes it a draft', async () => {
    await window.command('Decision Notes: Show Suggested Decisions');
    const row = window.page.locator('.quick-input-list .monaco-list-row:visible').first();
    await row.waitFor();
    assert.match(await row.innerText(), /One gateway for all, until sessions are cheap[\s\S]*a workaround was added/);
    await window.screenshot('prompt deferred list');
    await window.key('Enter');
    await draft(window).waitFor();
    await until('the title is suggested', async () => (await draftText(window)).startsWith('One gateway for all'));
    await waiting(window).waitFor({ state: 'hidden' });
    await window.key('Escape');
  });
});

describe('asking for a note: leaving people alone', () => {
  let server: Server;
  let folder: string;
  let window: Workbench;
  let count = 0;

  before(async () => {
    const version = process.env['DECISION_NOTES_VSCODE'];
    server = await startServer({
      extension: 'built',
      settings: { 'decisionNotes.prompts.perDay': 50 },
      ...(version ? { version } : {}),
    });
    folder = await hotRepository();
    window = await session().openOn(server, folder);
    await window.openFile('gateway.ts');
    await window.focusView('Notes');
    await window.page.locator('.statusbar-item', { hasText: 'main' }).first().waitFor();
    await until('commits are watched', async () => {
      commit(folder, 'class Gateway', comment('Workaround'), `Begin to say more, ${count}`);
      // Long enough that no question of this loop can come while the next one is on.
      await toasts(window).first().waitFor({ timeout: 15_000 });
      return true;
    });
    await press('Not a Decision');
  });
  after(() => session().closeWindows());

  const settingsFile = () => path.join(server.home, 'user', 'User', 'settings.json');
  const settings = () => JSON.parse(readFileSync(settingsFile(), 'utf8')) as Record<string, unknown>;
  /** Replaces the settings of the person, in the editor. */
  const set = async (changes: Readonly<Record<string, unknown>>): Promise<void> => {
    const wanted = { ...settings(), ...changes };
    await window.command('Preferences: Open User Settings (JSON)');
    // A tab or, in later versions, a window above the editors: it has the focus in either.
    const editor = window.page.locator('.monaco-editor.focused', { hasText: 'decisionNotes.prompts' });
    await editor.waitFor();
    await window.key('Control+a');
    await window.page.keyboard.insertText(JSON.stringify(wanted));
    // The editor closes brackets by itself.
    await window.key('Control+Shift+End', 'Delete');
    await window.key('Control+s');
    await until('the settings are saved', () => isDeepStrictEqual(settings(), wanted));
    await window.key('Control+w');
    await editor.waitFor({ state: 'detached' });
    // Who typed within the last two seconds is not asked: that is held elsewhere, and would defer what comes next.
    await window.page.waitForTimeout(2100);
  };
  /** A comment that no other test writes; the same words but for a number. */
  const comment = (what: string) => `  // ${what} number ${++count}, because the gateway wants it so.`;
  const ask = async (line: string): Promise<void> => {
    commit(folder, 'class Gateway', line, `Say more of the gateway, ${count}`);
    await toasts(window)
      .filter({ hasText: line.trim().slice(3, 30) })
      .first()
      .waitFor();
  };
  /** Presses a button of the question on the screen. */
  const press = async (button: string): Promise<void> => {
    await window.page.locator('.notification-toast .monaco-button', { hasText: button }).first().focus();
    await window.key('Enter');
    await toasts(window).first().waitFor({ state: 'detached' });
  };

  it('mutes a trigger that was closed three times in a row, and the setting shows it and takes it back', async () => {
    for (let time = 1; time <= 3; time++) {
      assert.equal(settings()['decisionNotes.prompts.muted'], undefined);
      await ask(comment('Workaround'));
      await window.command('Notifications: Clear All Notifications');
      await toasts(window).first().waitFor({ state: 'detached' });
    }
    const muted = await until('the setting shows it', () => settings()['decisionNotes.prompts.muted']);
    const day = new Date();
    day.setDate(day.getDate() + 30);
    const two = (part: number): string => String(part).padStart(2, '0');
    const date = `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
    assert.deepEqual(muted, { workaround: date });

    commit(folder, 'class Gateway', comment('Workaround'), 'Say it without a question');
    await ask(comment('Something else'));
    assert.equal((await questions(window)).length, 1, 'only the other trigger asked');
    await window.command('Notifications: Clear All Notifications');
    assert.equal(await waiting(window).count(), 0, 'and nothing was kept');

    await set({ 'decisionNotes.prompts.muted': {} });
    await ask(comment('Workaround'));
    await window.command('Notifications: Clear All Notifications');
  });

  it('learns what is no decision', async () => {
    const kludge = () => comment('Kludge').replace(', because the gateway wants it so', '');
    for (let time = 1; time <= 2; time++) {
      await ask(kludge());
      await press('Not a Decision');
    }
    commit(folder, 'class Gateway', kludge(), 'Say it without a question');
    await ask(comment('Hack'));
    assert.equal((await questions(window)).length, 1, 'the pattern that was no decision twice is not asked about');
    await window.command('Notifications: Clear All Notifications');
  });

  it('is not asked in the middle of a rebase, nor about what it replays', async () => {
    const base = git(folder, 'rev-parse', 'HEAD~3');
    execFileSync('git', [...who, 'rebase', '--quiet', '-i', base], {
      cwd: folder,
      env: { ...process.env, GIT_SEQUENCE_EDITOR: "sed -i '1s/^pick/edit/'" },
      stdio: 'ignore',
    });
    const line = '    // The id alone, because the middle of a rebase is no time for questions.';
    commit(folder, 'async refund(', line, 'Say it in the middle');
    await waiting(window).waitFor();
    git(folder, '-c', 'core.editor=true', 'rebase', '--continue');
    await ask(comment('Something else'));
    assert.equal((await questions(window)).length, 1);
    await window.command('Notifications: Clear All Notifications');
  });

  it('is turned off with one click', async () => {
    await ask(comment('Something else'));
    await press('Turn Off');
    await until('the setting says so', () => settings()['decisionNotes.prompts.enabled'] === false);
    commit(folder, 'class Gateway', comment('Something else'), 'Say it without a question');
    // The editor's git looks at a repository once in five seconds: noticed any later, the commit is a new one.
    await window.page.waitForTimeout(6500);
    await set({ 'decisionNotes.prompts.enabled': true });
    await ask(comment('Something else'));
    const asked = await questions(window);
    assert.equal(asked.length, 1, asked.join(' | '));
    assert.ok(asked[0]?.includes(`number ${count},`), 'about the last commit only');
  });

  it('snoozes with one click, and keeps what comes meanwhile', async () => {
    await window.command('Decision Notes: Show Suggested Decisions');
    await window.page.locator('.quick-input-list .monaco-list-row:visible').first().waitFor();
    await window.key('ArrowUp', 'Enter');
    await waiting(window).waitFor({ state: 'hidden' });
    const open = await questions(window);
    await ask(comment('Something else'));
    await press('Snooze');
    await waiting(window).filter({ hasText: '1' }).waitFor();
    commit(folder, 'class Gateway', comment('Something else'), 'Say it for later on');
    await waiting(window).filter({ hasText: '2' }).waitFor();
    assert.deepEqual(await questions(window), open, 'no new question');
  });
});
