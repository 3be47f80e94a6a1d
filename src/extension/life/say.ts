import { window } from 'vscode';

const lineMilliseconds = 4000;

/** Says in the status bar, for a moment, what was done. */
export function say(text: string): void {
  window.setStatusBarMessage(text, lineMilliseconds);
}
