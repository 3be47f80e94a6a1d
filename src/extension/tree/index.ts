import { commands as vscodeCommands, Disposable, l10n, window } from 'vscode';
import type { Grouping } from '../../core/browse/placement';
import { commands, contextKeys, views } from '../contributions';
import { lacksGit } from '../noGit';
import type { Services } from '../services';
import { followCursor } from './follow';
import { type Element, NotesModel } from './model';
import { filterMessage, NotesView } from './notesView';
import { askForSearch } from './search';
import { type FileNote, ThisFile } from './thisFile';

/** The views Notes and This File, their search and their grouping. */
export function registerTree(services: Services): Disposable {
  const { roots, places, tracker, workspaceState } = services;
  const model = new NotesModel(roots, places, workspaceState);
  const thisFile = new ThisFile(tracker);
  const rows = new NotesView(model, places);
  const notesView = window.createTreeView<Element>(views.notes, {
    treeDataProvider: rows,
    showCollapseAll: true,
  });
  const thisFileView = window.createTreeView<FileNote>(views.thisFile, { treeDataProvider: thisFile });

  const describe = (): void => {
    // A description that is set without a title blanks the title.
    notesView.title = l10n.t('Notes');
    const grouping = groupingText(model.grouping);
    notesView.description = roots.all().some(lacksGit) ? l10n.t('{0} · no git', grouping) : grouping;
    notesView.message = filterMessage(model) ?? '';
    void vscodeCommands.executeCommand('setContext', contextKeys.filtered, model.filter !== undefined);
    void vscodeCommands.executeCommand('setContext', contextKeys.hasNotes, model.total > 0);
  };
  describe();
  void model.ready().then(describe);

  const group = (grouping: Grouping) => () => {
    model.grouping = grouping;
    describe();
  };
  const search = async (): Promise<void> => {
    await vscodeCommands.executeCommand(`${views.notes}.focus`);
    askForSearch(model);
  };
  return Disposable.from(
    model,
    thisFile,
    rows,
    notesView,
    thisFileView,
    model.onDidChange(describe),
    followCursor({ notes: notesView, thisFile: thisFileView }, model, thisFile, tracker, roots),
    vscodeCommands.registerCommand(commands.search, search),
    vscodeCommands.registerCommand(commands.clearSearch, () => model.search('')),
    vscodeCommands.registerCommand(commands.groupByFile, group('file')),
    vscodeCommands.registerCommand(commands.groupByTag, group('tag')),
    vscodeCommands.registerCommand(commands.groupByStatus, group('status')),
    vscodeCommands.registerCommand(commands.groupByRecency, group('recency')),
  );
}

function groupingText(grouping: Grouping): string {
  switch (grouping) {
    case 'file':
      return l10n.t('by file');
    case 'tag':
      return l10n.t('by tag');
    case 'status':
      return l10n.t('by status');
    case 'recency':
      return l10n.t('by date');
  }
}
