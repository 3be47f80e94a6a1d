import { newNoteFileName } from '../note/fileName';
import { join, parent } from '../util/rootPath';

/** Where note files go. */
export interface NotePlacement {
  /** Beside the code, or in one folder at the top. */
  readonly placement: 'beside' | 'root';
  /** Name of the notes' folders, usually `.decisions`. */
  readonly folderName: string;
  /** Folder that counts as the top, for `root`; default the root itself. */
  readonly top?: string;
}

/** Folder for notes about the code file `path`; a note without code (`undefined`) belongs to the whole team, at the top. */
export function folderFor(path: string | undefined, { placement, folderName, top = '' }: NotePlacement): string {
  return join(path === undefined || placement === 'root' ? top : parent(path), folderName);
}

/**
 * A file for a new note that is not taken.
 *
 * @param isFree whether a root path is free; asked until it says yes
 */
export async function freeNoteFile(
  folder: string,
  date: string,
  title: string,
  isFree: (path: string) => boolean | Promise<boolean>,
): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const path = join(folder, newNoteFileName(date, title, attempt));
    if (await isFree(path)) return path;
  }
}
