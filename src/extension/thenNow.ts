import {
  commands,
  EventEmitter,
  l10n,
  Range,
  Uri,
  window,
  workspace,
  type TextDocumentContentProvider,
  type TextDocumentShowOptions,
} from 'vscode';
import type { Anchor, Disposable, LineRange } from '../core/index';
import { recordedText, thenText } from '../core/review/then';
import { openLines, presentPlace } from './openCode';
import type { NoteRef } from './places';
import type { Services } from './services';
import { noteRef, resolveRef, type Target } from './target';

const scheme = 'decision-notes-then';
const typingMilliseconds = 300;

/** A place to compare with: where the note is, or where it may be. */
interface Place {
  readonly path: string;
  readonly lines: LineRange | undefined;
}

/**
 * The code as it was when a note was written, as read-only documents beside the present ones: the present file with the
 * recorded lines in the place of the present ones, so that a comparison shows what changed in the noted lines alone.
 */
export class ThenNow implements TextDocumentContentProvider, Disposable {
  readonly #services: Services;
  readonly #changed = new EventEmitter<Uri>();
  readonly #listeners: Disposable[];
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** Addresses of documents of ours that are open: looking through all documents at each key costs more than the rest. */
  readonly #open = new Map<string, Uri>();

  readonly onDidChange = this.#changed.event;

  constructor(services: Services) {
    this.#services = services;
    this.#listeners = [
      workspace.registerTextDocumentContentProvider(scheme, this),
      workspace.onDidChangeTextDocument(({ document }) => this.#present(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#open.delete(uri.toString())),
    ];
  }

  /** Opens then and now in the diff editor; what is lost is shown as it was, alone or beside the file that is left. */
  async compare(target: Target): Promise<void> {
    const location = await presentPlace(this.#services.tracker, target);
    const anchor = target.entry.note?.code[target.index];
    if (!anchor || !location) {
      void window.showInformationMessage(l10n.t('This note is about no code, so there is nothing to compare.'));
      return;
    }
    await this.show(target, location.candidates[0] ?? location, false);
  }

  /** Opens then and now with now at `place`. */
  async show(target: Target, place: { path: string; lines?: LineRange | undefined }, preview: boolean): Promise<void> {
    const { root, entry, index } = target;
    const ref: NoteRef = { root: root.key, file: entry.file, index };
    const now = root.toUri(place.path);
    const then = thenUri(now, ref, { path: place.path, lines: place.lines });
    const exists = await workspace.fs.stat(now).then(
      () => true,
      () => false,
    );
    if (!exists) return openLines(then, undefined, preview);
    const title = l10n.t('{0}: when noted ↔ now', place.path.split('/').at(-1) ?? place.path);
    const line = (place.lines?.start ?? 1) - 1;
    const options: TextDocumentShowOptions = {
      preserveFocus: preview,
      preview: true,
      selection: new Range(line, 0, line, 0),
    };
    await commands.executeCommand('vscode.diff', then, now, title, options);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    this.#open.set(uri.toString(), uri);
    const asked = parse(uri);
    if (!asked) return '';
    const target = await resolveRef(this.#services, asked.ref);
    const anchor = target.entry.note?.code[target.index];
    if (!anchor) return '';
    const committed = await this.#committed(target, anchor);
    const recorded = recordedText(anchor, committed, l10n.t('… these lines were not recorded …'));
    const { lines } = asked.place;
    if (!lines) return committed ?? recorded?.text ?? '';
    if (!recorded) return l10n.t('What the code was is not recorded in the note.');
    const present = await workspace.openTextDocument(target.root.toUri(asked.place.path));
    const live = await this.#live(target, asked.place);
    return thenText(present.getText(), live ?? lines, recorded.text);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  /** Where the note is while its file is being edited. A candidate is no place of the note: it stays as it was. */
  async #live(target: Target, place: Place): Promise<LineRange | undefined> {
    const location = await presentPlace(this.#services.tracker, target);
    return location?.path === place.path && location.candidates.length === 0 ? location.lines : undefined;
  }

  async #committed(target: Target, anchor: Anchor): Promise<string | undefined> {
    const bytes =
      anchor.commit === undefined ? undefined : await target.root.host.git?.blob(anchor.commit, anchor.path);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** The present side is being edited: what stands around the noted lines is shown on the other side too. */
  #present(uri: Uri): void {
    for (const [key, open] of this.#open) {
      if (open.path !== uri.path || uri.scheme === scheme) continue;
      clearTimeout(this.#timers.get(key));
      this.#timers.set(
        key,
        setTimeout(() => {
          this.#timers.delete(key);
          this.#changed.fire(open);
        }, typingMilliseconds),
      );
    }
  }
}

/** The address of what a note's code was, at a place of the present file; its path is the file's, so that it is coloured alike. */
function thenUri(now: Uri, ref: NoteRef, place: Place): Uri {
  return Uri.from({ scheme, path: now.path, query: JSON.stringify({ ...ref, place }) });
}

/** Addresses can be typed by anyone: what does not hold together is no address. */
function parse(uri: Uri): { ref: NoteRef; place: Place } | undefined {
  const query: unknown = JSON.parse(uri.query);
  const ref = noteRef(query);
  if (!ref || typeof query !== 'object' || query === null || !('place' in query)) return undefined;
  const { path, lines } = query.place as { path?: unknown; lines?: { start?: unknown; end?: unknown } };
  if (typeof path !== 'string') return undefined;
  const { start, end } = lines ?? {};
  const range = typeof start === 'number' && typeof end === 'number' ? { start, end } : undefined;
  return { ref, place: { path, lines: range } };
}
