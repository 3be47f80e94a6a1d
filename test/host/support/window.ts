import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commands, extensions, window, workspace } from 'vscode';
import { nodePlatform } from '../../../src/extension/host/nodePlatform';
import { makeServices, type MakePlatform, type TestServices } from './services';

export { eventually, type TestServices } from './services';

/** Absolute path of the test workspace's folder of this name: `repo` is a repository, `plain` is none. */
export function folder(name: 'repo' | 'plain'): string {
  const found = workspace.workspaceFolders?.find((one) => one.name === name);
  assert.ok(found, `the workspace has the folder ${name}`);
  return found.uri.fsPath;
}

/** The extension, active. */
export async function activate(): Promise<void> {
  await extensions.getExtension('decision-notes.decision-notes')?.activate();
}

/** Closes every editor, what was typed is lost. */
export async function closeEditors(): Promise<void> {
  for (const document of workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}

/** Deletes files and folders of a workspace folder. */
export function erase(root: string, ...paths: readonly string[]): void {
  for (const path of paths) rmSync(join(root, path), { recursive: true, force: true });
}

/** The services of an extension on this machine's disk. Dispose them after the test. */
export function testServices(makePlatform: MakePlatform = ownPlatform): Promise<TestServices> {
  return makeServices(makePlatform);
}

const ownPlatform: MakePlatform = (log) => {
  const extension = extensions.getExtension('decision-notes.decision-notes');
  assert.ok(extension);
  return nodePlatform(log, join(extension.extensionPath, 'dist'));
};
