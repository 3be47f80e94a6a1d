import { l10n, ThemeColor, ThemeIcon } from 'vscode';
import type { Anchor, Location, LocationState, NoteEntry, Status } from '../core/index';
import { isBroken } from '../core/browse/placement';

/** The word for a state, for people. */
export function stateText(state: LocationState): string {
  switch (state) {
    case 'exact':
      return l10n.t('in place');
    case 'moved':
      return l10n.t('moved');
    case 'edited':
      return l10n.t('edited');
    case 'uncertain':
      return l10n.t('uncertain');
    case 'lost':
      return l10n.t('lost');
  }
}

/** The word for a status, for people. */
export function statusText(status: Status): string {
  switch (status) {
    case 'proposed':
      return l10n.t('proposed');
    case 'accepted':
      return l10n.t('accepted');
    case 'rejected':
      return l10n.t('rejected');
    case 'deprecated':
      return l10n.t('deprecated');
    case 'superseded':
      return l10n.t('superseded');
  }
}

/** The note's title, or its file where nothing of it could be read. */
export function titleOf(entry: NoteEntry): string {
  return entry.note?.title ?? entry.file;
}

/** `12` or `12–20`. */
export function linesText(lines: { readonly start: number; readonly end: number } | undefined): string {
  if (!lines) return '';
  return lines.start === lines.end ? `${lines.start}` : `${lines.start}–${lines.end}`;
}

/** `retry.ts:12–20`: the file's name and the lines, as last known. */
export function placeText(anchor: Anchor | undefined, location: Location | undefined): string {
  if (!anchor) return '';
  const name = (location?.path ?? anchor.path).split('/').at(-1) ?? '';
  const lines = linesText(location?.lines ?? (location ? undefined : anchor.lines));
  return lines === '' ? name : `${name}:${lines}`;
}

/** The same for a screen reader: `src/retry.ts, lines 12 to 20, moved`. */
export function spokenPlace(anchor: Anchor | undefined, location: Location | undefined): string {
  if (!anchor) return l10n.t('no code');
  const lines = location?.lines ?? (location ? undefined : anchor.lines);
  const parts = [location?.path ?? anchor.path];
  if (lines) parts.push(l10n.t('lines {0} to {1}', lines.start, lines.end));
  if (location && location.state !== 'exact') parts.push(stateText(location.state));
  return parts.join(', ');
}

/** The icon of a note: what is wrong with it first, else its status. */
export function noteIcon(entry: NoteEntry, location: Location | undefined): ThemeIcon {
  const warning = new ThemeColor('list.warningForeground');
  if (!entry.note || isBroken(entry)) {
    return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  }
  if (location?.state === 'lost') return new ThemeIcon('debug-disconnect', warning);
  if (location?.state === 'uncertain') return new ThemeIcon('question', warning);
  switch (entry.note.status) {
    case 'proposed':
      return new ThemeIcon('lightbulb');
    case 'accepted':
      return new ThemeIcon('note');
    case 'rejected':
      return new ThemeIcon('circle-slash');
    case 'deprecated':
      return new ThemeIcon('archive');
    case 'superseded':
      return new ThemeIcon('history');
  }
}
