import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commands, extensions, window, workspace } from 'vscode';
import { memoryMemento } from './memento';
import { nodePlatform } from '../../../src/extension/host/nodePlatform';
import type { Platform } from '../../../src/extension/host/platform';
import { Places } from '../../../src/extension/places';
import { createReport, type Report } from '../../../src/extension/report';
import { Roots } from '../../../src/extension/roots';
import type { Services } from '../../../src/extension/services';
import { Tracker } from '../../../src/extension/tracker';

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

/** Waits until `check` stops throwing; then answers what it answers. Polls, as a person would look again. */
export async function eventually<T>(check: () => T | Promise<T>, milliseconds = 8000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
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

/** The services of an extension of one's own beside the running one: to look at models from inside. */
export interface TestServices extends Services {
  dispose(): void;
}

/** Builds them on the test workspace. Dispose them after the test. */
export async function testServices(platform: Platform = nodePlatform): Promise<TestServices> {
  const channel = window.createOutputChannel('Decision Notes Tests', { log: true });
  const report: Report = createReport(channel);
  const roots = new Roots(platform, report.log);
  const tracker = new Tracker(roots, report.log);
  const places = new Places(roots, report.log);
  await roots.ready();
  const [first] = workspace.workspaceFolders ?? [];
  assert.ok(first);
  return {
    roots,
    tracker,
    places,
    report,
    workspaceState: memoryMemento(),
    globalState: memoryMemento(),
    extensionUri: first.uri,
    dispose() {
      places.dispose();
      tracker.dispose();
      roots.dispose();
      channel.dispose();
    },
  };
}
