/**
 * Front matter as data. Every scalar is the text as written (a date or a commit never turns into anything else);
 * `none` is an empty value, `null` or `~`.
 */
export type Value =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Item[] }
  | MapValue;

/** One item of a list, with its 1-based line in the file. */
export interface Item {
  readonly line: number;
  readonly value: Value;
}

/** Keys in the order in which they are written. */
export interface MapValue {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Item>;
}

export const none: Value = { kind: 'none' };
export const emptyMap: MapValue = { kind: 'map', entries: new Map() };

/** Whether a plain scalar stands for nothing, in YAML 1.2's core schema. */
export function isNull(plain: string): boolean {
  return plain === '' || plain === '~' || plain === 'null' || plain === 'Null' || plain === 'NULL';
}

/** Whether two values say the same; where they stand makes no difference, and nor does the order of keys. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'text') return b.kind === 'text' && a.text === b.text;
  if (a.kind === 'list') {
    if (b.kind !== 'list' || a.items.length !== b.items.length) return false;
    return a.items.every((item, index) => sameValue(item.value, b.items[index]?.value));
  }
  if (a.kind === 'map') {
    if (b.kind !== 'map' || a.entries.size !== b.entries.size) return false;
    return [...a.entries].every(([key, item]) => sameValue(item.value, b.entries.get(key)?.value));
  }
  return b.kind === 'none';
}
