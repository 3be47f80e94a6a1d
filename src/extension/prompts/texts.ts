import { l10n } from 'vscode';
import type { Trigger, TriggerKind } from '../../core/prompts/trigger';

/** Why a suggestion was made, in a few words. */
export function reasonText({ kind, evidence }: Pick<Trigger, 'kind' | 'evidence'>): string {
  const texts: Record<TriggerKind, string> = {
    noted: l10n.t('lines of the note “{0}” changed', evidence),
    conflict: l10n.t('both sides of the merge changed the logic'),
    revert: l10n.t('a change was taken back'),
    workaround: l10n.t('a workaround was added: {0}', evidence),
    reason: l10n.t('a comment says why: {0}', evidence),
    suppression: l10n.t('a check was switched off: {0}', evidence),
    timing: l10n.t('a timeout or retry changed: {0}', evidence),
    large: l10n.t('{0} lines changed', evidence),
    rewrite: l10n.t('code that stood for years was rewritten'),
    configuration: l10n.t('a setting changed: {0}', evidence),
    number: l10n.t('a number changed in busy code: {0}', evidence),
  };
  return texts[kind];
}
