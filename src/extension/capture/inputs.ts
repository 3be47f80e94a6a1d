import { Disposable, type TextDocument, workspace } from 'vscode';

/** Something that is typed in a comment's editor. */
export interface Input {
  text: string;
}

/** How long after an empty draft was opened its editor may appear. */
const appearMs = 3000;

/**
 * Which draft is typed in which editor of a comment. Those editors are documents like any other, so that what is typed
 * is known at once; but nothing names the comment that one belongs to, other extensions have comments too, and the
 * documents outlive their editors. A document is taken for a draft's when it begins with the draft's text, or, for an
 * empty draft, when it appears right after that was opened.
 */
export class Inputs<T extends Input> implements Disposable {
  private readonly owners = new WeakMap<TextDocument, T | 'other'>();
  private readonly drafts: () => Iterable<T>;
  private readonly subscription: Disposable;
  private expected: { draft: T; until: number } | undefined;

  /** @param typed called with each new text of a draft */
  constructor(drafts: () => Iterable<T>, typed: (draft: T) => void) {
    this.drafts = drafts;
    this.subscription = Disposable.from(
      workspace.onDidOpenTextDocument((document) => this.ownerOf(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0) return;
        const draft = this.ownerOf(document);
        if (!draft || draft.text === document.getText()) return;
        draft.text = document.getText();
        typed(draft);
      }),
    );
  }

  /** A draft was opened: where it is empty, the next editor to appear is its own. */
  expect(draft: T): void {
    this.expected = { draft, until: Date.now() + appearMs };
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private ownerOf(document: TextDocument): T | undefined {
    if (document.uri.scheme !== 'comment' || document.uri.authority !== '') return undefined;
    const known = this.owners.get(document);
    if (known !== undefined) return known === 'other' ? undefined : known;
    const text = document.getText();
    // It is still empty when it opens; its text comes with the first change.
    if (text === '') return undefined;
    const draft = [...this.drafts()].find((one) => one.text === text) ?? this.expectedOne();
    this.owners.set(document, draft ?? 'other');
    return draft;
  }

  private expectedOne(): T | undefined {
    const { expected } = this;
    return expected && Date.now() <= expected.until && expected.draft.text === '' ? expected.draft : undefined;
  }
}
