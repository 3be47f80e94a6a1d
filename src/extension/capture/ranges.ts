import {
  type CommentController,
  type CommentingRangeProvider,
  Disposable,
  type Range,
  type TextDocument,
  type TextEditor,
  window,
  workspace,
} from 'vscode';
import { toLines, toRange } from '../convert';
import type { Roots } from '../roots';

const settleMs = 300;
const calmMs = 2000;

/**
 * Where the editor offers a "+" in the gutter: beside the selected lines only, because it draws a bar beside every line
 * that it is told of, and asks all providers anew, opened comments included, each time that this changes.
 */
export class CommentingRanges implements CommentingRangeProvider, Disposable {
  private readonly controller: CommentController;
  private readonly roots: Roots;
  private readonly subscription: Disposable;
  private openedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private offered: { document: TextDocument; range: Range } | undefined;

  constructor(controller: CommentController, roots: Roots) {
    this.controller = controller;
    this.roots = roots;
    this.subscription = Disposable.from(
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.soon(textEditor)),
      workspace.onDidOpenTextDocument(({ uri }) => {
        if (uri.scheme === 'comment') this.openedAt = Date.now();
      }),
    );
    controller.commentingRangeProvider = this;
  }

  provideCommentingRanges(document: TextDocument): Range[] {
    return this.offered?.document === document ? [this.offered.range] : [];
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscription.dispose();
  }

  private soon(editor: TextEditor): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.offer(editor), settleMs);
  }

  private offer(editor: TextEditor): void {
    const { document, selection } = editor;
    if (document.uri.scheme === 'comment') return;
    // Asking anew rebuilds every comment of the editor, and would take the focus from the one that a "+" just opened.
    if (Date.now() - this.openedAt < calmMs) {
      if (!selection.isEmpty) this.soon(editor);
      return;
    }
    const range = selection.isEmpty || !this.roots.of(document.uri) ? undefined : toRange(toLines(selection), document);
    const same = range ? this.offered?.document === document && this.offered.range.isEqual(range) : !this.offered;
    if (same) return;
    this.offered = range && { document, range };
    this.controller.commentingRangeProvider = this;
  }
}
