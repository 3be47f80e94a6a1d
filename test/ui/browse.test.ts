import assert from 'node:assert/strict';
import { session } from './support/hooks';
import type { Workbench } from './support/workbench';
import { writeFiles, writeNotes } from '../support/sampleNotes';

const retry = `import { call } from './gateway';

/** Calls the gateway until it answers. */
export async function retryWithBackoff(url: string, times: number): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const answer = await call(url, { method: 'GET' });
    if (answer.ok || attempt === times) return answer;
    await new Promise((done) => setTimeout(done, 2 ** attempt * 100));
  }
}

export function isIdempotent(method: string): boolean {
  return method === 'GET' || method === 'PUT';
}
`;

async function folderWithNotes(): Promise<string> {
  const folder = await session().emptyFolder();
  writeFiles(folder, { 'src/payments/retry.ts': retry, 'src/payments/gateway.ts': 'export const timeout = 30;\n' });
  writeNotes(folder, [
    {
      file: 'src/payments/.decisions/2026-11-22-retry-only-idempotent-calls.md',
      id: '01KAPX3T5M8Q0Z7V2N4R6W9YBD',
      title: 'Retry only idempotent calls',
      status: 'accepted',
      date: '2026-11-22',
      decisionMakers: ['Ada Lovelace'],
      tags: ['payments', 'network'],
      body: 'A retried POST once charged a customer twice, so only GET and PUT are retried.',
      on: [['src/payments/retry.ts', { start: 4, end: 10 }]],
    },
    {
      file: 'src/payments/.decisions/2024-02-03-methods-are-upper-case.md',
      title: 'Methods are upper case',
      status: 'accepted',
      date: '2024-02-03',
      body: 'The gateway rejects lower case.',
      on: [['src/payments/retry.ts', { start: 12, end: 14 }]],
    },
    {
      file: 'src/payments/.decisions/2026-10-01-thirty-seconds.md',
      title: 'Thirty seconds is the limit of the bank',
      status: 'proposed',
      date: '2026-10-01',
      tags: ['payments'],
      body: 'The bank drops the connection after 30 seconds.',
      on: [['src/payments/gateway.ts', { start: 1, end: 1 }]],
    },
  ]);
  writeFiles(folder, { 'src/payments/.decisions/broken.md': '---\nstatus: [accepted\ncode: 3\n---\n\n# Broken\n' });
  return folder;
}

/** What the rows of a view say, without their icons. */
async function rows(window: Workbench, view: string): Promise<string[]> {
  const labels = await window.treeRows(view).locator('.monaco-icon-label-container').allInnerTexts();
  return labels.map((text) => text.replace(/\s+/g, ' ').trim());
}

/** The text of the row that is selected. */
function selected(window: Workbench, view: string): Promise<string> {
  return window.treeRows(view).and(window.page.locator('.selected')).first().innerText();
}

describe('the sidebar, by keyboard', () => {
  let window: Workbench;

  before(async () => {
    window = await session().open(await folderWithNotes());
    await window.command('Decision Notes: Focus on Notes View');
    await window.treeRows('Notes').filter({ hasText: 'Retry only idempotent calls' }).first().waitFor();
  });
  after(() => session().closeWindows());

  it('selects the note at the cursor in both trees and leaves the focus in the editor', async () => {
    await window.openFile('retry.ts');
    await window.goTo(13);
    await window.treeRows('This File').filter({ hasText: 'Methods' }).and(window.page.locator('.selected')).waitFor();
    await window.treeRows('Notes').filter({ hasText: 'Methods' }).and(window.page.locator('.selected')).waitFor();
    assert.deepEqual(await rows(window, 'This File'), [
      'Retry only idempotent calls4–10',
      'Methods are upper case12–14',
    ]);
    await window.type('zzz');
    const line = window.page.locator('.view-line', { hasText: 'zzz' });
    await line.waitFor();
    await window.key('Control+Z');
    await line.waitFor({ state: 'detached' });
    await window.screenshot('browse by file');
  });

  it('searches while typing, goes to the code with Enter, and shows all again with Escape', async () => {
    await window.command('Decision Notes: Search Notes');
    await window.page.locator('.quick-input-title', { hasText: 'Search Notes' }).waitFor();
    await window.type('connection');
    const hit = window.treeRows('Notes').filter({ hasText: 'drops the connection' });
    await hit.waitFor();
    assert.equal(await window.treeRows('Notes').count(), 1);
    assert.equal(await hit.locator('.highlight').first().innerText(), 'connection');
    await window.screenshot('browse search');
    await window.key('Enter');
    await window.page.locator('.quick-input-title', { hasText: 'Search Notes' }).waitFor({ state: 'hidden' });
    await window.page.locator('.pane:has(.pane-header[aria-label*="Notes"]) .monaco-list:focus').waitFor();
    await window.key('ArrowDown', 'Enter');
    await window.tab('gateway.ts').waitFor();
    await window.command('Decision Notes: Focus on Notes View');
    await window.key('Escape');
    await window.treeRows('Notes').filter({ hasText: 'Retry only idempotent calls' }).waitFor();
  });

  it('groups by tag from the palette', async () => {
    await window.command('Decision Notes: Group Notes by Tag');
    await window.treeRows('Notes').filter({ hasText: 'network' }).waitFor();
    assert.match(await selected(window, 'This File'), /Thirty seconds/);
    await window.command('Decision Notes: Group Notes by File');
    await window.treeRows('Notes').filter({ hasText: 'src/payments' }).waitFor();
  });

  it('lists what waits for a reader, and counts in the badge what needs one', async () => {
    await window.treeRows('Review').filter({ hasText: 'Broken' }).waitFor();
    await window.treeRows('Review').filter({ hasText: 'changed' }).waitFor({ state: 'detached' });
    assert.deepEqual(
      (await rows(window, 'Review')).map((row) => row.replace(' · retry.ts:12–14', '')),
      ['Brokenhas errors', 'Methods are upper casenot confirmed for a year'],
    );
    const badge = window.page.locator('.activitybar .action-item:has([aria-label^="Decision Notes"]) .badge-content');
    assert.equal(await badge.innerText(), '1');
  });
});
