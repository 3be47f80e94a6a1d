import { type TextDocument, workspace } from 'vscode';
import {
  createIds,
  record,
  recordAnchor,
  type Anchor,
  type LineRange,
  type NewNote,
  type NotePlacement,
  type Plan,
} from '../core/index';
import { settings } from './contributions';
import type { Root } from './root';
import type { Place } from './roots';

/** Anchors lines of a document as they are in the editor, saved or not. An empty file is meant as a whole. */
export async function anchorOf(
  { root, path }: Place,
  document: TextDocument,
  lines: LineRange | undefined,
  symbol: string | undefined,
): Promise<Anchor> {
  const text = document.getText();
  const commit = await root.host.git?.head();
  return recordAnchor({ path, text, lines: text.trim() === '' ? undefined : lines, symbol, commit });
}

/** Anchors a file or a folder as a whole. */
export async function wholeAnchor({ root, path }: Place): Promise<Anchor> {
  return recordAnchor({ path, text: '', commit: await root.host.git?.head() });
}

/** The plan of a new note in this root, by git's user, today, with an id of its own. */
export async function planNote(
  root: Root,
  typed: string,
  code: readonly Anchor[],
  more?: Partial<NewNote>,
): Promise<Plan & { readonly file: string; readonly text: string }> {
  const { host } = root;
  const nextId = createIds(
    () => host.clock.now(),
    (length) => host.random(length),
  );
  return record({
    ...placementOf(root, code[0]?.path),
    typed,
    code,
    id: nextId(),
    date: host.clock.today(),
    author: await host.git?.userName(),
    ...(more ? { more } : {}),
    isFree: async (path) => (await host.files.stamp(path)) === undefined,
  });
}

/** Where new notes about `path` go: beside the code, or at the top, as near as the open folders reach. */
export function placementOf(root: Root, path = ''): NotePlacement {
  const wanted = workspace.getConfiguration(undefined, root.source.top).get<string>(settings.placement);
  const mount = root.source.mounts.find(({ prefix }) => prefix === '' || `${path}/`.startsWith(`${prefix}/`));
  return { placement: wanted === 'root' ? 'root' : 'beside', folderName: root.notesFolder, top: mount?.prefix ?? '' };
}
