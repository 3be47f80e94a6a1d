import {
  CodeAction,
  CodeActionKind,
  type CodeActionContext,
  type CodeActionProvider,
  l10n,
  Range,
  type TextDocument,
  WorkspaceEdit,
} from 'vscode';
import { applyFix, createIds, fixFor, type Fix, NotesError, type ProblemCode } from '../../core/index';
import type { Root } from '../root';
import type { Roots } from '../roots';
import { source } from './diagnostics';

/** Quick fixes on the problems of notes, where a safe one is known. */
export class NoteFixes implements CodeActionProvider {
  static readonly kinds = [CodeActionKind.QuickFix];
  readonly #roots: Roots;

  constructor(roots: Roots) {
    this.#roots = roots;
  }

  async provideCodeActions(document: TextDocument, _range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const place = this.#roots.of(document.uri);
    if (!place) return [];
    const actions: CodeAction[] = [];
    for (const diagnostic of context.diagnostics) {
      if (diagnostic.source !== source || typeof diagnostic.code !== 'string') continue;
      const problem = { code: diagnostic.code as ProblemCode, line: diagnostic.range.start.line + 1 };
      const top = place.root.toUri('');
      const fix = fixFor(problem, document.getText(), top.scheme === 'file' ? top.fsPath : undefined);
      const edit = fix && (await editOf(place.root, document, fix));
      if (!edit) continue;
      const action = new CodeAction(titleOf(fix), CodeActionKind.QuickFix);
      action.diagnostics = [diagnostic];
      action.isPreferred = true;
      action.edit = edit;
      actions.push(action);
    }
    return actions;
  }
}

function titleOf(fix: Fix): string {
  switch (fix.kind) {
    case 'new-id':
      return l10n.t('Give the note an id of its own');
    case 'plain-front-matter':
      return l10n.t('Make the front matter YAML');
    case 'open-front-matter':
      return l10n.t('Add the line "---" above the front matter');
    case 'line':
      return l10n.t('Replace {0} with {1}', fix.from, fix.to);
  }
}

/** The repair as an edit of the open document; `undefined` where it cannot be made without harm. */
async function editOf(root: Root, document: TextDocument, fix: Fix): Promise<WorkspaceEdit | undefined> {
  const nextId = createIds(
    () => root.host.clock.now(),
    (length) => root.host.random(length),
  );
  try {
    const text = document.getText();
    const [change] = (await applyFix({ file: document.fileName, text }, fix, nextId())).changes;
    if (change?.kind !== 'replace') return undefined;
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, new Range(document.positionAt(0), document.positionAt(text.length)), change.after);
    return edit;
  } catch (error) {
    if (error instanceof NotesError) return undefined;
    throw error;
  }
}
