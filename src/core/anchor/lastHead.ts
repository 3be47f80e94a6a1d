import { indentOf } from './lines';
import { pieceEnd } from './symbols';

/**
 * The line on which the statement or block begins that ends exactly where the range does; only the outermost are tried.
 * Lines are 0-based.
 */
export function lastHead(raw: readonly string[], start: number, end: number, path: string): number | undefined {
  const base = indentOf(raw[start] ?? '');
  for (let line = start; line <= end; line++) {
    const text = raw[line] ?? '';
    if (text.trim() === '' || indentOf(text) > base || /^\s*[)\]}]+[,;]*\s*$/.test(text)) continue;
    if (/^\s*(@[\w.]+(\(.*\))?\s*(\/\/.*)?$|#\[|\/\/|\/\*|\*\s)/.test(text)) continue;
    const last = pieceEnd(raw, line, path);
    if (last === end) return line;
    if (last > end) return undefined;
    line = Math.max(line, last);
  }
  return undefined;
}
