import { alignExact, type Gap } from './align';
import { decideEnds, type Span } from './ends';
import type { Doc, LineTable } from './lineTable';
import type { Past } from './past';
import { alignSimilar, emptyMap, likeness, type LineMap } from './refine';
import { definedName, pieceEnd } from './symbols';

/** One way in which the range may have come into a present file. */
export interface Hypothesis {
  readonly doc: Doc;
  readonly map: LineMap;
  readonly span: Span;
  readonly how: 'order' | 'seeds' | 'symbol';
  /** How many times the present file defines the name that the range defines. */
  readonly namesakes: number;
  /** Present lines that other old lines of the same file became, in the alignment of both whole files. */
  readonly claimed: ReadonlySet<number>;
}

/** Every place of a present file where the range could be, the likeliest way first; worked out as they are asked for. */
export function* hypotheses(table: LineTable, past: Past, ids: Int32Array, doc: Doc): Generator<Hypothesis> {
  const seen = new Set<string>();
  const symbols = symbolLines(past, doc);
  const namesakes = past.defines === undefined ? 0 : symbols.length;
  const hypothesis = (map: LineMap, how: Hypothesis['how']): Hypothesis[] => {
    const span = decideEnds(table, past, ids, doc, map);
    const key = `${span?.low ?? ''}-${span?.high ?? ''}`;
    if (!span || seen.has(key)) return [];
    seen.add(key);
    return [{ doc, map, span, how, namesakes, claimed }];
  };
  const ordered = inOrder(table, past, ids, doc);
  const claimed = past.complete && doc.path === past.path ? claims(table, past, ids, ordered) : new Set<number>();
  yield* hypothesis(ordered, 'order');
  for (const line of symbols) {
    const high = Math.min(doc.raw.length - 1, pieceEnd(doc.raw, line, doc.path) + 2);
    const map = inWindow(table, past, ids, doc, { low: Math.max(0, line - 4), high });
    if (past.nameLine !== undefined) bind(table, ids, doc, map, past.nameLine, line);
    yield* hypothesis(map, 'symbol');
  }
  for (const window of seedWindows(table, past, ids, doc)) {
    yield* hypothesis(inWindow(table, past, ids, doc, window), 'seeds');
  }
}

/** Where the telling lines outside the range went. */
function claims(table: LineTable, past: Past, ids: Int32Array, map: LineMap): Set<number> {
  const claimed = new Set<number>();
  for (let line = 0; line < ids.length; line++) {
    const place = map.low[line] ?? -1;
    if (place < 0 || (line >= past.start && line <= past.end) || table.isWeak(ids[line] ?? 0)) continue;
    if (map.alike[line] === 1) claimed.add(place);
  }
  return claimed;
}

/** Aligns both whole texts in order, by likeness near the range. */
function inOrder(table: LineTable, past: Past, ids: Int32Array, doc: Doc): LineMap {
  return align(table, past, ids, doc, { a0: 0, a1: ids.length, b0: 0, b1: doc.ids.length });
}

/** Aligns the range and a few lines around it with one stretch of the present text. */
function inWindow(table: LineTable, past: Past, ids: Int32Array, doc: Doc, window: Span): LineMap {
  const a0 = Math.max(0, past.start - 6);
  const a1 = Math.min(ids.length, past.end + 7);
  return align(table, past, ids, doc, { a0, a1, b0: window.low, b1: window.high + 1 });
}

function align(table: LineTable, past: Past, ids: Int32Array, doc: Doc, gap: Gap): LineMap {
  const map = emptyMap(ids.length);
  alignExact(table, ids, doc.ids, gap, map.low, { from: past.start - 8, to: past.end + 8 });
  for (let line = gap.a0; line < gap.a1; line++) {
    map.high[line] = map.low[line] ?? -1;
    if ((map.low[line] ?? -1) >= 0) map.alike[line] = 1;
  }
  for (const hole of holes(map, gap, past)) {
    alignSimilar(table, ids, doc.ids, hole, map);
  }
  return map;
}

/** The unmatched stretches that touch the range or its nearest neighbours. */
function holes(map: LineMap, gap: Gap, past: Past): Gap[] {
  const [from, to] = [past.start - 4, past.end + 4];
  const list: Gap[] = [];
  let [a0, b0] = [gap.a0, gap.b0];
  for (let line = gap.a0; line <= gap.a1; line++) {
    const place = line === gap.a1 ? gap.b1 : (map.low[line] ?? -1);
    if (place < 0) continue;
    if (line > a0 && place > b0 && a0 <= to && line > from) {
      // Of a large hole, only the part that concerns the range.
      list.push({ a0: Math.max(a0, from - 8), a1: Math.min(line, to + 8), b0, b1: place });
    }
    [a0, b0] = [line + 1, place + 1];
  }
  return list;
}

const mostWindows = 4;
const mostPlaces = 8;

/** Stretches of the present text that hold several of the range's rare lines. */
function seedWindows(table: LineTable, past: Past, ids: Int32Array, doc: Doc): Span[] {
  const votes: { readonly at: number; readonly weight: number }[] = [];
  for (let line = past.start; line <= past.end; line++) {
    const id = ids[line] ?? 0;
    const count = doc.places.count(id);
    if (count === 0 || count > mostPlaces || table.isWeak(id)) continue;
    for (const place of doc.places.lines(id)) {
      votes.push({ at: place - (line - past.start), weight: table.weight(id) / count });
    }
  }
  votes.sort((a, b) => a.at - b.at);
  const length = past.count;
  const clusters: { low: number; high: number; weight: number }[] = [];
  for (const vote of votes) {
    const last = clusters[clusters.length - 1];
    if (last && vote.at - last.high <= Math.max(3, length / 3)) {
      last.high = vote.at;
      last.weight += vote.weight;
    } else clusters.push({ low: vote.at, high: vote.at, weight: vote.weight });
  }
  const slack = 8 + (length >> 1);
  const heaviest = Math.max(0, ...clusters.map((cluster) => cluster.weight));
  return clusters
    .filter((cluster) => cluster.weight >= heaviest / 4)
    .sort((a, b) => b.weight - a.weight || a.low - b.low)
    .slice(0, mostWindows)
    .map((cluster) => ({
      low: Math.max(0, cluster.low - slack),
      high: Math.min(doc.raw.length - 1, cluster.high + length + slack),
    }));
}

/** Says that an old line became a present one, whatever they look like: both define the same name. */
function bind(table: LineTable, ids: Int32Array, doc: Doc, map: LineMap, old: number, line: number): void {
  for (let other = 0; other < map.low.length; other++) {
    const place = map.low[other] ?? -1;
    if (other === old || place < 0 || (other < old ? (map.high[other] ?? -1) < line : place > line)) continue;
    map.low[other] = map.high[other] = -1;
    map.alike[other] = 0;
  }
  if (map.low[old] !== line) map.high[old] = line;
  map.low[old] = line;
  map.alike[old] = Math.max(0.5, likeness(table, ids[old] ?? 0, doc.ids[line] ?? 0));
}

/** Where the present file defines the symbol that the range is, or is in. */
function symbolLines(past: Past, doc: Doc): number[] {
  const name = past.defines ?? past.symbol;
  if (name === undefined || name === '') return [];
  const found: number[] = [];
  for (let line = 0; line < doc.raw.length && found.length < mostWindows; line++) {
    if ((doc.raw[line] ?? '').includes(name) && definedName(doc.raw, line, doc.path) === name) found.push(line);
  }
  return found;
}
