import {
  commands as editorCommands,
  type CommentController,
  comments,
  type Disposable,
  l10n,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import { createIds, NotesError } from '../../core/index';
import { applyPlan } from '../applyPlan';
import { commentControllers, contextKeys } from '../contributions';
import { toLines } from '../convert';
import { draftRequest } from '../draftRequest';
import { subjectOf, type Subject } from '../enclosing';
import { anchorOf, planNote } from '../newNote';
import { lacksGit } from '../noGit';
import type { Place } from '../roots';
import type { Services } from '../services';
import { typedReply, type TypedReply } from './argument';
import { Draft } from './draft';
import { DraftStore } from './drafts';
import { openInFull } from './inFull';
import { Inputs } from './inputs';
import { Keeper, subjectOfStored } from './keeper';
import { requirePlace } from './place';

/** The drafts that are open, and what can be done with them. */
export class Capture implements Disposable {
  readonly controller: CommentController;
  private readonly services: Services;
  private readonly stored: DraftStore;
  private readonly keeper: Keeper;
  private readonly inputs: Inputs<Draft>;
  private readonly open = new Map<string, Draft>();
  private readonly subscriptions: { dispose(): unknown }[];
  private readonly nextId: () => string;
  /** The draft whose editor has, or last had, the focus. */
  private current: string | undefined;

  constructor(services: Services) {
    this.services = services;
    this.stored = new DraftStore(services.workspaceState);
    this.keeper = new Keeper(this.stored, services.roots);
    this.nextId = createIds(Date.now, (length) => crypto.getRandomValues(new Uint8Array(length)));
    this.controller = comments.createCommentController(commentControllers.capture, l10n.t('Record Decision'));
    this.controller.options = {
      prompt: l10n.t('Record a decision'),
      placeHolder: l10n.t('Why is it so? The first line is the title.'),
    };
    this.inputs = new Inputs<Draft>(
      () => this.open.values(),
      (draft) => {
        this.current = draft.id;
        this.keeper.keepSoon(draft);
      },
    );
    this.subscriptions = [
      this.controller,
      this.keeper,
      this.inputs,
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        for (const draft of this.draftsIn(document)) draft.follow(contentChanges);
      }),
      workspace.onDidCloseTextDocument((document) => void this.letGo(document)),
      window.onDidChangeVisibleTextEditors(() => {
        this.showTexts();
        void this.restoreVisible();
      }),
    ];
    void this.restoreVisible();
  }

  /**
   * Opens an editor beside what the person points at, or what the argument says; goes on with the draft that is there
   * already.
   */
  async record(argument?: unknown): Promise<Draft | undefined> {
    const request = draftRequest(argument);
    const editor = request ? await window.showTextDocument(Uri.parse(request.uri, true)) : window.activeTextEditor;
    const { document } = (await requirePlace(this.services.roots, editor)).editor;
    const subject = request?.lines ? { lines: request.lines } : await pointedAt(editor, request?.line);
    if (!subject) return undefined;
    await this.restore(document);
    const there = this.draftsIn(document).find((draft) => overlaps(draft, subject));
    const draft = there ?? this.add(document, subject, request?.text ?? '');
    this.current = draft.id;
    this.inputs.expect(draft);
    await draft.open();
    if (draft.text !== '') this.keeper.keepSoon(draft);
    return draft;
  }

  async recordInFull(argument?: unknown): Promise<void> {
    if (argument instanceof Uri) {
      await openInFull(this.services.roots, argument);
      return;
    }
    const { editor, place } = await requirePlace(this.services.roots, window.activeTextEditor);
    const { lines, symbol } = await subjectOf(editor.document, editor.selection);
    await openInFull(place, await anchorOf(place, editor.document, lines, symbol));
  }

  /** Writes the note. The draft stays until the file is there. */
  async save(argument: unknown): Promise<void> {
    const reply = typedReply(argument);
    const subject = reply && (await this.subjectOfReply(reply));
    if (!subject) return;
    const { place, document, lines, draft } = subject;
    if (draft) {
      draft.text = reply.text;
      this.keeper.keepSoon(draft);
      await this.keeper.keepNow();
    }
    const anchor = await anchorOf(place, document, lines, draft?.symbol);
    const plan = await planNote(place.root, reply.text, [anchor]);
    await applyPlan(place.root, plan);
    if (draft) await this.close(draft);
    reply.thread?.dispose();
    await backToCode();
    await place.root.core.notes.refresh([plan.file]);
    const title = place.root.core.notes.get(plan.file)?.note?.title ?? plan.file;
    const said = lacksGit(place.root)
      ? l10n.t('Recorded without author and commit, for want of git: {0}', title)
      : l10n.t('Recorded: {0}', title);
    window.setStatusBarMessage(said, 4000);
  }

  /** Goes on in the note's own file. */
  async draftInFull(argument: unknown): Promise<void> {
    const reply = typedReply(argument);
    const subject = reply && (await this.subjectOfReply(reply));
    if (!subject) return;
    const { place, document, lines, draft } = subject;
    await openInFull(place, await anchorOf(place, document, lines, draft?.symbol), reply.text);
    if (draft) await this.close(draft);
    reply.thread?.dispose();
  }

  /** Throws away what was typed. */
  async discard(argument: unknown): Promise<void> {
    const draft = this.draftOf(argument);
    if (draft) await this.close(draft);
    else typedReply(argument)?.thread?.dispose();
    await backToCode();
  }

  /** Closes the draft's widget and goes back to the code; what was typed stays, and its glyph. */
  async leave(): Promise<void> {
    const draft = this.draftOf(undefined);
    if (draft?.text.trim() === '') await this.close(draft);
    else draft?.hide();
    await backToCode();
  }

  /** Takes the lines that are selected now. */
  async changeLines(argument: unknown): Promise<void> {
    const draft = this.draftOf(argument);
    const editor = window.visibleTextEditors.find(({ document }) => document === draft?.document);
    if (!draft || !editor) return;
    if (editor.selection.isEmpty) {
      const message = l10n.t('Select the lines that the decision is about, then run this again.');
      throw new NotesError('invalid-input', message);
    }
    draft.lines = toLines(editor.selection);
    this.keeper.keepSoon(draft);
    await draft.open();
  }

  dispose(): void {
    for (const draft of this.open.values()) draft.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async subjectOfReply(reply: TypedReply): Promise<
    | {
        place: Place;
        document: TextDocument;
        lines: { start: number; end: number } | undefined;
        draft: Draft | undefined;
      }
    | undefined
  > {
    const draft = reply.draft === undefined ? undefined : this.open.get(reply.draft);
    const document = draft?.document ?? (reply.uri && (await workspace.openTextDocument(reply.uri)));
    if (!document) return undefined;
    const { place } = await requirePlace(this.services.roots, { document });
    return { place, document, draft, lines: draft?.lines ?? (reply.range && toLines(reply.range)) };
  }

  private add(document: TextDocument, subject: Subject, text: string, id = this.nextId()): Draft {
    const draft = new Draft(this.controller, { id, document, lines: subject.lines, symbol: subject.symbol, text });
    this.open.set(id, draft);
    this.showContext();
    return draft;
  }

  private async close(draft: Draft): Promise<void> {
    this.open.delete(draft.id);
    draft.dispose();
    this.showContext();
    await this.keeper.forget(draft.id);
  }

  /** A closed document never comes back, another one does: its drafts are kept, and shown again there. */
  private async letGo(document: TextDocument): Promise<void> {
    for (const draft of this.draftsIn(document)) {
      this.keeper.keepSoon(draft);
      await this.keeper.keepNow();
      this.open.delete(draft.id);
      draft.dispose();
    }
    await this.restoreVisible();
  }

  private draftOf(argument: unknown): Draft | undefined {
    const id = typedReply(argument)?.draft ?? this.current;
    return id === undefined ? undefined : this.open.get(id);
  }

  private draftsIn(document: TextDocument): Draft[] {
    return [...this.open.values()].filter((draft) => draft.document === document);
  }

  private showContext(): void {
    void editorCommands.executeCommand('setContext', contextKeys.hasDraft, this.open.size > 0);
  }

  /** Where no editor shows a draft, its comment gets the text for the next one that does. */
  private showTexts(): void {
    const visible = new Set(window.visibleTextEditors.map(({ document }) => document));
    for (const draft of this.open.values()) if (!visible.has(draft.document)) draft.showText();
  }

  private async restoreVisible(): Promise<void> {
    if (this.stored.all().length === 0) return;
    await this.services.roots.ready();
    for (const { document } of window.visibleTextEditors) await this.restore(document);
  }

  /** Shows the kept drafts of a document again: a glyph, that opens where they were left. */
  private async restore(document: TextDocument): Promise<void> {
    const uri = document.uri.toString();
    const kept = this.stored.all().filter((stored) => stored.uri === uri && !this.open.has(stored.id));
    if (kept.length === 0 || !(await this.services.roots.find(document.uri))) return;
    for (const stored of kept) {
      if (this.open.has(stored.id)) continue;
      this.add(document, subjectOfStored(stored, document), stored.text, stored.id);
    }
  }
}

async function pointedAt(editor: TextEditor | undefined, line: number | undefined): Promise<Subject | undefined> {
  if (!editor) return undefined;
  const { document, selection } = editor;
  if (line === undefined || (selection.start.line < line && line <= selection.end.line + 1 && !selection.isEmpty)) {
    return subjectOf(document, selection);
  }
  return subjectOf(document, new Selection(line - 1, 0, line - 1, 0));
}

/** The focus was in a widget that is gone: it goes back to where the person wrote code. */
async function backToCode(): Promise<void> {
  await editorCommands.executeCommand('workbench.action.focusActiveEditorGroup');
}

function overlaps(draft: Draft, { lines }: Subject): boolean {
  return draft.lines.start <= lines.end && lines.start <= draft.lines.end;
}
