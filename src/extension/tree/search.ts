import { commands, l10n, window } from 'vscode';
import { views } from '../contributions';
import type { NotesModel } from './model';

/** Long enough that a word typed in one go is searched once. */
const typingMilliseconds = 120;

/** Asks for words and narrows the tree while they are typed. What was searched stays when the box closes. */
export function askForSearch(model: NotesModel): void {
  const box = window.createInputBox();
  box.title = l10n.t('Search Notes');
  box.placeholder = l10n.t('Words in titles, tags and texts');
  box.prompt = l10n.t('Shown in the Notes view.');
  box.value = model.filter?.query ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const search = (): void => {
    const mine = ++latest;
    void model.search(box.value, () => mine === latest);
  };
  box.onDidChangeValue(() => {
    clearTimeout(timer);
    timer = setTimeout(search, typingMilliseconds);
  });
  box.onDidAccept(() => {
    clearTimeout(timer);
    search();
    box.hide();
    void commands.executeCommand(`${views.notes}.focus`);
  });
  box.onDidHide(() => {
    clearTimeout(timer);
    if (box.value !== (model.filter?.query ?? '')) search();
    box.dispose();
  });
  box.show();
}
