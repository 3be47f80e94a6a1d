import { printScalar } from '../markdown/printYaml';
import { statuses } from '../note/note';
import { checkPath } from '../note/path';

/** Other text in a part of one line. Columns count from 0; `to` stands in the place of `from`. */
export interface LineFix {
  readonly column: number;
  readonly from: string;
  readonly to: string;
}

interface Scalar {
  /** As written, with its quotes. */
  readonly source: string;
  readonly column: number;
  readonly text: string;
}

/** The value of `key: value # comment` on a line of front matter. */
function valueOf(line: string, key: string): Scalar | undefined {
  const start = new RegExp(`^\\s*(?:-\\s+)?${key}\\s*:\\s+`).exec(line)?.[0].length;
  if (start === undefined) return undefined;
  const source = /^(?:'(?:[^']|'')*'|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s'"[{|>&*!#][^#]*?)(?=\s*(?:\s#.*)?$)/.exec(
    line.slice(start),
  )?.[0];
  const text = source === undefined ? undefined : unquoted(source);
  return source === undefined || text === undefined ? undefined : { source, column: start, text };
}

function unquoted(source: string): string | undefined {
  if (source.startsWith("'")) return source.slice(1, -1).replaceAll("''", "'");
  if (!source.startsWith('"')) return source;
  // Escapes that JSON does not know are left to a person.
  if (!/^(?:[^\\]|\\["\\/])*$/.test(source)) return undefined;
  return source.slice(1, -1).replace(/\\(.)/g, '$1');
}

function replacing({ source, column }: Scalar, text: string): LineFix {
  const quote = /^['"]/.exec(source)?.[0];
  const single = `'${text.replaceAll("'", "''")}'`;
  const to = quote === '"' ? JSON.stringify(text) : quote === "'" ? single : printScalar(text, true);
  return { column, from: source, to };
}

/** The status that was meant: the one that differs least, when no other is as near. */
export function nearestStatus(line: string): LineFix | undefined {
  const value = valueOf(line, 'status');
  if (!value || value.text.length > 20) return undefined;
  const word = value.text.trim().toLowerCase();
  const near = statuses
    .map((status) => ({ status, distance: editDistance(word, status) }))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  if (!first || first.distance > 3 || first.distance === second?.distance) return undefined;
  return replacing(value, first.status);
}

/** Reversed lines the right way round. */
export function orderedLines(line: string): LineFix | undefined {
  const value = valueOf(line, 'lines');
  const found = value && /^(\s*)(\d{1,9})(\s*[-–]\s*)(\d{1,9})(\s*)$/.exec(value.text);
  if (!found) return undefined;
  const [, lead = '', start = '', dash = '', end = '', tail = ''] = found;
  if (Number(end) < 1 || Number(start) <= Number(end)) return undefined;
  return replacing(value, `${lead}${end}${dash}${start}${tail}`);
}

/**
 * A path relative to the root, with `/` between folders, where what is written can only mean that.
 *
 * @param root absolute path of the root on this machine
 */
export function rootPathOf(line: string, root: string | undefined): LineFix | undefined {
  const value = valueOf(line, 'path');
  if (!value) return undefined;
  const slashes = value.text.trim().replaceAll('\\', '/');
  const top = root?.replaceAll('\\', '/').replace(/\/$/, '');
  // Windows tells drives and names apart by no case.
  const same = (a: string, b: string) => a === b || (/^[a-z]:/i.test(b) && a.toLowerCase() === b.toLowerCase());
  const inside = top !== undefined && top !== '' && same(slashes.slice(0, top.length + 1), `${top}/`);
  const { path } = checkPath(inside ? slashes.slice(top.length + 1) : slashes);
  return path === undefined || path === value.text ? undefined : replacing(value, path);
}

/** How many letters have to be put in, taken out, changed or swapped with their neighbour (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let i = 1; i <= a.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j++) {
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      const changed = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i]?.push(Math.min(swapped, changed, at(i - 1, j) + 1, at(i, j - 1) + 1));
    }
  }
  return at(a.length, b.length);
}
