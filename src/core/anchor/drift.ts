import type { Past } from './past';
import type { Ranked } from './rank';

/**
 * Share of the recorded lines, 0 to 1, that are not in the present range: neither as a line nor, in their order, in its
 * text without what formatters add and move. So a range that was only wrapped or joined anew did not drift.
 */
export function driftOf(past: Past, { hypothesis: { doc, map, span } }: Ranked): number {
  const present = doc.raw
    .slice(span.low, span.high + 1)
    .map(bare)
    .join('');
  let [kept, from] = [0, 0];
  for (let line = past.start; line <= past.end; line++) {
    const known = past.lines[line];
    const text = known && 'raw' in known ? bare(known.raw) : '';
    const at = text === '' ? -1 : present.indexOf(text, from);
    if (at >= 0) from = at + text.length;
    const place = map.low[line] ?? -1;
    if (at >= 0 || (place >= span.low && place <= span.high && map.alike[line] === 1)) kept++;
  }
  return Math.min(1, Math.max(0, 1 - kept / (past.end - past.start + 1)));
}

/** A line without white space, commas and semicolons, with quotes alike. */
function bare(line: string): string {
  return line.replace(/[\s,;]+/g, '').replace(/['`]/g, '"');
}
