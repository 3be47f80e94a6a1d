import { workspace } from 'vscode';
import {
  NotesError,
  type AnchorSource,
  type LineRange,
  type Location,
  type NoteFile,
  type PresentAnchor,
} from '../../core/index';
import { presentPlace } from '../openCode';
import type { Root } from '../root';
import type { Services } from '../services';
import type { Target } from '../target';

/** The note's file as it is on disk. Rejects with `not-utf8` when it cannot be changed without harm. */
export async function noteFile({ root, entry }: Pick<Target, 'root' | 'entry'>): Promise<NoteFile> {
  const bytes = await root.host.files.read(entry.file);
  try {
    return { file: entry.file, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (cause) {
    const message = `${entry.file} is not valid UTF-8. Save it as UTF-8 first.`;
    throw new NotesError('not-utf8', message, { file: entry.file, cause });
  }
}

/** Lines of a file as the person sees it, saved or not; without lines the file or folder as a whole. */
export async function sourceOf(root: Root, path: string, lines: LineRange | undefined): Promise<AnchorSource> {
  const commit = await root.host.git?.head();
  if (!lines) return { path, text: '', commit };
  const document = await workspace.openTextDocument(root.toUri(path));
  return { path, text: document.getText(), lines, commit };
}

/** Whether the code was found there for sure. */
export function isCertain(location: Location | undefined): location is Location {
  return location !== undefined && location.state !== 'lost' && location.state !== 'uncertain';
}

/** Those of the note's anchors whose code was found for sure, where it is now. */
export async function presentAnchors(services: Services, target: Target): Promise<readonly PresentAnchor[]> {
  const code = target.entry.note?.code ?? [];
  const found = await Promise.all(
    code.map(async (_anchor, index) => {
      const location = await presentPlace(services.tracker, { ...target, index });
      if (!isCertain(location)) return [];
      return [{ index, source: await sourceOf(target.root, location.path, location.lines) }];
    }),
  );
  return found.flat();
}
