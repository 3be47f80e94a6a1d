import { l10n, TreeItem } from 'vscode';
import type { Location, NoteEntry } from '../core/index';
import { isBroken } from '../core/browse/placement';
import { commands } from './contributions';
import { linesText, noteIcon, placeText, spokenPlace, stateText, statusText, titleOf } from './noteText';
import type { NoteRef } from './places';

/** What the row of a note is made from. */
export interface NoteRow {
  readonly id: string;
  readonly ref: NoteRef;
  readonly entry: NoteEntry;
  readonly location: Location | undefined;
  /** The note stands under its file: only the lines are named. */
  readonly underFile: boolean;
  /** Shown before the title: the words that a search found. */
  readonly label?: string;
  readonly highlights?: [number, number][];
}

/** The row of a note. Enter or a click leads to its code. */
export function noteItem(row: NoteRow): TreeItem {
  const { entry, location, ref } = row;
  const anchor = entry.note?.code[ref.index ?? 0];
  const item = new TreeItem({ label: row.label ?? titleOf(entry), highlights: row.highlights ?? [] });
  item.id = row.id;
  item.iconPath = noteIcon(entry, location);
  const place = row.underFile ? linesText(location ? location.lines : anchor?.lines) : placeText(anchor, location);
  const state = location && location.state !== 'exact' ? stateText(location.state) : '';
  const title = row.label === undefined || row.label === titleOf(entry) ? '' : titleOf(entry);
  item.description = [title, state, place].filter((part) => part !== '').join(' · ');
  item.contextValue = contextValue(entry, location);
  item.command = { command: commands.revealNote, title: l10n.t('Go to Code'), arguments: [ref] };
  const status = entry.note ? statusText(entry.note.status) : l10n.t('not readable');
  item.accessibilityInformation = {
    label: [titleOf(entry), ...(title === '' ? [] : [row.label]), status, spokenPlace(anchor, location)].join(', '),
  };
  return item;
}

/** `note`, and what `when` clauses of the context menu ask for. */
export function contextValue(entry: NoteEntry, location: Location | undefined): string {
  const parts = ['note'];
  if (isBroken(entry)) parts.push('broken');
  if ((entry.note?.code.length ?? 0) > 0) parts.push('anchored');
  if (location) parts.push(location.state);
  return parts.join(' ');
}
