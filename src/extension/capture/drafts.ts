import type { Memento } from 'vscode';
import type { Anchor } from '../../core/index';

/** What was typed and not saved yet. Kept with the workspace, so that a closed editor or a reload loses nothing. */
export interface StoredDraft {
  readonly id: string;
  /** Address of the document. */
  readonly uri: string;
  /** Where it belongs, recorded as for a note: the lines are found again when the file changed meanwhile. */
  readonly anchor: Anchor;
  readonly text: string;
}

const key = 'drafts';
const mostDrafts = 50;

/** Drafts of this workspace. */
export class DraftStore {
  private readonly state: Memento;

  constructor(state: Memento) {
    this.state = state;
  }

  all(): readonly StoredDraft[] {
    return this.state.get<readonly StoredDraft[]>(key, []);
  }

  /** Keeps a draft, in place of the one with the same id. An empty one is not worth keeping. */
  async keep(draft: StoredDraft): Promise<void> {
    const others = this.all().filter(({ id }) => id !== draft.id);
    await this.state.update(key, draft.text.trim() === '' ? others : [...others, draft].slice(-mostDrafts));
  }

  async forget(id: string): Promise<void> {
    const all = this.all();
    const others = all.filter((draft) => draft.id !== id);
    if (others.length < all.length) await this.state.update(key, others);
  }
}
