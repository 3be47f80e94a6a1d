import type { ExtensionContext } from 'vscode';
import { start } from './activate';
import { nodePlatform } from './host/nodePlatform';

export function activate(context: ExtensionContext): void {
  start(context, nodePlatform);
}
