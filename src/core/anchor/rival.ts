import type { Anchor } from './anchor';
import { LineTable } from './lineTable';
import { pastOfQuote } from './past';
import { score } from './rank';

/** A place with less than this, in log-odds, is no look-alike. */
const lowest = -2;
/** In a longer file none is looked for. */
const longest = 20_000;

/**
 * How like the recorded range the next best place of its file is, as a score in log-odds: what the engine would find if
 * the range were cut out. A note whose range is deleted later would else end at its look-alike. `undefined`: none is like it.
 */
export function rivalOf(anchor: Anchor, lines: readonly string[]): number | undefined {
  const past = pastOfQuote(anchor);
  if (!past || !anchor.lines || lines.length > longest) return undefined;
  const table = new LineTable();
  const rest = [...lines.slice(0, anchor.lines.start - 1), ...lines.slice(anchor.lines.end)];
  const scored = score(past, { table, doc: table.doc(anchor.path, rest) }, true);
  const best = Math.max(...scored.map((one) => one.score));
  return best < lowest ? undefined : Math.min(99, best);
}
