import { Disposable, window } from 'vscode';
import type { Services } from './services';

/** The editor begins to watch files at about the time when the notes are first listed; what falls between is missed. */
const afterStartMs = 3000;
/** Coming back to the window is no reason to look more often than this. */
const restMs = 30_000;

/** Looks at all notes again where a watcher may have missed one: soon after the start, and when the person comes back. */
export function registerRescan(
  { roots }: Pick<Services, 'roots'>,
  windowState = window.onDidChangeWindowState,
  now = Date.now,
): Disposable {
  let last = now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const rescan = (): void => {
    last = now();
    for (const root of roots.all()) void root.core.notes.refresh();
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(rescan, afterStartMs);
  };
  void roots.ready().then(soon);
  const subscriptions = [
    roots.onDidChange(soon),
    windowState(({ focused }) => {
      if (focused && now() - last > restMs) rescan();
    }),
  ];
  return Disposable.from(...subscriptions, new Disposable(() => clearTimeout(timer)));
}
