import assert from 'node:assert/strict';
import { commands, type Hover, type MarkdownString, Position, type Uri, window, workspace } from 'vscode';
import { memoryMemento } from './memento';
import type { Disposable, Logger } from '../../../src/core/index';
import type { Platform } from '../../../src/extension/host/platform';
import { Places } from '../../../src/extension/places';
import { createReport } from '../../../src/extension/report';
import { Roots } from '../../../src/extension/roots';
import type { Services } from '../../../src/extension/services';
import { Tracker } from '../../../src/extension/tracker';

/** The services of an extension of one's own beside the running one: to look at models from inside. */
export interface TestServices extends Services {
  dispose(): void;
}

/** As the extension's own entry makes it. */
export type MakePlatform = (log: Logger) => Platform & Partial<Disposable>;

/** Builds them on the open folders, with a disk or without one. Dispose them after the test. */
export async function makeServices(makePlatform: MakePlatform | undefined): Promise<TestServices> {
  const channel = window.createOutputChannel('Decision Notes Tests', { log: true });
  const report = createReport(channel);
  const platform = makePlatform?.(report.log);
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
      platform?.dispose?.();
      channel.dispose();
    },
  };
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

/** The texts of all hovers at a place, as the editor would show them together. */
export async function hoverTexts(uri: Uri, line: number): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(line, 2));
  return hovers.flatMap(({ contents }) => contents.map((part) => (part as MarkdownString).value)).join('\n');
}
