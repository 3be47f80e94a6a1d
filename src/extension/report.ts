import { l10n, window, type LogOutputChannel } from 'vscode';
import { NotesError, type Logger } from '../core/index';

/** Tells people what went wrong, once, in words; the stack goes to the log channel only. */
export interface Report {
  readonly log: Logger;
  /** Shows what happened, unless it was only cancelled. */
  error(error: unknown): void;
  /** Runs `task` for a command: an error is shown, and `undefined` returned. */
  run<T>(task: () => T | PromiseLike<T>): Promise<T | undefined>;
}

/** Builds the one reporter of the window on its log channel. */
export function createReport(channel: LogOutputChannel): Report {
  const log: Logger = {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message, cause) => channel.error(message, ...(cause === undefined ? [] : [cause])),
  };
  const report: Report = {
    log,
    error(error) {
      if (error instanceof NotesError && error.code === 'cancelled') return;
      log.error(error instanceof Error ? (error.stack ?? error.message) : String(error), causeOf(error));
      void showError(error, channel);
    },
    async run(task) {
      try {
        return await task();
      } catch (error) {
        report.error(error);
        return undefined;
      }
    },
  };
  return report;
}

async function showError(error: unknown, channel: LogOutputChannel): Promise<void> {
  if (error instanceof NotesError) {
    await window.showErrorMessage(error.message);
    return;
  }
  const details = l10n.t('Show Details');
  const message = error instanceof Error ? error.message : String(error);
  const chosen = await window.showErrorMessage(l10n.t('Decision Notes could not do that: {0}', message), details);
  if (chosen === details) channel.show(true);
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
