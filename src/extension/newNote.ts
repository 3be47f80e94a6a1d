import { l10n, type TextDocument, workspace } from 'vscode';
import {
  createIds,
  NotesError,
  record,
  recordAnchor,
  type Anchor,
  type LineRange,
  type NewNote,
  type NotePlacement,
  type Plan,
} from '../core/index';
import { cellOf, isCell, notedText, type NotedText } from './cells';
import { settings } from './contributions';
import type { Root } from './root';
import type { Place } from './roots';

/**
 * Anchors lines of a document as they are in the editor, saved or not; lines of a cell as its notebook's file has them.
 * An empty file is meant as a whole.
 *
 * @throws NotesError `invalid-input` for a cell that the file does not hold yet
 */
export async function anchorOf(
  { root, path }: Place,
  document: TextDocument,
  lines: LineRange | undefined,
  symbol: string | undefined,
): Promise<Anchor> {
  const noted = await requireText({ root, path }, document);
  const commit = await root.host.git?.head();
  const whole = lines === undefined || document.getText().trim() === '';
  return recordAnchor({ path, text: noted.text, lines: whole ? undefined : noted.fromDocument(lines), symbol, commit });
}

/**
 * Lines of a document as lines of its file: a cell's stand elsewhere in its notebook's file.
 *
 * @throws NotesError `invalid-input` in a notebook that is not saved
 */
export async function linesInFile(
  place: Place,
  document: TextDocument,
  lines: LineRange,
): Promise<LineRange | undefined> {
  if (!isCell(document.uri)) return lines;
  if (cellOf(document.uri)?.notebook.isDirty !== false) throw unsavedCell(place.path);
  return (await requireText(place, document)).fromDocument(lines);
}

async function requireText({ root, path }: Place, document: TextDocument): Promise<NotedText> {
  const noted = await notedText(root, path, document);
  if (!noted) throw unsavedCell(path);
  return noted;
}

function unsavedCell(file: string): NotesError {
  return new NotesError('invalid-input', l10n.t('Save the notebook first: the cell is not in its file yet.'), { file });
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
