import {
  type Comment,
  type CommentController,
  CommentMode,
  type CommentThread,
  CommentThreadCollapsibleState,
  type Disposable,
  l10n,
  type MarkdownString,
  type TextDocument,
  type TextDocumentContentChangeEvent,
} from 'vscode';
import { trackEdits, type LineRange, type TrackedRanges } from '../../core/index';
import { toRange } from '../convert';
import { linesText } from '../noteText';

/** A draft's comment: being edited from the start, so that its widget is an editor with the text in it. */
class DraftComment implements Comment {
  readonly mode = CommentMode.Editing;
  readonly contextValue = 'draft';
  readonly draft: string;
  readonly author: { readonly name: string };
  /** The editor puts the text here when a command of the comment is run. */
  body: string | MarkdownString;

  constructor(draft: string, author: string, body: string) {
    this.draft = draft;
    this.author = { name: author };
    this.body = body;
  }
}

/** Longer than the editor gathers changes of a thread. */
const updateMs = 150;

/** A note being written beside the lines that it is about; the lines follow edits made meanwhile. */
export class Draft implements Disposable {
  readonly id: string;
  readonly document: TextDocument;
  readonly thread: CommentThread;
  readonly symbol: string | undefined;
  /** As far as known: while it is being typed, what the editor last told. */
  text: string;
  private readonly comment: DraftComment;
  private readonly ranges: TrackedRanges;

  constructor(
    controller: CommentController,
    source: { id: string; document: TextDocument; lines: LineRange; symbol: string | undefined; text: string },
  ) {
    this.id = source.id;
    this.document = source.document;
    this.symbol = source.symbol;
    this.text = source.text;
    this.ranges = trackEdits(source.document.getText(), new Map([[this.id, source.lines]]));
    this.comment = new DraftComment(this.id, l10n.t('Why is it so? The first line is the title.'), source.text);
    this.thread = controller.createCommentThread(this.document.uri, toRange(source.lines, this.document), [
      this.comment,
    ]);
    this.thread.contextValue = 'draft';
    this.thread.canReply = false;
    this.thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
    this.showLines();
  }

  /** Present lines; the nearest place left when they were deleted. */
  get lines(): LineRange {
    return this.ranges.get(this.id) ?? { start: 1, end: 1 };
  }

  set lines(lines: LineRange) {
    this.ranges.set(this.id, lines);
    this.showLines();
  }

  /** Opens the widget, with the focus in its editor. */
  async open(): Promise<void> {
    if (this.thread.collapsibleState === CommentThreadCollapsibleState.Expanded) {
      // Only a change to "expanded" brings the focus; and the editor sees one change for all of a short while.
      this.hide();
      await new Promise<void>((resolve) => setTimeout(() => resolve(), updateMs));
    }
    this.thread.collapsibleState = CommentThreadCollapsibleState.Expanded;
  }

  /** Closes the widget; the glyph stays. */
  hide(): void {
    this.thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
  }

  /** Puts the text as last known into the comment, closed, for the next editor that shows it. */
  showText(): void {
    this.hide();
    if (this.comment.body === this.text) return;
    this.comment.body = this.text;
    this.thread.comments = [this.comment];
  }

  follow(changes: readonly TextDocumentContentChangeEvent[]): void {
    const { changed } = this.ranges.apply(
      changes.map(({ range, text }) => ({ start: range.start, end: range.end, text })),
    );
    if (changed.length > 0) this.showLines();
  }

  dispose(): void {
    this.thread.dispose();
  }

  private showLines(): void {
    this.thread.range = toRange(this.lines, this.document);
    const lines = linesText(this.lines);
    this.thread.label =
      this.symbol === undefined
        ? l10n.t('New decision about lines {0}', lines)
        : l10n.t('New decision about {0}, lines {1}', this.symbol, lines);
  }
}
