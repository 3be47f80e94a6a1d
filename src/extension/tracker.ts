import {
  type Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { Logger } from '../core/index';
import type { LiveNote } from './liveNote';
import type { Root } from './root';
import type { Roots } from './roots';
import { TrackedDocument } from './trackedDocument';

/** Long enough that typing does not start it, short enough that a pasted block finds its note while it is looked at. */
const settleMs = 400;
/** The editor may tell of a change before it tells that the document is now dirty. */
const dirtyStateMs = 30;

/**
 * The notes of open documents, with lines that follow the typing. The one source for hover, gutter, lens, comments and
 * the tree's current file: they never place a note themselves.
 */
export class Tracker implements Disposable {
  private readonly documents = new Map<string, TrackedDocument>();
  private readonly changed = new EventEmitter<TextDocument>();
  private readonly subscriptions: { dispose(): unknown }[];
  private rootSubscriptions: { dispose(): unknown }[] = [];

  /** Fires when notes of an open document came, went, moved to other lines, or say something else. */
  readonly onDidChange = this.changed.event;

  private readonly roots: Roots;
  private readonly log: Logger;

  constructor(roots: Roots, log: Logger) {
    this.roots = roots;
    this.log = log;
    this.subscriptions = [
      this.changed,
      roots.onDidChange(() => this.reset()),
      window.onDidChangeVisibleTextEditors(() => this.followVisible()),
      workspace.onDidChangeTextDocument((event) => this.edited(event)),
      workspace.onDidSaveTextDocument((document) => this.documents.get(keyOf(document))?.placeSoon(0)),
      workspace.onDidSaveNotebookDocument((notebook) => {
        for (const { document } of notebook.getCells()) this.documents.get(keyOf(document))?.placeSoon(0);
      }),
      workspace.onDidCloseTextDocument((document) => this.close(document)),
    ];
    void roots.ready().then(() => this.reset());
  }

  /** What is known now, sorted by line; nothing is waited for. */
  notesIn(document: TextDocument): readonly LiveNote[] {
    return this.documents.get(keyOf(document))?.notes() ?? [];
  }

  /** The notes of a document, once they have been placed in its text. */
  async load(document: TextDocument): Promise<readonly LiveNote[]> {
    const tracked = await this.follow(document);
    await tracked?.placed();
    return tracked?.notes() ?? [];
  }

  dispose(): void {
    for (const subscription of [...this.subscriptions, ...this.rootSubscriptions]) subscription.dispose();
    for (const tracked of this.documents.values()) tracked.dispose();
    this.documents.clear();
  }

  private followVisible(): void {
    for (const editor of window.visibleTextEditors) void this.follow(editor.document);
  }

  private async follow(document: TextDocument): Promise<TrackedDocument | undefined> {
    const key = keyOf(document);
    const known = this.documents.get(key);
    if (known) return known;
    const place = await this.roots.find(document.uri);
    if (!place || document.isClosed) return undefined;
    const other = this.documents.get(key);
    if (other) return other;
    const tracked = new TrackedDocument(document, place.root, place.path, this.log, () => this.changed.fire(document));
    this.documents.set(key, tracked);
    tracked.placeSoon(0);
    return tracked;
  }

  private edited(event: TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0) return;
    const tracked = this.documents.get(keyOf(event.document));
    if (!tracked) return;
    const unsure = tracked.edit(event);
    if (unsure) tracked.placeSoon(settleMs);
    // A document that stays clean after a change was read anew from the disk: another program, or git, wrote it.
    if (event.document.isDirty || event.reason !== undefined) return;
    setTimeout(() => {
      if (!event.document.isDirty && !event.document.isClosed) tracked.startOver();
    }, dirtyStateMs);
  }

  private close(document: TextDocument): void {
    const key = keyOf(document);
    this.documents.get(key)?.dispose();
    this.documents.delete(key);
  }

  private reset(): void {
    for (const subscription of this.rootSubscriptions) subscription.dispose();
    this.rootSubscriptions = this.roots
      .all()
      .flatMap((root) => [
        root.core.notes.onDidChange(() => this.placeAgain(root, undefined, true)),
        root.core.locations.onDidChange((paths: readonly string[] | undefined) => this.placeAgain(root, paths, false)),
      ]);
    for (const [key, tracked] of this.documents) {
      const place = this.roots.of(Uri.parse(key, true));
      if (place?.root === tracked.root) continue;
      tracked.dispose();
      this.documents.delete(key);
      this.changed.fire(tracked.document);
    }
    this.followVisible();
  }

  private placeAgain(root: Root, paths: readonly string[] | undefined, notesChanged: boolean): void {
    for (const tracked of this.documents.values()) {
      if (tracked.root !== root || (paths && !paths.includes(tracked.path))) continue;
      if (notesChanged) tracked.notesChanged();
      else tracked.placeSoon(0);
    }
  }
}

function keyOf(document: TextDocument): string {
  return document.uri.toString();
}
