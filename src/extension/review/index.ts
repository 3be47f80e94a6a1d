import { commands as vscodeCommands, Disposable, l10n, window } from 'vscode';
import { commands, contextKeys, views } from '../contributions';
import { noGitText } from '../noGit';
import type { Root } from '../root';
import type { Services } from '../services';
import { readHistory } from './history';
import { type ReviewNode, ReviewModel } from './model';
import { watchPulls } from './pulls';
import { ReviewView } from './view';

/** The queue is filled a while after the start, so that opening a window never waits for it. */
const startMilliseconds = 3000;
const lineMilliseconds = 15_000;

/** The Review view: notes that wait for a reader, those that only moved, and those that the last pull touched. */
export function registerReview(services: Services): Disposable {
  const { roots, places, report } = services;
  const model = new ReviewModel(roots, places);
  const provider = new ReviewView(model, places, roots);
  const view = window.createTreeView<ReviewNode>(views.review, { treeDataProvider: provider });

  const start = (looking: boolean): void => void report.run(() => model.start(looking));
  const readHistories = async (): Promise<void> => {
    await model.start(view.visible);
    for (const root of roots.all()) {
      const history = await readHistory(root);
      if (history) model.setHistory(root, history);
    }
  };
  const timer = setTimeout(() => void report.run(readHistories), startMilliseconds);
  const show = (): void => {
    const { urgent } = model;
    view.badge =
      urgent === 0
        ? undefined
        : {
            value: urgent,
            tooltip: urgent === 1 ? l10n.t('1 note needs a reader') : l10n.t('{0} notes need a reader', urgent),
          };
    void vscodeCommands.executeCommand('setContext', contextKeys.hasMoved, model.movedCount > 0);
    void vscodeCommands.executeCommand('setContext', contextKeys.hasTouched, model.touched().length > 0);
  };
  const sayNoGit = (): void => {
    view.message = noGitText(roots.all()) ?? '';
  };
  void roots.ready().then(sayNoGit);
  const showTouched = async (): Promise<void> => {
    await vscodeCommands.executeCommand(`${views.review}.focus`);
    if (model.touched().length > 0) await view.reveal(model.touchedGroup, { expand: true, focus: true });
  };
  const pulled = async (root: Root, files: readonly string[]): Promise<void> => {
    const count = await model.pulled(root, files);
    if (count === 0) return;
    const text =
      count === 1
        ? l10n.t('The pull touched 1 decision note: see Review')
        : l10n.t('The pull touched {0} decision notes: see Review', count);
    window.setStatusBarMessage(`$(note) ${text}`, lineMilliseconds);
  };
  const watching = watchPulls(roots, report, pulled);
  watching.catch((error: unknown) => report.log.warn(`Pulls are not followed: ${String(error)}`));

  return Disposable.from(
    model,
    view,
    model.onDidChange(show),
    roots.onDidChange(() => void report.run(readHistories)),
    roots.onDidChange(sayNoGit),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) start(true);
    }),
    vscodeCommands.registerCommand(commands.showTouched, () => report.run(showTouched)),
    {
      dispose: () => {
        clearTimeout(timer);
        void watching.then(
          (watch) => watch.dispose(),
          () => undefined,
        );
      },
    },
  );
}
