import { EventEmitter, l10n, type TextDocument, TreeItem, window, type TreeDataProvider } from 'vscode';
import type { Disposable } from '../../core/index';
import { atRest } from '../atRest';
import { noteItem } from '../noteItem';
import type { LiveNote } from '../liveNote';
import type { Tracker } from '../tracker';

const settleMs = 150;

/** A note of the active editor's file, the same object for as long as the note is there. */
export interface FileNote {
  readonly id: string;
  readonly root: string;
  readonly file: string;
  readonly index: number;
}

/** The notes of the active editor's file, from the top down, with lines that follow the typing. */
export class ThisFile implements TreeDataProvider<FileNote>, Disposable {
  readonly #tracker: Tracker;
  readonly #changed = new EventEmitter<undefined>();
  readonly #listeners: Disposable[];
  #document: TextDocument | undefined;
  #live = new Map<string, LiveNote>();
  #nodes = new Map<string, FileNote>();
  #shown = '';
  /** Rows that are drawn anew at every key would slow the typing down. */
  readonly #looking = atRest(settleMs, () => this.#look());

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(tracker: Tracker) {
    this.#tracker = tracker;
    this.#listeners = [
      window.onDidChangeActiveTextEditor(() => this.#look()),
      tracker.onDidChange((document) => {
        if (document === this.#document) this.#looking.soon();
      }),
    ];
    this.#look();
  }

  /** The node of a note, when it is one of this file's. */
  find(ref: { readonly root: string; readonly file: string }): FileNote | undefined {
    return [...this.#nodes.values()].find((node) => node.root === ref.root && node.file === ref.file);
  }

  getChildren(node?: FileNote): FileNote[] {
    return node ? [] : [...this.#nodes.values()];
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: FileNote): TreeItem {
    const live = this.#live.get(node.id);
    if (!live) return new TreeItem(l10n.t('Gone'));
    const { lines: written, ...rest } = live.placed.location;
    const lines = live.lines ?? (live.placed.location.state === 'exact' ? written : undefined);
    const location = lines ? { ...rest, lines } : rest;
    const { entry } = live.placed;
    return noteItem({ id: node.id, ref: node, entry, location, underFile: true });
  }

  dispose(): void {
    this.#looking.dispose();
    for (const listener of this.#listeners) listener.dispose();
    this.#changed.dispose();
  }

  #look(): void {
    const editor = window.activeTextEditor;
    // An output panel or an input box is no file: what was shown stays.
    if (editor && ['output', 'comment'].includes(editor.document.uri.scheme)) return;
    this.#document = editor?.document;
    const notes = this.#document ? this.#tracker.notesIn(this.#document) : [];
    const nodes = new Map<string, FileNote>();
    this.#live = new Map();
    for (const live of notes) {
      const { entry, index } = live.placed;
      const id = `file ${live.root.key} ${entry.file} ${index}`;
      nodes.set(id, this.#nodes.get(id) ?? { id, root: live.root.key, file: entry.file, index });
      this.#live.set(id, live);
    }
    this.#nodes = nodes;
    const shown = JSON.stringify(
      notes.map((live) => [live.root.key, live.placed.entry.file, live.placed.note, live.placed.location, live.lines]),
    );
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#changed.fire(undefined);
  }
}
