import type { Disposable, TextDocument } from 'vscode';
import { type LineRange, locateInText, recordAnchor } from '../../core/index';
import type { Subject } from '../enclosing';
import type { Roots } from '../roots';
import type { DraftStore, StoredDraft } from './drafts';

const keepMs = 300;

/** A draft as the keeper needs to know it. */
export interface Keepable {
  readonly id: string;
  readonly document: TextDocument;
  readonly lines: LineRange;
  readonly symbol: string | undefined;
  readonly text: string;
}

/** Writes drafts to the workspace's state a moment after they were typed in. */
export class Keeper implements Disposable {
  private readonly stored: DraftStore;
  private readonly roots: Roots;
  private readonly due = new Map<string, Keepable>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(stored: DraftStore, roots: Roots) {
    this.stored = stored;
    this.roots = roots;
  }

  keepSoon(draft: Keepable): void {
    this.due.set(draft.id, draft);
    this.timer ??= setTimeout(() => void this.keepNow(), keepMs);
  }

  async keepNow(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const drafts = [...this.due.values()];
    this.due.clear();
    for (const { id, document, lines, symbol, text } of drafts) {
      const place = this.roots.of(document.uri);
      if (!place) continue;
      const source = document.getText();
      const anchored = source.trim() === '' ? undefined : lines;
      const anchor = recordAnchor({ path: place.path, text: source, lines: anchored, symbol });
      await this.stored.keep({ id, uri: document.uri.toString(), anchor, text });
    }
  }

  async forget(id: string): Promise<void> {
    this.due.delete(id);
    await this.stored.forget(id);
  }

  dispose(): void {
    void this.keepNow();
  }
}

/** Where a kept draft belongs now: its lines are found again as a note's would be. */
export function subjectOfStored({ anchor }: StoredDraft, document: TextDocument): Subject {
  const found = locateInText(anchor, document.getText());
  return { lines: found.lines ?? anchor.lines ?? { start: 1, end: 1 }, symbol: anchor.symbol };
}
