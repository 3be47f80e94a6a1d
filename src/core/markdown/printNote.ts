import type { Anchor } from '../anchor/anchor';
import type { Confirmation, Status } from '../note/note';
import { withoutBlankEnds } from './blocks';
import { blockEntry, listEntry, mapEntry, mapLines, mapListEntry, scalarEntry, type PrintedEntry } from './printYaml';

/** What a new note is made of. Only the title is needed; what is absent or empty is not written. */
export interface NewNote {
  readonly title: string;
  readonly id?: string | undefined;
  readonly status?: Status | undefined;
  /** `YYYY-MM-DD`. */
  readonly date?: string | undefined;
  readonly decisionMakers?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly code?: readonly Anchor[] | undefined;
  readonly supersedes?: readonly string[] | undefined;
  readonly related?: readonly string[] | undefined;
  readonly confirmed?: Confirmation | undefined;
  readonly reviewBy?: string | undefined;
  readonly source?: string | undefined;
  /** Markdown below the title. */
  readonly body?: string | undefined;
}

/** The text of a new note, with `\n` line ends and one at the end. Reading it gives back what was passed. */
export function printNewNote(note: NewNote): string {
  const entries = [
    ...scalar('id', note.id),
    ...scalar('status', note.status),
    ...scalar('date', note.date),
    ...list('decision-makers', note.decisionMakers),
    ...list('tags', note.tags),
    ...(note.code?.length ? [codeEntry(note.code)] : []),
    ...list('supersedes', note.supersedes),
    ...list('related', note.related),
    ...(note.confirmed ? [confirmedEntry(note.confirmed)] : []),
    ...scalar('review-by', note.reviewBy),
    ...scalar('source', note.source),
  ];
  const matter = entries.length > 0 ? `---\n${mapLines(entries).join('\n')}\n---\n\n` : '';
  const body = withoutBlankEnds(note.body?.replace(/\r\n?/g, '\n') ?? '');
  return `${matter}# ${printTitle(note.title)}\n${body === '' ? '' : `\n${body}\n`}`;
}

function scalar(key: string, text: string | undefined): PrintedEntry[] {
  return text === undefined || text === '' ? [] : [scalarEntry(key, text)];
}

function list(key: string, texts: readonly string[] | undefined): PrintedEntry[] {
  return texts?.length ? [listEntry(key, texts)] : [];
}

/**
 * A title as the text of a heading: one line of markdown. What markdown would swallow (a tag, closing `#`) is escaped,
 * so that `Array<T>` is still there for a reader.
 */
export function printTitle(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line
    .replace(/(`[^`]*`)|<(?=[A-Za-z/!?])/g, (_, code?: string) => code ?? '\\<')
    .replace(/(^|\s)(#+)$/, '$1\\$2');
}

/** `confirmed: 2026-11-22`, or with who said so on lines of its own. */
export function confirmedEntry({ date, by }: Confirmation): PrintedEntry {
  return by === undefined
    ? scalarEntry('confirmed', date)
    : mapEntry('confirmed', [scalarEntry('date', date), scalarEntry('by', by)]);
}

/** The entry `code` with these anchors. */
export function codeEntry(anchors: readonly Anchor[]): PrintedEntry {
  return mapListEntry('code', anchors.map(anchorEntries));
}

/** The keys of an anchor, in the order in which they are written. */
export const anchorKeys = ['path', 'lines', 'symbol', 'commit', 'quote', 'quote-tail', 'fingerprint'] as const;

/** The entries of an anchor. */
export function anchorEntries(anchor: Anchor): PrintedEntry[] {
  const { path, lines, symbol, commit, quote, quoteTail, fingerprint } = anchor;
  return [
    scalarEntry('path', path),
    ...(lines ? [scalarEntry('lines', `${lines.start}-${lines.end}`)] : []),
    ...scalar('symbol', symbol),
    ...scalar('commit', commit),
    ...(quote === undefined ? [] : [blockEntry('quote', quote)]),
    ...(quoteTail === undefined ? [] : [blockEntry('quote-tail', quoteTail)]),
    ...scalar('fingerprint', fingerprint),
  ];
}
