import {
  CodeAction,
  CodeActionKind,
  type CodeActionProvider,
  type Disposable,
  l10n,
  languages,
  Range,
  type TextDocument,
} from 'vscode';
import { mayGiveReason } from '../../core/prompts/commentTriggers';
import { decisionComment } from '../../core/prompts/decisionComment';
import { commands } from '../contributions';
import type { DraftRequest } from '../draftRequest';
import type { Roots } from '../roots';
import type { Services } from '../services';

const kind = CodeActionKind.Refactor.append('recordDecision');
/** A larger file is not scanned for comments while somebody waits for the light bulb. */
const mostLines = 20_000;
/** The editor asks at each rest of the cursor: only where there may be such a comment is the file scanned. */
const longestComment = 100;

/** Offers to turn a comment that gives a reason into a note's draft. */
export function registerCodeAction({ roots }: Services): Disposable {
  return languages.registerCodeActionsProvider({ scheme: '*' }, new RecordAction(roots), {
    providedCodeActionKinds: [kind],
  });
}

class RecordAction implements CodeActionProvider {
  private readonly roots: Roots;

  constructor(roots: Roots) {
    this.roots = roots;
  }

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    const place = this.roots.of(document.uri);
    if (!place || document.uri.scheme === 'git' || document.lineCount > mostLines) return [];
    const { line } = range.start;
    const around = new Range(Math.max(0, line - longestComment), 0, line + longestComment + 1, 0);
    if (!mayGiveReason(document.getText(around))) return [];
    const found = decisionComment(document.getText(), place.path, line + 1);
    if (!found) return [];
    const action = new CodeAction(l10n.t('Record the decision behind this'), kind);
    const request: DraftRequest = { uri: document.uri.toString(), lines: found.lines, text: found.text };
    action.command = { command: commands.record, title: action.title, arguments: [request] };
    return [action];
  }
}
