import { indentOf } from './lines';
import { dice, type Doc, type LineTable } from './lineTable';
import { pastText, type Past } from './past';
import type { LineMap } from './refine';
import { definedName, pieceEnd } from './symbols';

/** Lines of the present text, 0-based, both included. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** Decides both ends of the range in the present text from where its lines went; `undefined` when none is mapped. */
export function decideEnds(table: LineTable, past: Past, ids: Int32Array, doc: Doc, map: LineMap): Span | undefined {
  const core = mainCluster(table, past, ids, doc, map);
  if (!core) return undefined;
  const old = pastText(past);
  const low = withAnnotations(past, old, doc, map, decideStart(table, past, ids, old, doc, map, core));
  const high = decideEnd(table, past, ids, old, doc, map, { low, high: Math.max(low, core.high) });
  return { low, high: Math.min(doc.raw.length - 1, Math.max(low, high)) };
}

/** Comments and annotations: they stand above what they are about. */
const remark = /^\s*(\/\/|\/\*|\*\s|#\s|--\s|@\w|#\[|<!--)/;

interface Cluster extends Span {
  /** Old lines, first and last that belong to it. */
  readonly first: number;
  readonly last: number;
}

/** The heaviest run of the range's mapped lines without a large hole in the present text. */
function mainCluster(table: LineTable, past: Past, ids: Int32Array, doc: Doc, map: LineMap): Cluster | undefined {
  const clusters: (Cluster & { weight: number })[] = [];
  for (let line = past.start; line <= past.end; line++) {
    const low = map.low[line] ?? -1;
    if (low < 0) continue;
    const high = map.high[line] ?? low;
    const weight = (table.weight(ids[line] ?? 0) + 0.01) * (map.alike[line] ?? 0);
    const last = clusters[clusters.length - 1];
    const hole = last ? low - last.high : 0;
    if (last && (hole <= 12 + 3 * (line - last.last) || sameBlock(doc, last.low, low))) {
      clusters[clusters.length - 1] = {
        low: Math.min(last.low, low),
        high: Math.max(last.high, high),
        first: last.first,
        last: line,
        weight: last.weight + weight,
      };
    } else clusters.push({ low, high, first: line, last: line, weight });
  }
  return clusters.reduce<(Cluster & { weight: number }) | undefined>(
    (best, cluster) => (best && best.weight >= cluster.weight ? best : cluster),
    undefined,
  );
}

function sameBlock(doc: Doc, low: number, line: number): boolean {
  return line - low < 400 && pieceEnd(doc.raw, low, doc.path) >= line;
}

function decideStart(
  table: LineTable,
  past: Past,
  ids: Int32Array,
  old: readonly string[],
  doc: Doc,
  map: LineMap,
  core: Cluster,
): number {
  const mapped = map.low[past.start] ?? -1;
  if (mapped >= core.low && mapped <= core.high) return mapped;
  const above = neighbour(map, past.start - 1, -1, 0, core.low - 1);
  const from = above ? above.place + 1 : Math.max(0, core.low - (core.first - past.start) - 6);
  let best = core.low;
  let bestScore = Number.NEGATIVE_INFINITY;
  const text = old[past.start] ?? '';
  const name = past.defines;
  for (let line = Math.max(from, core.low - 60); line <= core.low; line++) {
    const candidate = doc.raw[line] ?? '';
    if (candidate.trim() === '') continue;
    let score = -0.3 * Math.abs(core.low - line - (core.first - past.start));
    score += 4 * dice(table.grams(ids[past.start] ?? 0), table.grams(doc.ids[line] ?? 0));
    if (indentOf(candidate) === indentOf(text)) score += 1.5;
    if (name !== undefined && definedName(doc.raw, line, doc.path) === name) score += 4;
    if (remark.test(candidate) && !remark.test(text)) score -= 2.5;
    if (past.complete && above?.line === past.start - 1 && line === from) score += 2;
    if ((old[past.start - 1] ?? '').trim() === '' && (doc.raw[line - 1] ?? '').trim() === '') score += 1;
    if (score > bestScore) [best, bestScore] = [line, score];
  }
  return best;
}

/** Languages in which an annotation is a modifier of the declaration below it, and so part of it. */
const annotated = /\.(java|kts?|scala|groovy|swift|dart)$/i;

/** Takes in annotations that were added above a declaration since. */
function withAnnotations(past: Past, old: readonly string[], doc: Doc, map: LineMap, low: number): number {
  const annotation = /^\s*@(?!interface\b)\w/;
  if (past.defines === undefined || !annotated.test(doc.path) || annotation.test(old[past.start - 1] ?? '')) return low;
  let line = low;
  while (line > 0 && annotation.test(doc.raw[line - 1] ?? '') && !map.low.includes(line - 1)) line--;
  return line;
}

function decideEnd(
  table: LineTable,
  past: Past,
  ids: Int32Array,
  old: readonly string[],
  doc: Doc,
  map: LineMap,
  core: Span,
): number {
  const head = past.lastHead;
  if (head !== undefined) {
    const place = head === past.start ? core.low : (map.low[head] ?? -1);
    const trusted = head === past.start || ((map.alike[head] ?? 0) >= 0.5 && place >= core.low);
    if (place >= 0 && trusted) {
      const line = head === past.start ? skipAnnotations(doc, place) : place;
      const high = pieceEnd(doc.raw, line, doc.path);
      if (high >= line) return high;
    }
  }
  const mapped = map.high[past.end] ?? -1;
  if (mapped >= core.low && mapped <= core.high) return mapped;
  const below = neighbour(map, past.end + 1, 1, core.high + 1, doc.raw.length - 1);
  const to = below ? below.place - 1 : Math.min(doc.raw.length - 1, core.high + 6);
  if (past.complete && below?.line === past.end + 1) {
    let line = to;
    while (line > core.high && (doc.raw[line] ?? '').trim() === '') line--;
    return line;
  }
  let best = core.high;
  let bestScore = 0;
  for (let line = core.high; line <= Math.min(to, core.high + 60); line++) {
    const candidate = doc.raw[line] ?? '';
    if (candidate.trim() === '') continue;
    let score = -0.3 * (line - core.high);
    score += 4 * dice(table.grams(ids[past.end] ?? 0), table.grams(doc.ids[line] ?? 0));
    if (indentOf(candidate) === indentOf(old[past.end] ?? '')) score += 1;
    if (line === core.high || score > bestScore) [best, bestScore] = [line, score];
  }
  return best;
}

/** The nearest old line from `from` on, upwards or downwards, that went between two present lines. */
function neighbour(
  map: LineMap,
  from: number,
  step: 1 | -1,
  low: number,
  high: number,
): { readonly line: number; readonly place: number } | undefined {
  for (let line = from, tried = 0; line >= 0 && line < map.low.length && tried < 60; line += step, tried++) {
    const place = step > 0 ? (map.low[line] ?? -1) : (map.high[line] ?? -1);
    if (place >= low && place <= high) return { line, place };
  }
  return undefined;
}

function skipAnnotations(doc: Doc, line: number): number {
  let at = line;
  while (
    at < doc.raw.length - 1 &&
    /^\s*(@[\w.]+(\(.*\))?\s*(\/\/.*)?$|#\[.*\]\s*$|\/\/|\/?\*)/.test(doc.raw[at] ?? '')
  )
    at++;
  return at;
}
