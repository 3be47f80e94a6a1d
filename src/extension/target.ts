import { l10n, type TextEditor, window } from 'vscode';
import { NotesError, type NoteEntry } from '../core/index';
import { coversLine } from './convert';
import { pickNote } from './pickNote';
import type { NoteRef } from './places';
import type { Root } from './root';
import type { Services } from './services';
import type { LiveNote } from './liveNote';
import type { Tracker } from './tracker';

/** The note that a command is about. */
export interface Target {
  readonly root: Root;
  readonly entry: NoteEntry;
  /** Position in `note.code` of the anchor that is meant. */
  readonly index: number;
}

/** The reference in a command's argument; `undefined` when it is none: arguments come from links, menus and keys. */
export function noteRef(argument: unknown): NoteRef | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { root, file, index } = argument as Record<string, unknown>;
  if (typeof root !== 'string' || typeof file !== 'string') return undefined;
  return { root, file, index: typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : 0 };
}

/** Notes at the cursor, the innermost first. */
export function notesAtCursor(tracker: Tracker, editor: TextEditor): readonly LiveNote[] {
  const line = editor.selection.active.line;
  return tracker
    .notesIn(editor.document)
    .filter((live) => coversLine(live.lines, line))
    .sort((a, b) => length(a) - length(b));
}

function length({ lines }: LiveNote): number {
  return lines ? lines.end - lines.start : Infinity;
}

/** The note that a reference names, as it stands. Rejects with `not-found` when it is gone. */
export async function resolveRef(services: Services, ref: NoteRef): Promise<Target> {
  await services.roots.ready();
  const root = services.roots.all().find((one) => one.key === ref.root);
  await root?.core.notes.ready();
  const entry = root?.core.notes.get(ref.file);
  if (!root || !entry)
    throw new NotesError('not-found', l10n.t('There is no note {0} any more.', ref.file), { file: ref.file });
  return { root, entry, index: Math.min(ref.index ?? 0, Math.max(0, (entry.note?.code.length ?? 0) - 1)) };
}

/**
 * The note that a command is about: the one it was given, the one at the cursor, the one whose file is open, or one that
 * the person picks. `undefined` when nothing is picked.
 */
export async function targetOf(services: Services, argument: unknown): Promise<Target | undefined> {
  const given = noteRef(argument);
  if (given) return resolveRef(services, given);
  const editor = window.activeTextEditor;
  const here = editor ? await targetsInEditor(services, editor) : [];
  const [only] = here;
  if (only && here.length === 1) return only;
  const picked = await pickNote(services, here.length > 1 ? here : undefined);
  return picked && resolveRef(services, picked);
}

async function targetsInEditor(services: Services, editor: TextEditor): Promise<readonly Target[]> {
  const place = await services.roots.find(editor.document.uri);
  if (!place) return [];
  await place.root.core.notes.ready();
  const entry = place.root.core.notes.get(place.path);
  if (entry) return [{ root: place.root, entry, index: 0 }];
  await services.tracker.load(editor.document);
  return notesAtCursor(services.tracker, editor).map(({ root, placed }) => ({
    root,
    entry: placed.entry,
    index: placed.index,
  }));
}
