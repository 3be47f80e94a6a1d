import type { ExtensionContext } from 'vscode';
import { start } from './activate';

export function activate(context: ExtensionContext): void {
  start(context);
}
