import { statuses } from '../note/note';
import { array, number, string } from '../util/json';
import type { NoteBrief } from './noteStore';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const none: readonly never[] = Object.freeze([]);

/** What lists need of a note, as a list in the cache. `paths`: what the note records, each once. */
export function packBrief(note: NoteBrief, paths: readonly string[]): readonly unknown[] {
  const list = (texts: readonly string[]) => (texts.length === 0 ? 0 : texts);
  return [
    note.title,
    statuses.indexOf(note.status),
    ...[note.date, note.reviewBy, note.confirmed?.date, note.confirmed?.by].map((text) => text ?? 0),
    list(note.decisionMakers),
    list(note.tags),
    note.code.flatMap(({ path, lines }) => [paths.indexOf(path), lines?.start ?? -1, lines?.end ?? -1]),
  ];
}

/** The same back; `undefined` where there was no note. Throws TypeError when the cell is none. */
export function unpackBrief(paths: readonly string[], brief: unknown): NoteBrief | undefined {
  if (brief === 0) return undefined;
  const cells = array(brief);
  const list = (texts: unknown) => (texts === 0 ? none : array(texts).map(string));
  const text = (cell: unknown) => (cell === 0 ? undefined : string(cell));
  const places = array(cells[8]);
  const code: Writable<NoteBrief['code'][number]>[] = [];
  for (let at = 0; at < places.length; at += 3) {
    const anchor: Writable<NoteBrief['code'][number]> = { path: string(paths[number(places[at])]) };
    if (places[at + 1] !== -1) anchor.lines = { start: number(places[at + 1]), end: number(places[at + 2]) };
    code.push(anchor);
  }
  const unpacked: Writable<NoteBrief> = {
    title: string(cells[0]),
    status: statuses[number(cells[1])] ?? 'accepted',
    decisionMakers: list(cells[6]),
    tags: list(cells[7]),
    code: code.length === 0 ? none : code,
  };
  const [date, reviewBy, confirmed, by] = cells.slice(2, 6).map(text);
  if (date !== undefined) unpacked.date = date;
  if (reviewBy !== undefined) unpacked.reviewBy = reviewBy;
  if (confirmed !== undefined) unpacked.confirmed = by === undefined ? { date: confirmed } : { date: confirmed, by };
  return unpacked;
}
