import { listEntry, printScalar } from './printYaml';
import type { YamlEditor } from './yamlEdit';

/**
 * Makes a list of texts say `values`. Items that stay keep their form, new ones go to the end; only a list in another
 * order is written anew.
 *
 * @param above keys below which a new entry goes
 */
export function editList(editor: YamlEditor, key: string, values: readonly string[], above: readonly string[]): void {
  if (values.length === 0) {
    editor.remove(editor.root(), key);
    return;
  }
  const texts = readTexts(editor, key);
  const kept = texts ? keptItems(texts, values) : undefined;
  if (!texts || !kept || kept.size === 0) {
    editor.set(editor.root(), listEntry(key, values), above);
    return;
  }
  for (let index = texts.length - 1; index >= 0; index--) {
    const list = editor.list(editor.entry(editor.root(), key));
    if (list && !kept.has(index)) editor.removeItem(list, index);
  }
  for (const value of values.slice(kept.size)) {
    const list = editor.list(editor.entry(editor.root(), key));
    if (list) editor.addItem(list, [printScalar(value)], printScalar(value, true));
  }
}

function readTexts(editor: YamlEditor, key: string): readonly string[] | undefined {
  const list = editor.list(editor.entry(editor.root(), key));
  return list && editor.texts(list);
}

/** Positions of the items that stay, when the wanted list starts with them, in order; else `undefined`. */
function keptItems(texts: readonly string[], values: readonly string[]): ReadonlySet<number> | undefined {
  const kept = new Set<number>();
  texts.forEach((text, index) => {
    if (text === values[kept.size]) kept.add(index);
  });
  const added = values.slice(kept.size);
  return added.some((value) => texts.includes(value)) ? undefined : kept;
}
