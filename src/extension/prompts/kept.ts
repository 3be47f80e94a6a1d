import {
  commands as editorCommands,
  type Disposable,
  l10n,
  type Memento,
  StatusBarAlignment,
  type StatusBarItem,
  window,
} from 'vscode';
import { commands, contextKeys } from '../contributions';
import { type Suggestion, suggestionsFromData } from './suggestion';

const deferredKey = 'decisionNotes.prompts.deferred';
const mostDeferred = 20;

/** The suggestions that wait: those on the screen, and those kept for later, which the status bar counts. */
export class Kept implements Disposable {
  private readonly memento: Memento;
  private readonly status: StatusBarItem;
  /** Questions that nobody answered yet, newest last. */
  private open: readonly Suggestion[] = [];

  constructor(memento: Memento) {
    this.memento = memento;
    this.status = window.createStatusBarItem('suggestions', StatusBarAlignment.Right, 0);
    this.status.name = l10n.t('Decision Notes: suggestions');
    this.status.command = commands.showSuggestions;
    this.show();
  }

  /** Oldest first. */
  deferred(): readonly Suggestion[] {
    return suggestionsFromData(this.memento.get(deferredKey));
  }

  /** What a person who presses the key means. */
  newest(): Suggestion | undefined {
    return this.open.at(-1) ?? this.deferred().at(-1);
  }

  /** A question is on the screen now. */
  ask(suggestion: Suggestion): void {
    this.open = [...this.open, suggestion];
    this.show();
  }

  /** The question is gone from the screen. Returns whether it was still open. */
  answered(suggestion: Suggestion): boolean {
    const isOpen = this.open.includes(suggestion);
    this.open = this.open.filter((one) => one !== suggestion);
    this.show();
    return isOpen;
  }

  /** Keeps a suggestion for later, without a word. */
  async defer(suggestion: Suggestion): Promise<void> {
    await this.keep([...this.deferred(), suggestion].slice(-mostDeferred));
  }

  /** The suggestion was taken up. */
  async forget(suggestion: Suggestion): Promise<void> {
    this.answered(suggestion);
    const same = JSON.stringify(suggestion);
    await this.keep(this.deferred().filter((one) => JSON.stringify(one) !== same));
  }

  async forgetAll(): Promise<void> {
    await this.keep([]);
  }

  dispose(): void {
    this.status.dispose();
  }

  private async keep(suggestions: readonly Suggestion[]): Promise<void> {
    await this.memento.update(deferredKey, suggestions);
    this.show();
  }

  private show(): void {
    const count = this.deferred().length;
    void editorCommands.executeCommand('setContext', contextKeys.hasSuggestion, count > 0 || this.open.length > 0);
    if (count === 0) {
      this.status.hide();
      return;
    }
    this.status.text = `$(lightbulb) ${count}`;
    this.status.tooltip = l10n.t('Decisions that may be worth a note: {0}', count);
    this.status.accessibilityInformation = { label: this.status.tooltip };
    this.status.show();
  }
}
