/**
 * Where `text` should be highlighted for a search: each word of it that is one of `terms` or begins with a word of the
 * query, as `[start, end)` in UTF-16 units, in order, without overlaps.
 */
export function highlights(text: string, terms: readonly string[], query: string): [number, number][] {
  const words = query.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  const whole = new Set(terms.map((term) => term.toLowerCase()));
  const found: [number, number][] = [];
  for (const match of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    const word = match[0].toLowerCase();
    const begun = words.filter((start) => word.startsWith(start)).sort((a, b) => b.length - a.length)[0];
    if (begun !== undefined && word.length === match[0].length) found.push([match.index, match.index + begun.length]);
    else if (whole.has(word)) found.push([match.index, match.index + match[0].length]);
  }
  return found;
}
