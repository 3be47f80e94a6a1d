import {
  commands as editorCommands,
  debug,
  type Disposable,
  l10n,
  type QuickPickItem,
  StatusBarAlignment,
  type StatusBarItem,
  Uri,
  window,
  workspace,
} from 'vscode';
import { decide, type Situation } from '../../core/prompts/decide';
import { HeatIndex } from '../../core/prompts/heat';
import { mutedDays, type PromptEvent, reduce, stateFromData } from '../../core/prompts/promptState';
import { suggestedTitle } from '../../core/prompts/title';
import type { Trigger } from '../../core/prompts/trigger';
import { commands, contextKeys, settings } from '../contributions';
import type { Root } from '../root';
import type { Services } from '../services';
import { findingsOf } from './candidates';
import { reasonText } from './texts';

/** A suggestion as it is kept for later. */
interface Suggestion {
  readonly uri: string;
  readonly trigger: Trigger;
  readonly title: string;
}

const stateKey = 'decisionNotes.prompts.state';
const deferredKey = 'decisionNotes.prompts.deferred';
const mostDeferred = 20;
const typingMs = 2000;

/** Turns commits into at most a few questions a day, and keeps the others where the person can find them. */
export class Prompter implements Disposable {
  private readonly services: Services;
  private readonly heat = new Map<string, HeatIndex>();
  private readonly status: StatusBarItem;
  private readonly cancel = { aborted: false };
  private readonly subscription: Disposable;
  private typedAt = 0;
  private latest: Suggestion | undefined;

  constructor(services: Services) {
    this.services = services;
    this.status = window.createStatusBarItem('suggestions', StatusBarAlignment.Right, 0);
    this.status.name = l10n.t('Decision Notes: suggestions');
    this.status.command = commands.showSuggestions;
    this.subscription = workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme === 'file' || document.uri.scheme === 'untitled') this.typedAt = Date.now();
    });
    this.showStatus();
  }

  /** Looks at a commit that was just made. */
  async committed(root: Root, commit: string): Promise<void> {
    const config = workspace.getConfiguration();
    if (!workspace.isTrusted || !config.get<boolean>(settings.promptsEnabled, true)) return;
    const index = this.heatOf(root);
    const findings = await findingsOf(root, commit, index, this.state(), this.cancel);
    if (!findings || this.cancel.aborted) return;
    await this.services.workspaceState.update(heatKey(root), index.toData());
    const { clock, history } = root.host;
    const today = clock.today();
    const situation: Situation = {
      typing: Date.now() - this.typedAt < typingMs,
      debugging: debug.activeDebugSession !== undefined,
      presenting: config.get<boolean>('screencastMode.enabled', false),
      midOperation: (await history?.midOperation()) ?? false,
    };
    const decision = decide({
      commit,
      candidates: findings.candidates,
      situation,
      settings: {
        enabled: true,
        perDay: config.get<number>(settings.promptsPerDay, 2),
        muted: config.get<Record<string, string>>(settings.promptsMuted, {}),
      },
      state: this.state(),
      now: clock.now(),
      today,
    });
    if (decision.kind === 'nothing') return;
    const { trigger } = decision;
    const suggestion: Suggestion = {
      uri: root.toUri(trigger.path).toString(),
      trigger,
      title: trigger.kind === 'noted' ? '' : suggestedTitle(trigger, findings.subject),
    };
    if (decision.kind === 'defer') {
      await this.tell({ kind: 'deferred', trigger, commit });
      await this.keep([...this.deferred(), suggestion].slice(-mostDeferred));
      return;
    }
    await this.tell({ kind: 'shown', trigger, commit, today });
    void this.services.report.run(() => this.ask(suggestion));
  }

  /** Starts the note of the question that is on the screen, or of the newest one kept. */
  async recordLatest(): Promise<void> {
    const suggestion = this.latest ?? this.deferred().at(-1);
    if (suggestion) await this.record(suggestion);
  }

  /** Lets the person choose among what was kept for later. */
  async showDeferred(): Promise<void> {
    const kept = this.deferred();
    const forget: QuickPickItem & { suggestion?: Suggestion } = { label: l10n.t('Forget All') };
    const items = kept.map((suggestion): QuickPickItem & { suggestion?: Suggestion } => ({
      label: suggestion.title || suggestion.trigger.evidence,
      description: suggestion.trigger.path,
      detail: reasonText(suggestion.trigger),
      suggestion,
    }));
    const placeHolder = l10n.t('Decisions that may be worth a note');
    const chosen = await window.showQuickPick([...items.reverse(), ...(kept.length > 0 ? [forget] : [])], {
      placeHolder,
    });
    if (chosen?.suggestion) await this.record(chosen.suggestion);
    else if (chosen === forget) await this.keep([]);
  }

  dispose(): void {
    this.cancel.aborted = true;
    this.subscription.dispose();
    this.status.dispose();
  }

  private async ask(suggestion: Suggestion): Promise<void> {
    const { trigger } = suggestion;
    const record = trigger.kind === 'noted' ? l10n.t('Review Note') : l10n.t('Record Decision');
    const [no, later, off] = [l10n.t('Not a Decision'), l10n.t('Snooze Until Tomorrow'), l10n.t('Turn Off')];
    const question =
      trigger.kind === 'noted'
        ? l10n.t('Does this decision still hold? In {0}: {1}.', trigger.path, reasonText(trigger))
        : l10n.t('Record why? In {0}: {1}', trigger.path, reasonText(trigger));
    this.setLatest(suggestion);
    const answer = await window.showInformationMessage(question, record, no, later, off);
    // Taken up meanwhile by its key: what became of the message says nothing.
    if (this.latest !== suggestion) return;
    this.setLatest(undefined);
    if (answer === record) await this.record(suggestion);
    else if (answer === no) await this.tell({ kind: 'notADecision', trigger });
    else if (answer === later) {
      await this.tell({ kind: 'snoozed', until: new Date().setHours(24, 0, 0, 0) });
      await this.keep([...this.deferred(), suggestion].slice(-mostDeferred));
    } else if (answer === off) await workspace.getConfiguration().update(settings.promptsEnabled, false, true);
    else await this.tell({ kind: 'dismissed', trigger });
  }

  private async record(suggestion: Suggestion): Promise<void> {
    this.setLatest(undefined);
    const { trigger, uri, title } = suggestion;
    await this.tell({ kind: 'recorded', trigger });
    await this.keep(this.deferred().filter((one) => JSON.stringify(one) !== JSON.stringify(suggestion)));
    if (trigger.kind === 'noted') {
      const { start, end } = trigger.lines;
      const document = await workspace.openTextDocument(Uri.parse(uri));
      const range = document.lineAt(Math.min(start, document.lineCount) - 1).range;
      const last = document.lineAt(Math.min(end, document.lineCount) - 1).range;
      await window.showTextDocument(document, { selection: range.union(last) });
      return;
    }
    await editorCommands.executeCommand(commands.record, { uri, lines: trigger.lines, text: title });
  }

  private async tell(event: PromptEvent): Promise<void> {
    const { state, mute } = reduce(this.state(), event);
    await this.services.globalState.update(stateKey, state);
    if (mute === undefined) return;
    const config = workspace.getConfiguration();
    const until = new Date();
    until.setDate(until.getDate() + mutedDays);
    const two = (part: number): string => String(part).padStart(2, '0');
    const date = `${until.getFullYear()}-${two(until.getMonth() + 1)}-${two(until.getDate())}`;
    const muted = { ...config.get<Record<string, string>>(settings.promptsMuted, {}), [mute]: date };
    await config.update(settings.promptsMuted, muted, true);
  }

  private state(): ReturnType<typeof stateFromData> {
    return stateFromData(this.services.globalState.get(stateKey));
  }

  private deferred(): readonly Suggestion[] {
    return this.services.workspaceState.get<readonly Suggestion[]>(deferredKey, []);
  }

  private async keep(suggestions: readonly Suggestion[]): Promise<void> {
    await this.services.workspaceState.update(deferredKey, suggestions);
    this.showStatus();
  }

  private setLatest(suggestion: Suggestion | undefined): void {
    this.latest = suggestion;
    this.showStatus();
  }

  private showStatus(): void {
    const count = this.deferred().length;
    const has = count > 0 || this.latest !== undefined;
    void editorCommands.executeCommand('setContext', contextKeys.hasSuggestion, has);
    if (count === 0) {
      this.status.hide();
      return;
    }
    this.status.text = `$(lightbulb) ${count}`;
    this.status.tooltip = l10n.t('Decisions that may be worth a note: {0}', count);
    this.status.accessibilityInformation = { label: this.status.tooltip };
    this.status.show();
  }

  private heatOf(root: Root): HeatIndex {
    const known = this.heat.get(root.key) ?? HeatIndex.fromData(this.services.workspaceState.get(heatKey(root)));
    this.heat.set(root.key, known);
    return known;
  }
}

function heatKey(root: Root): string {
  return `decisionNotes.prompts.heat ${root.key}`;
}
