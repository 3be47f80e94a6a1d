import { l10n, type QuickPickItem, window } from 'vscode';
import type { NoteEntry } from '../core/index';
import { linkReferences } from '../core/browse/link';
import { noteIcon, placeText, titleOf } from './noteText';
import type { NoteRef } from './places';
import type { Root } from './root';
import type { Services } from './services';

interface NoteItem extends QuickPickItem {
  readonly ref: NoteRef;
}

/** A picker stays quick with this many rows; more words find the others. */
const mostItems = 200;
const typingMilliseconds = 120;

/** How the picker is worded, and what it leaves out. */
export interface PickOptions {
  readonly placeholder?: string;
  /** Default: every note. */
  readonly offered?: (ref: NoteRef) => boolean;
}

/** Lets the person pick one of `among`, or of all notes: the newest first, then what the typed words, or a link, find. */
export async function pickNote(
  services: Services,
  among?: readonly { readonly root: Root; readonly entry: NoteEntry; readonly index: number }[],
  options: PickOptions = {},
): Promise<NoteRef | undefined> {
  const roots = services.roots.all();
  await Promise.all(roots.map((root) => root.core.notes.ready()));
  const all = among ? [] : newest(roots);
  const item = (root: Root, entry: NoteEntry, index = 0): NoteItem => ({
    label: titleOf(entry),
    description: placeText(entry.note?.code[index], undefined),
    detail: roots.length > 1 ? `${root.name}: ${entry.file}` : entry.file,
    iconPath: noteIcon(entry, undefined),
    alwaysShow: !among,
    ref: { root: root.key, file: entry.file, index },
  });
  const { offered = () => true, placeholder = l10n.t('Which note? Type words of it, or paste a link') } = options;
  const first = (among ?? all)
    .map((one) => item(one.root, one.entry, 'index' in one ? one.index : 0))
    .filter(({ ref }) => offered(ref));
  if (first.length === 0) {
    void window.showInformationMessage(l10n.t('There are no notes yet.'));
    return undefined;
  }
  const find = async (query: string): Promise<NoteItem[]> => {
    const linked = roots.flatMap((root) => {
      const entry = linkReferences(query)
        .map((reference) => root.core.notes.find(reference))
        .find(Boolean);
      return entry ? [item(root, entry)] : [];
    });
    if (linked.length > 0) return linked.filter(({ ref }) => offered(ref));
    const hits = await Promise.all(
      roots.map(async (root) => (await root.core.notes.search(query)).map((hit) => ({ root, hit }))),
    );
    const best = hits.flat().sort((a, b) => b.hit.score - a.hit.score);
    return best
      .map(({ root, hit }) => item(root, hit.entry))
      .filter(({ ref }) => offered(ref))
      .slice(0, mostItems);
  };
  return show(first, among ? undefined : find, placeholder);
}

function newest(roots: readonly Root[]): { root: Root; entry: NoteEntry }[] {
  return roots
    .flatMap((root) => root.core.notes.all().map((entry) => ({ root, entry })))
    .sort((a, b) => ((a.entry.note?.date ?? '') < (b.entry.note?.date ?? '') ? 1 : -1))
    .slice(0, mostItems);
}

function show(
  first: readonly NoteItem[],
  find: ((query: string) => Promise<NoteItem[]>) | undefined,
  placeholder: string,
): Promise<NoteRef | undefined> {
  const pick = window.createQuickPick<NoteItem>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.items = first;
  return new Promise((resolve) => {
    let latest = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const search = async (query: string): Promise<void> => {
      const mine = ++latest;
      const items = query.trim() === '' || !find ? first : await find(query);
      if (mine === latest) pick.items = items;
    };
    pick.onDidChangeValue((value) => {
      if (!find) return;
      clearTimeout(timer);
      timer = setTimeout(() => void search(value), typingMilliseconds);
    });
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.ref);
      pick.hide();
    });
    pick.onDidHide(() => {
      clearTimeout(timer);
      latest++;
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
