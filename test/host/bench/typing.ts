import { Session, type Profiler } from 'node:inspector/promises';
import { commands, ConfigurationTarget, Position, Selection, type TextEditor, window, workspace } from 'vscode';
import type { Job, Report } from './job';
import { mainThread, now, ownSamples } from './watch';
import { hover, isNoted, settled, show, until } from './window';

/** A fast typist's pace: what was put off until after a key falls into the time of the next ones. */
const paceMs = 100;
const typed = 'const limit = 17;\n';
const places = 12;
/**
 * Files are not saved by themselves, as on the desktop. What others do after a key, with and without the extension, takes
 * up to 20 ms: two windows would differ by more than is looked for.
 */
const quiet = {
  'files.autoSave': 'off',
  'git.enabled': false,
  'merge-conflict.codeLens.enabled': false,
  'merge-conflict.decorators.enabled': false,
};
/** A profile that is taken more often costs more than what it looks at. */
const sampleEveryUs = 250;

/**
 * Types in a long file with many notes: at its top, inside noted lines and between them. What one key took is the
 * processor time of the extension host's main thread from that key to the next one, so nothing that it sets off there is
 * left out. The same is done again under a profile, which makes every key dearer, but says for each one how long code of
 * the extension was on the stack.
 */
export async function measureTyping(job: Job): Promise<Pick<Report, 'typing' | 'typingOwn' | 'typingWhere'>> {
  for (const [name, value] of Object.entries(quiet)) {
    await workspace.getConfiguration().update(name, value, ConfigurationTarget.Global);
  }
  const document = await show(job.typing);
  const editor = window.activeTextEditor;
  if (editor?.document !== document) throw new Error('The file is not shown.');
  await until('the notes are placed', async () => !job.on || isNoted(await hover(document, 1)));
  await settled();
  const typing = await typeAll(editor);
  await commands.executeCommand('workbench.action.files.revert');
  if (!job.on) return { typing };
  await settled();

  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: sampleEveryUs });
  await session.post('Profiler.start');
  const pressed: number[] = [];
  await typeAll(editor, pressed);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  await commands.executeCommand('workbench.action.files.revert');
  await commands.executeCommand('workbench.action.closeAllEditors');
  return { typing, ...ownParts(profile, pressed) };
}

/** Types the line at all places; `pressed` is filled with when each key was pressed. */
async function typeAll(editor: TextEditor, pressed: number[] = []): Promise<NonNullable<Report['typing']>> {
  const { document } = editor;
  const [keys, newLines]: [number[], number[]] = [[], []];
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
      const from = mainThread();
      const next = performance.now() + paceMs;
      pressed.push(now());
      const before = seen;
      await commands.executeCommand('type', { text });
      await until('the key has arrived', () => seen > before);
      await new Promise((resolve) => setTimeout(resolve, next - performance.now()));
      (text === '\n' ? newLines : keys).push((mainThread() - from) / 1000);
    }
  }
  pressed.push(now());
  listener.dispose();
  return { keys, 'new lines': newLines };
}

/** What of each key was the extension's own. */
function ownParts(
  profile: Profiler.Profile,
  pressed: readonly number[],
): Required<Pick<Report, 'typingOwn' | 'typingWhere'>> {
  const typingOwn = pressed.slice(1).map(() => 0);
  const typingWhere: Record<string, number> = {};
  for (const { at, name, ms } of ownSamples(profile, sampleEveryUs)) {
    const key = pressed.findLastIndex((when) => when <= at);
    if (key < 0 || key >= typingOwn.length) continue;
    typingOwn[key]! += ms;
    typingWhere[name] = (typingWhere[name] ?? 0) + ms / typingOwn.length;
  }
  return { typingOwn, typingWhere };
}
