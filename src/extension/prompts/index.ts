import { commands as editorCommands, Disposable } from 'vscode';
import { commands } from '../contributions';
import type { Services } from '../services';
import { watchCommits } from './commits';
import { Prompter } from './model';

/** Asks, after a commit and never more often than allowed, whether a decision in it is worth a note. */
export function registerPrompts(services: Services): Disposable {
  const { report, roots } = services;
  const prompter = new Prompter(services);
  const subscriptions: { dispose(): unknown }[] = [
    prompter,
    editorCommands.registerCommand(commands.recordSuggested, () => report.run(() => prompter.recordLatest())),
    editorCommands.registerCommand(commands.showSuggestions, () => report.run(() => prompter.showDeferred())),
  ];
  let gone = false;
  void report.run(async () => {
    const watch = await watchCommits(roots, report, (root, commits) => prompter.committed(root, commits));
    if (gone) watch.dispose();
    else subscriptions.push(watch);
  });
  return new Disposable(() => {
    gone = true;
    for (const subscription of subscriptions) subscription.dispose();
  });
}
