import { commands as editorCommands, type Disposable, l10n, type QuickPickItem, window, workspace } from 'vscode';
import { NotesError } from '../../core/index';
import { decide } from '../../core/prompts/decide';
import { type HeatIndex } from '../../core/prompts/heat';
import { keepHeat, readHeat } from '../../core/prompts/heatCache';
import type { OwnCommit } from '../../core/prompts/ownCommits';
import { mutedDays, type PromptEvent, reduce, stateFromData } from '../../core/prompts/promptState';
import { suggestedTitle } from '../../core/prompts/title';
import { commands, settings } from '../contributions';
import { openLines } from '../openCode';
import type { Root } from '../root';
import type { Services } from '../services';
import { findingsOf } from './candidates';
import { Kept } from './kept';
import { Watchfulness } from './situation';
import { presentLines, type Suggestion } from './suggestion';
import { reasonText } from './texts';

const stateKey = 'decisionNotes.prompts.state';

/** Turns commits into at most a few questions a day, and keeps the others where the person can find them. */
export class Prompter implements Disposable {
  private readonly services: Services;
  private readonly heat = new Map<string, Promise<HeatIndex>>();
  private readonly kept: Kept;
  private readonly watch = new Watchfulness();
  private readonly cancel = { aborted: false };
  private work: Promise<unknown> = Promise.resolve();

  constructor(services: Services) {
    this.services = services;
    this.kept = new Kept(services.workspaceState);
  }

  /** Looks at commits that were just made, newest first. One of them may ask; the others wait in the status bar. */
  committed(root: Root, commits: readonly OwnCommit[]): Promise<void> {
    const look = async (): Promise<void> => {
      let asked = false;
      for (const commit of commits) asked = (await this.consider(root, commit, asked)) || asked;
    };
    // One after the other: each look builds on the state and the heat that the last one left.
    const next = this.work.then(look, look);
    this.work = next.catch(() => undefined);
    return next;
  }

  /** Starts the note of the newest question that is open, or of the newest one kept. */
  async recordLatest(): Promise<void> {
    const suggestion = this.kept.newest();
    if (suggestion) await this.record(suggestion);
  }

  /** Lets the person choose among what was kept for later. */
  async showDeferred(): Promise<void> {
    const kept = this.kept.deferred();
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
    else if (chosen === forget) await this.kept.forgetAll();
  }

  dispose(): void {
    this.cancel.aborted = true;
    this.watch.dispose();
    this.kept.dispose();
  }

  private isGone(): boolean {
    return this.cancel.aborted;
  }

  /** Whether it asked. `asked`: about another commit of the same moment. */
  private async consider(root: Root, { id, replaces }: OwnCommit, asked: boolean): Promise<boolean> {
    const isOn = (): boolean => workspace.getConfiguration().get(settings.promptsEnabled, true);
    if (!workspace.isTrusted || !isOn() || this.isGone()) return false;
    const { clock, history } = root.host;
    const heat = await this.heatOf(root);
    const findings = await findingsOf(root, id, heat, this.state(), this.cancel);
    if (!findings || this.isGone()) return false;
    this.heat.set(root.key, Promise.resolve(findings.heat));
    await keepHeat(root.host.heatCache, findings.heat);
    const today = clock.today();
    const situation = await this.watch.now((await history?.midOperation()) ?? false);
    // Read now: what the person has turned off while the commit was looked at stays off.
    const config = workspace.getConfiguration();
    const decision = decide({
      commit: id,
      replaces,
      candidates: findings.candidates,
      situation: { ...situation, asked },
      settings: {
        enabled: isOn(),
        perDay: config.get<number>(settings.promptsPerDay, 2),
        muted: config.get<Record<string, string>>(settings.promptsMuted, {}),
      },
      state: this.state(),
      now: clock.now(),
      today,
    });
    if (decision.kind === 'nothing') return false;
    const { trigger } = decision;
    const title = trigger.kind === 'noted' ? '' : suggestedTitle(trigger, findings.subject);
    const suggestion: Suggestion = { root: root.key, commit: id, trigger, title };
    if (decision.kind === 'defer') {
      await this.tell({ kind: 'deferred', trigger, commit: id });
      await this.kept.defer(suggestion);
      return false;
    }
    await this.tell({ kind: 'shown', trigger, commit: id, today });
    void this.services.report.run(() => this.ask(suggestion));
    return true;
  }

  private async ask(suggestion: Suggestion): Promise<void> {
    const { trigger } = suggestion;
    // Short words: a message is narrow, and cuts off what does not fit.
    const record = trigger.kind === 'noted' ? l10n.t('Review') : l10n.t('Record');
    const [no, later, off] = [l10n.t('Not a Decision'), l10n.t('Snooze'), l10n.t('Turn Off')];
    const question =
      trigger.kind === 'noted'
        ? l10n.t('Does this decision still hold? In {0}: {1}.', trigger.path, reasonText(trigger))
        : l10n.t('Record why? In {0}: {1}', trigger.path, reasonText(trigger));
    this.kept.ask(suggestion);
    const answer = await window.showInformationMessage(question, record, no, later, off);
    const isOpen = this.kept.answered(suggestion);
    if (answer === record) await this.record(suggestion);
    else if (answer === no) await this.tell({ kind: 'notADecision', trigger });
    else if (answer === later) {
      await this.tell({ kind: 'snoozed', until: new Date().setHours(24, 0, 0, 0) });
      await this.kept.defer(suggestion);
    } else if (answer === off) await workspace.getConfiguration().update(settings.promptsEnabled, false, true);
    // Taken up meanwhile by its key: closing the message then says nothing.
    else if (isOpen) await this.tell({ kind: 'dismissed', trigger });
  }

  private async record(suggestion: Suggestion): Promise<void> {
    await this.kept.forget(suggestion);
    const { trigger, title } = suggestion;
    await this.tell({ kind: 'recorded', trigger });
    const present = await presentLines(this.services.roots, suggestion);
    if (!present) {
      throw new NotesError('not-found', l10n.t('The lines of this suggestion are not in {0} any more.', trigger.path));
    }
    const { uri, lines } = present;
    if (trigger.kind === 'noted') {
      await openLines(uri, lines);
      await editorCommands.executeCommand('editor.action.showHover', { focus: 'autoFocusImmediately' });
      return;
    }
    await editorCommands.executeCommand(commands.record, { uri: uri.toString(), lines, text: title });
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
    const { globalValue = {} } = config.inspect<Record<string, string>>(settings.promptsMuted) ?? {};
    await config.update(settings.promptsMuted, { ...globalValue, [mute]: date }, true);
  }

  private state(): ReturnType<typeof stateFromData> {
    return stateFromData(this.services.globalState.get(stateKey));
  }

  private heatOf(root: Root): Promise<HeatIndex> {
    const known = this.heat.get(root.key) ?? readHeat(root.host.heatCache);
    this.heat.set(root.key, known);
    return known;
  }
}
