import { commands as editorCommands, type Disposable, l10n, TabInputText, type TextEditor, window } from 'vscode';
import { NotesError, type Plan } from '../../core/index';
import { applyPlan } from '../applyPlan';
import { commands } from '../contributions';
import { subjectOf } from '../enclosing';
import { anchorOf, planNote } from '../newNote';
import type { Root } from '../root';
import type { Services } from '../services';

/** *Show Me an Example*: a note on the code at the cursor, gone again with one click. */
export function registerWelcome(services: Services): Disposable {
  return editorCommands.registerCommand(commands.showExample, () =>
    services.report.run(async () => {
      const created = await createExample(services);
      if (!created) return;
      const undo = l10n.t('Undo');
      const chosen = await window.showInformationMessage(
        l10n.t('This is an example: hover over the lines that are marked, or click the mark beside them.'),
        undo,
      );
      if (chosen === undo) await applyPlan(created.root, created.undo);
    }),
  );
}

/** From the walkthrough no text is in front: a file that is open beside or behind it is meant. */
async function openFile(): Promise<TextEditor | undefined> {
  const inputs = window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  const file = inputs.findLast((input) => input instanceof TabInputText);
  return file instanceof TabInputText ? window.showTextDocument(file.uri) : undefined;
}

async function createExample({ roots }: Services): Promise<{ root: Root; undo: Plan } | undefined> {
  const editor = window.activeTextEditor ?? (await openFile());
  const place = editor && (await roots.find(editor.document.uri));
  if (!editor || !place) {
    throw new NotesError('invalid-input', l10n.t('Open a file of your project first: the example is a note on it.'));
  }
  const { document } = editor;
  const { lines, symbol } = await subjectOf(document, editor.selection);
  const anchor = await anchorOf(place, document, lines, symbol);
  const typed = [
    l10n.t('Example: say in one sentence why this code is so'),
    '',
    l10n.t('What was decided, and what would go wrong otherwise. Everything below is optional.'),
    '',
    '## Trade-off',
    '',
    l10n.t('What was given up for it.'),
    '',
    '## Check first',
    '',
    l10n.t('What to look at before anything else when this misbehaves.'),
  ].join('\n');
  const plan = await planNote(place.root, typed, [anchor], { tags: ['example'] });
  await applyPlan(place.root, plan);
  editor.revealRange(document.lineAt(lines.start - 1).range);
  return { root: place.root, undo: { changes: [{ kind: 'remove', path: plan.file, before: plan.text }] } };
}
