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
} from 'vscode';
import type { Location, Logger, NoteEntry } from '../../core/index';
import { turn } from '../../core/util/turn';
import { toRange } from '../convert';
import { bodyMarkdown, noteArgument, type NoteArgument, withBody } from '../noteMarkdown';
import { linesText } from '../noteText';
import { noteKey, type LiveNote } from '../liveNote';

/** A note shown as a comment: commands on it find the note by these fields. */
class NoteComment implements Comment, NoteArgument {
  readonly mode = CommentMode.Preview;
  readonly contextValue = 'note';
  readonly body: MarkdownString;
  readonly author: { readonly name: string };
  readonly root: string;
  readonly file: string;
  readonly index: number;

  constructor(live: LiveNote, body: MarkdownString) {
    ({ root: this.root, file: this.file, index: this.index } = noteArgument(live));
    this.author = { name: live.placed.note.title };
    this.body = body;
  }
}

interface Shown {
  readonly thread: CommentThread;
  line: number;
  content: string;
  /** What the comment was made from: what the note says, for as long as its entry is the same, and where it is. */
  body: string;
  entry: NoteEntry;
  location: Location;
}

/** The threads of one document, one for each anchored range, on its first line: code is not torn apart further down. */
export class NoteThreads implements Disposable {
  private readonly controller: CommentController;
  private readonly document: TextDocument;
  private readonly log: Logger;
  private readonly shown = new Map<string, Shown>();
  private round = 0;

  constructor(controller: CommentController, document: TextDocument, log: Logger) {
    this.controller = controller;
    this.document = document;
    this.log = log;
  }

  /** Brings the threads in step; a newer call supersedes one that is under way. */
  async show(notes: readonly LiveNote[]): Promise<void> {
    const round = ++this.round;
    const placed = notes.filter(({ lines }) => lines !== undefined);
    const wanted = new Set(placed.map(noteKey));
    for (const [key, { thread }] of this.shown) {
      if (wanted.has(key)) continue;
      thread.dispose();
      this.shown.delete(key);
    }
    for (const live of placed) {
      // While somebody types, only lines change: a note's text is not read for that.
      const known = this.shown.get(noteKey(live));
      if (known?.entry === live.placed.entry && known.location === live.placed.location) {
        this.follow(known, live);
        if (turn.isSpent()) await turn.next();
        if (round !== this.round) return;
        continue;
      }
      const body = known?.entry === live.placed.entry ? known.body : await this.bodyOf(live);
      // The editor takes each comment's text apart.
      await turn.next();
      if (round !== this.round) return;
      if (body !== undefined) this.put(live, body);
    }
  }

  dispose(): void {
    this.round++;
    for (const { thread } of this.shown.values()) thread.dispose();
    this.shown.clear();
  }

  private put(live: LiveNote, body: string): void {
    if (!live.lines) return;
    const { start } = live.lines;
    const range = toRange({ start, end: start }, this.document);
    const markdown = withBody(live, body, false);
    const content = JSON.stringify([live.placed.note.title, markdown.value]);
    const known = this.shown.get(noteKey(live));
    if (!known) {
      const thread = this.controller.createCommentThread(this.document.uri, range, [new NoteComment(live, markdown)]);
      thread.canReply = false;
      thread.collapsibleState = CommentThreadCollapsibleState.Collapsed;
      thread.contextValue = 'note';
      thread.label = labelOf(live);
      const { entry, location } = live.placed;
      this.shown.set(noteKey(live), { thread, line: start, content, body, entry, location });
      return;
    }
    this.follow(known, live);
    known.body = body;
    known.entry = live.placed.entry;
    known.location = live.placed.location;
    if (known.content !== content) {
      known.content = content;
      known.thread.comments = [new NoteComment(live, markdown)];
    }
  }

  private follow(known: Shown, live: LiveNote): void {
    if (!live.lines) return;
    const { start } = live.lines;
    if (known.line !== start) {
      known.line = start;
      known.thread.range = toRange({ start, end: start }, this.document);
    }
    const label = labelOf(live);
    if (known.thread.label !== label) known.thread.label = label;
  }

  private async bodyOf(live: LiveNote): Promise<string | undefined> {
    const { file } = live.placed.entry;
    try {
      return await bodyMarkdown(file, await live.root.core.notes.text(file));
    } catch (error) {
      // The Problems panel says what is wrong with the note; there is nothing to open here.
      this.log.warn(`${live.placed.entry.file}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

function labelOf({ lines }: LiveNote): string {
  return l10n.t('Decision about lines {0}', linesText(lines));
}
