import { Session } from 'node:inspector/promises';
import { commands, Position, Selection, window, workspace } from 'vscode';
import type { Job, Report } from './job';
import { ownSamples } from './watch';
import { hover, isNoted, settled, show, until } from './window';

/** A fast typist's pace: what was put off until after a key falls into the time of the next ones. */
const paceMs = 100;
const typed = 'const limit = 17;\n';
const places = 12;
/** A profile that is taken more often costs more than what it looks at. */
const sampleEveryUs = 1000;

/**
 * Types in a long file with many notes: at its top, inside noted lines and between them. What one key took is the
 * processor time of the whole extension host from that key to the next one, so nothing that it sets off is left out. That
 * varies by more than the extension may add, so a profile says beside it which part was the extension's own.
 */
export async function measureTyping(job: Job): Promise<Pick<Report, 'typing' | 'typingWhere'>> {
  const document = await show(job.typing);
  const editor = window.activeTextEditor;
  if (editor?.document !== document) throw new Error('The file is not shown.');
  await until('the notes are placed', async () => !job.on || isNoted(await hover(document, 1)));
  await settled();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: sampleEveryUs });
  await session.post('Profiler.start');
  const keys: number[] = [];
  const newLines: number[] = [];
  let seen = 0;
  const listener = workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) seen += event.contentChanges.length;
  });
  for (let place = 0; place < places; place++) {
    const line = place % 3 === 0 ? place : Math.floor((document.lineCount / places) * place) + (place % 3) * 7;
    const end = document.lineAt(line).range.end;
    editor.selection = new Selection(end, end);
    await until('the cursor is there', () => editor.selection.active.isEqual(new Position(line, end.character)));
    for (const text of typed) {
      const from = process.cpuUsage();
      const next = performance.now() + paceMs;
      const before = seen;
      await commands.executeCommand('type', { text });
      await until('the key has arrived', () => seen > before);
      await new Promise((resolve) => setTimeout(resolve, next - performance.now()));
      const { user, system } = process.cpuUsage(from);
      (text === '\n' ? newLines : keys).push((user + system) / 1000);
    }
  }
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  listener.dispose();
  const samples = [...ownSamples(profile, sampleEveryUs)];
  await commands.executeCommand('workbench.action.files.revert');
  await commands.executeCommand('workbench.action.closeAllEditors');
  const where: Record<string, number> = {};
  for (const { name, ms } of samples) where[name] = (where[name] ?? 0) + ms / (keys.length + newLines.length);
  return {
    typingWhere: where,
    typing: { keys, 'new lines': newLines },
  };
}
