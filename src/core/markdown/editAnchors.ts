import type { Anchor } from '../anchor/anchor';
import { NotesError } from '../errors';
import { readFields } from '../note/fields';
import { anchorEntries, anchorKeys, codeEntry } from './printNote';
import { flowMap, mapLines } from './printYaml';
import { emptyMap, sameValue, type Item, type MapValue, type Value } from './value';
import type { YamlEditor } from './yamlEdit';

/** One change to a note's list of anchors. `index` is the anchor's place in `Note.code`, from 0. */
export type AnchorEdit =
  | { readonly kind: 'add'; readonly anchor: Anchor }
  | { readonly kind: 'replace'; readonly index: number; readonly anchor: Anchor }
  | { readonly kind: 'remove'; readonly index: number };

/** An item of `code`: its anchor, where it is a good one, and what else it says. */
interface CodeItem {
  readonly anchor: Anchor | undefined;
  readonly extra: Value;
}

/** Makes the changes, one after the other; `map` is what the front matter says before them. */
export function editAnchors(
  editor: YamlEditor,
  map: MapValue,
  edits: readonly AnchorEdit[],
  above: readonly string[],
): void {
  let items = readItems(map);
  for (const edit of edits) {
    editOne(editor, items, edit, above);
    items = applied(items, edit);
  }
}

/** Whether the list says what it said, changed by `edits`. */
export function checkAnchors(before: MapValue, after: MapValue, edits: readonly AnchorEdit[]): boolean {
  const expected = edits.reduce(applied, readItems(before));
  const found = readItems(after);
  return (
    expected.length === found.length &&
    expected.every((item, index) => {
      const other = found[index];
      return other !== undefined && sameAnchor(item.anchor, other.anchor) && sameValue(item.extra, other.extra);
    })
  );
}

function editOne(editor: YamlEditor, items: readonly CodeItem[], edit: AnchorEdit, above: readonly string[]): void {
  const entry = editor.entry(editor.root(), 'code');
  const list = editor.list(entry);
  if (edit.kind === 'add') {
    const { anchor } = edit;
    if (list?.items.length) {
      editor.addItem(list, mapLines(anchorEntries(anchor)), flowMap(anchorEntries(anchor)));
      return;
    }
    if (items.length > 0 && editor.asMap(entry?.value)) {
      throw new NotesError('invalid-note', '"code" is not a list. Write "- " before its first key by hand.');
    }
    editor.set(editor.root(), codeEntry([...good(items), anchor]), above);
    return;
  }
  const place = placeOf(items, edit.index);
  if (edit.kind === 'remove') {
    if (!list || list.items.length === 1) {
      editor.remove(editor.root(), 'code');
      return;
    }
    editor.removeItem(list, place);
    return;
  }
  const { anchor } = edit;
  const find = () => {
    const present = editor.entry(editor.root(), 'code');
    return editor.list(present)?.items[place] ?? present?.value;
  };
  if (!editor.asMap(find())) {
    const node = list?.items[place];
    if (!node) {
      editor.set(editor.root(), codeEntry([anchor]), above);
      return;
    }
    if (list.flow) editor.replaceNode(node, flowMap(anchorEntries(anchor)));
    else editor.replaceItem(node, mapLines(anchorEntries(anchor)));
    return;
  }
  const printed = anchorEntries(anchor);
  const present = items[place]?.anchor;
  const before = present ? anchorEntries(present) : [];
  for (const key of anchorKeys) {
    const value = printed.find((candidate) => candidate.key === key);
    // What says the same already stays as it is written.
    if (value !== undefined && value.flow === before.find((candidate) => candidate.key === key)?.flow) continue;
    if (value) editor.set(editor.asMap(find()), value, anchorKeys.slice(0, anchorKeys.indexOf(key)));
    else editor.remove(editor.asMap(find()), key);
  }
}

function good(items: readonly CodeItem[]): readonly Anchor[] {
  return items.flatMap(({ anchor }) => anchor ?? []);
}

/** Place of an anchor among all items, broken ones included. */
function placeOf(items: readonly CodeItem[], index: number): number {
  const places = items.flatMap(({ anchor }, place) => (anchor ? [place] : []));
  const place = places[index];
  if (place === undefined) throw new NotesError('invalid-input', `The note has no anchor ${index + 1}.`);
  return place;
}

function applied(items: readonly CodeItem[], edit: AnchorEdit): readonly CodeItem[] {
  if (edit.kind === 'add') return [...items, { anchor: edit.anchor, extra: emptyMap }];
  const place = placeOf(items, edit.index);
  if (edit.kind === 'remove') return items.filter((_, index) => index !== place);
  return items.map((item, index) => (index === place ? { anchor: edit.anchor, extra: item.extra } : item));
}

function readItems(map: MapValue): readonly CodeItem[] {
  const value = map.entries.get('code')?.value;
  if (value === undefined || value.kind === 'none') return [];
  const items: readonly Item[] = value.kind === 'list' ? value.items : [{ line: 1, value }];
  return items.map((item) => {
    const alone: MapValue = { kind: 'map', entries: new Map([['code', { line: 1, value: item.value }]]) };
    return { anchor: readFields(alone).fields.code[0], extra: extraOf(item.value) };
  });
}

function extraOf(value: Value): MapValue {
  if (value.kind !== 'map') return emptyMap;
  const ours: readonly string[] = anchorKeys;
  return { kind: 'map', entries: new Map([...value.entries].filter(([key]) => !ours.includes(key))) };
}

function sameAnchor(a: Anchor | undefined, b: Anchor | undefined): boolean {
  if (!a || !b) return a === b;
  return flowMap(anchorEntries(a)) === flowMap(anchorEntries(b));
}
