import { type ExtensionContext, Uri, window } from 'vscode';
import { restWhileTyping } from './atRest';
import type { Disposable, Logger } from '../core/index';
import type { Platform } from './host/platform';
import { registerCapture } from './capture/index';
import { registerComments } from './comments/index';
import { registerGutter } from './gutter/index';
import { registerCodeAction } from './codeAction/index';
import { registerLens } from './lens/index';
import { registerMentions } from './mentions/index';
import { registerMoves } from './moves/index';
import { registerHover } from './hover/index';
import { registerLife } from './life/index';
import { Places } from './places';
import { registerProblems } from './problems/index';
import { createReport } from './report';
import { registerPrompts } from './prompts/index';
import { registerRescan } from './rescan';
import { registerReview } from './review/index';
import { Roots } from './roots';
import type { Services } from './services';
import { Tracker } from './tracker';
import { nextTurn } from '../core/util/turn';
import { registerTree } from './tree/index';
import { registerWelcome } from './welcome/index';

/** Builds the extension's object graph, top to bottom. `makePlatform` is absent where there is no disk. */
export function start(context: ExtensionContext, makePlatform?: (log: Logger) => Platform & Disposable): void {
  const channel = window.createOutputChannel('Decision Notes', { log: true });
  const report = createReport(channel);
  const platform = makePlatform?.(report.log);
  const roots = new Roots(platform, report.log, {
    folder: Uri.joinPath(context.globalStorageUri, 'index').fsPath,
    version: String((context.extension.packageJSON as { version?: unknown }).version),
  });
  const tracker = new Tracker(roots, report.log);
  const places = new Places(roots, report.log);
  const services: Services = {
    roots,
    tracker,
    places,
    report,
    workspaceState: context.workspaceState,
    globalState: context.globalState,
    extensionUri: context.extensionUri,
  };
  // Before whatever else follows the typing, so that it knows.
  context.subscriptions.push(restWhileTyping(), channel, roots, tracker, places);
  if (platform) context.subscriptions.push(platform);
  const { subscriptions } = context;
  const withCommands = [registerCapture, registerTree, registerLife, registerReview, registerPrompts, registerWelcome];
  for (const register of withCommands) subscriptions.push(register(services));
  // No command waits for these, so they can wait for a turn: activation is no longer for it.
  const others = [
    registerHover,
    registerGutter,
    registerComments,
    registerLens,
    registerCodeAction,
    registerMentions,
    registerMoves,
    registerProblems,
    registerRescan,
  ];
  const later = { wanted: true };
  subscriptions.push({ dispose: () => (later.wanted = false) });
  void report.run(async () => {
    await nextTurn();
    if (later.wanted) for (const register of others) subscriptions.push(register(services));
  });
}
