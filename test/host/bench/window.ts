import { performance } from 'node:perf_hooks';
import { commands, type Hover, type MarkdownString, Position, type TextDocument, Uri, window, workspace } from 'vscode';

/** Absolute path of the workspace. */
export function root(): string {
  const [first] = workspace.workspaceFolders ?? [];
  if (!first) throw new Error('No folder is open.');
  return first.uri.fsPath;
}

/** Address of a root path. */
export function at(path: string): Uri {
  return Uri.file(`${root()}/${path}`);
}

/** Shows a file of the workspace in the editor. */
export async function show(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(at(path));
  await window.showTextDocument(document);
  return document;
}

/** Asks for the hovers at a line, 1-based, as the editor does. */
export async function hover(document: TextDocument, line: number): Promise<readonly Hover[]> {
  return commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(line - 1, 0));
}

/** Whether the extension's own links are in one of the hovers. */
export function isNoted(hovers: readonly Hover[]): boolean {
  return hovers.some(({ contents }) =>
    contents.some((content) => (content as MarkdownString).value.includes('command:decisionNotes.')),
  );
}

/** Waits until `check` says yes, looking every 20 ms; returns how long that took. */
export async function until(what: string, check: () => boolean | Promise<boolean>, most = 60_000): Promise<number> {
  const started = performance.now();
  while (!(await check())) {
    if (performance.now() - started > most) throw new Error(`Waited ${most} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - started;
}

/** Waits until the extension host has little to do, at most 30 seconds: what comes next is then timed by itself. */
export async function settled(): Promise<void> {
  const started = performance.now();
  let last = performance.eventLoopUtilization();
  let checked = started;
  await until('the extension host is idle', () => {
    if (performance.now() - started > 30_000) return true;
    if (performance.now() - checked < 500) return false;
    const { utilization } = performance.eventLoopUtilization(last);
    last = performance.eventLoopUtilization();
    checked = performance.now();
    return utilization < 0.1;
  });
}
