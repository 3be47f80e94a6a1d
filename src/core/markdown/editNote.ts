import { NotesError } from '../errors';
import type { Confirmation, Status } from '../note/note';
import { loadYaml, longestGeneral, readGeneralYaml, type YamlPackages } from './generalYaml';
import { readPlainYaml } from './plainYaml';
import { checkAnchors, editAnchors, type AnchorEdit } from './editAnchors';
import { editBody, editTitle } from './editBody';
import { editList } from './editList';
import { confirmedEntry } from './printNote';
import { scalarEntry } from './printYaml';
import { longestNote } from './parseNote';
import { splitNote } from './split';
import { emptyMap, sameValue, type MapValue, type Value } from './value';
import { YamlEditor } from './yamlEdit';

/** What to change in a note. What is absent stays; `null` or an empty list takes the key out. */
export interface NoteEdit {
  readonly id?: string | null;
  readonly status?: Status | null;
  readonly date?: string | null;
  readonly decisionMakers?: readonly string[];
  readonly consulted?: readonly string[];
  readonly informed?: readonly string[];
  readonly tags?: readonly string[];
  /** One after the other; an index counts the anchors as they are by then. */
  readonly anchors?: readonly AnchorEdit[];
  readonly supersedes?: readonly string[];
  readonly supersededBy?: readonly string[];
  readonly related?: readonly string[];
  readonly confirmed?: Confirmation | null;
  readonly reviewBy?: string | null;
  readonly source?: string | null;
  /** One line of markdown. */
  readonly title?: string;
  /** Markdown: everything below the title. */
  readonly body?: string;
}

/** The keys that are ours, in the order in which a new note has them. */
const order = [
  'id',
  'status',
  'date',
  'decision-makers',
  'consulted',
  'informed',
  'tags',
  'code',
  'supersedes',
  'superseded-by',
  'related',
  'confirmed',
  'review-by',
  'source',
];

/**
 * Changes a note's text and keeps every byte that the change does not name: comments, order, spacing, line ends, quotes,
 * unknown keys, a byte order mark. The result is read again and compared before it is handed back.
 *
 * @param file root path of the note, for the error
 * @throws NotesError `invalid-note` when the front matter cannot be changed without harm, `invalid-input` when the change
 *   names an anchor that is not there
 */
export async function editNote(file: string, text: string, edit: NoteEdit): Promise<string> {
  try {
    return apply(text, edit, await loadYaml());
  } catch (cause) {
    if (!(cause instanceof NotesError) || cause.file !== undefined) throw cause;
    throw new NotesError(cause.code, `${file}: ${cause.message}`, { file, cause });
  }
}

function apply(text: string, edit: NoteEdit, packages: YamlPackages): string {
  if (text.length > longestNote) {
    throw new NotesError('too-large', 'The note is longer than a million characters. Shorten it first.');
  }
  const eol = /\r\n|\n/.exec(text)?.[0] ?? '\n';
  let result = changesMatter(edit) ? applyToMatter(text, edit, eol, packages) : text;
  if (edit.title !== undefined) result = editTitle(result, edit.title, eol);
  if (edit.body !== undefined) result = editBody(result, edit.body, eol);
  return result;
}

function changesMatter(edit: NoteEdit): boolean {
  return Object.keys(edit).some((field) => field !== 'title' && field !== 'body');
}

function applyToMatter(text: string, edit: NoteEdit, eol: string, packages: YamlPackages): string {
  const split = splitNote(text);
  if (split.fault) {
    throw new NotesError('invalid-note', 'The front matter has no proper start or end. Mend it by hand first.');
  }
  const { start, end } = split.matter ?? { start: split.start, end: split.start };
  const matter = text.slice(start, end);
  if (matter.length > longestGeneral) {
    const size = `${longestGeneral / 1024} KiB`;
    throw new NotesError('invalid-note', `The front matter is longer than ${size}. Shorten it, or change it by hand.`);
  }
  const before = readMatter(matter, packages);
  const editor = new YamlEditor(packages.yaml, matter, eol);
  editFields(editor, edit, before);
  check(before, readAfter(editor.text, packages), edit);
  if (split.matter) return text.slice(0, start) + editor.text + text.slice(end);
  if (editor.text === '') return text;
  const gap = /^[ \t]*\r?(?:\n|$)/.test(text.slice(start)) ? '' : eol;
  return `${text.slice(0, start)}---${eol}${editor.text}---${eol}${gap}${text.slice(start)}`;
}

function readMatter(matter: string, packages: YamlPackages): MapValue {
  if (matter === '') return emptyMap;
  const plain = readPlainYaml(matter, 2);
  if (plain) return plain;
  const { map, problems } = readGeneralYaml(matter, packages);
  const [problem] = problems;
  if (problem) throw new NotesError('invalid-note', `${problem.message} Mend line ${problem.line} by hand first.`);
  return map;
}

/** @throws NotesError when the change broke it */
function readAfter(matter: string, packages: YamlPackages): MapValue {
  try {
    return readMatter(matter, packages);
  } catch (cause) {
    if (!(cause instanceof NotesError)) throw cause;
    throw new NotesError('invalid-note', 'This change would break the front matter. Change it by hand.', { cause });
  }
}

/** Our fields of one text, and their keys. */
const texts = { id: 'id', status: 'status', date: 'date', reviewBy: 'review-by', source: 'source' } as const;
/** Our fields of several texts, and their keys. */
const lists = {
  decisionMakers: 'decision-makers',
  consulted: 'consulted',
  informed: 'informed',
  tags: 'tags',
  supersedes: 'supersedes',
  supersededBy: 'superseded-by',
  related: 'related',
} as const;

function keysOf<T extends object>(fields: T): (keyof T)[] {
  return Object.keys(fields) as (keyof T)[];
}

/** MADR 3 called the decision makers deciders. */
function keyOfList(field: keyof typeof lists, map: MapValue): string {
  return field === 'decisionMakers' && !map.entries.has(lists[field]) && map.entries.has('deciders')
    ? 'deciders'
    : lists[field];
}

function above(key: string): readonly string[] {
  return order.slice(0, order.indexOf(key === 'deciders' ? 'decision-makers' : key));
}

function editFields(editor: YamlEditor, edit: NoteEdit, map: MapValue): void {
  for (const field of keysOf(texts)) {
    const value = edit[field];
    const key = texts[field];
    if (value === null) editor.remove(editor.root(), key);
    else if (value !== undefined && !says(map, key, textValue(value)))
      editor.set(editor.root(), scalarEntry(key, value), above(key));
  }
  for (const field of keysOf(lists)) {
    const values = edit[field];
    const key = keyOfList(field, map);
    if (values && !says(map, key, listValue(values))) editList(editor, key, values, above(key));
  }
  if (edit.confirmed === null) editor.remove(editor.root(), 'confirmed');
  else if (edit.confirmed) editConfirmed(editor, edit.confirmed);
  if (edit.anchors) editAnchors(editor, map, edit.anchors, above('code'));
}

function says(map: MapValue, key: string, value: Value): boolean {
  return sameValue(map.entries.get(key)?.value, value);
}

/** In the map that is there, key by key; else as a new value. */
function editConfirmed(editor: YamlEditor, { date, by }: Confirmation): void {
  const present = () => editor.asMap(editor.entry(editor.root(), 'confirmed')?.value);
  if (!present()) {
    editor.set(editor.root(), confirmedEntry({ date, ...(by === undefined ? {} : { by }) }), above('confirmed'));
    return;
  }
  editor.set(present(), scalarEntry('date', date), []);
  if (by === undefined) editor.remove(present(), 'by');
  else editor.set(present(), scalarEntry('by', by), ['date']);
}

/** Compares what the front matter says before and after, key by key. */
function check(before: MapValue, after: MapValue, edit: NoteEdit): void {
  const wanted = new Map<string, Value | undefined>();
  for (const field of keysOf(texts)) {
    const value = edit[field];
    if (value !== undefined) wanted.set(texts[field], value === null ? undefined : textValue(value));
  }
  for (const field of keysOf(lists)) {
    const values = edit[field];
    const key = keyOfList(field, before);
    if (values && !says(before, key, listValue(values)))
      wanted.set(key, values.length === 0 ? undefined : listValue(values));
  }
  if (edit.confirmed !== undefined) {
    const present = before.entries.get('confirmed')?.value;
    wanted.set('confirmed', edit.confirmed ? confirmedValue(edit.confirmed, present) : undefined);
  }
  for (const key of new Set([...before.entries.keys(), ...after.entries.keys(), ...wanted.keys()])) {
    if (key === 'code' && edit.anchors) continue;
    const expected = wanted.has(key) ? wanted.get(key) : before.entries.get(key)?.value;
    if (!sameValue(expected, after.entries.get(key)?.value)) throw harmful(key);
  }
  if (edit.anchors && !checkAnchors(before, after, edit.anchors)) throw harmful('code');
}

function harmful(key: string): NotesError {
  return new NotesError('invalid-note', `Changing the front matter would harm "${key}". Change it by hand.`);
}

function textValue(text: string): Value {
  return { kind: 'text', text };
}

function listValue(values: readonly string[]): Value {
  return { kind: 'list', items: values.map((text) => ({ line: 0, value: textValue(text) })) };
}

/** @param present what is there: a map keeps its other keys, and stays a map */
function confirmedValue({ date, by }: Confirmation, present: Value | undefined): Value {
  if (present?.kind !== 'map' && by === undefined) return textValue(date);
  const entries = new Map(present?.kind === 'map' ? present.entries : []);
  entries.set('date', { line: 0, value: textValue(date) });
  if (by === undefined) entries.delete('by');
  else entries.set('by', { line: 0, value: textValue(by) });
  return { kind: 'map', entries };
}
