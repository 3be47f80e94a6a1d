import type { Hypothesis } from './hypotheses';
import type { Doc, LineTable } from './lineTable';
import { pathLikeness } from './paths';
import type { Past } from './past';
import { definedName } from './symbols';

/** What speaks for and against a hypothesis. Each 0 to 1 where not said otherwise. */
export interface Features {
  /** Share of the range's weight that was found, by likeness. */
  readonly recall: number;
  /** Share of the present lines' weight that comes from the range. */
  readonly precision: number;
  /** Share of the neighbouring lines found next to it. */
  readonly context: number;
  /** 1: defines the same name; 0: another one; 0.3: none; 0.5: none to compare. */
  readonly name: number;
  /** Defines the same name, and nothing else in the file does. */
  readonly sole: number;
  /** Weight of what was found: how much evidence there is at all; unbounded. */
  readonly mass: number;
  /** The first and the last line were found by themselves. */
  readonly ends: number;
  /** The text is the same but for white space. */
  readonly same: number;
  /** Same place in the alignment of both whole files. */
  readonly order: number;
  /** Share of the other old lines that the present file has. */
  readonly kin: number;
  /** How alike the two paths are. */
  readonly path: number;
  /** The present path looks like a copy for tests or of somebody else's code, and the old one did not. */
  readonly copy: number;
  /** In the recorded file. */
  readonly here: number;
  /** In another file, though the recorded one is still there. */
  readonly left: number;
  /** Share of the present lines that were in that file before and were not the range. */
  readonly taken: number;
}

const neighbours = 4;
const copies =
  /(^|\/)(vendor(ed)?|third[_-]?party|node_modules|fixtures?|__fixtures__|testdata|snapshots?|__snapshots__|dist|build|out|generated|examples?|samples?|legacy|deprecated|backup|archive|external|deps)\//i;

/** Measures a hypothesis. `stays`: the recorded file is still there. `before`: ids of another file's old lines. */
export function measure(
  table: LineTable,
  past: Past,
  ids: Int32Array,
  hypothesis: Hypothesis,
  stays: boolean,
  before: ReadonlySet<number> | undefined,
): Features {
  const { doc, map, span } = hypothesis;
  let [total, found] = [0, 0];
  const taken = new Set<number>();
  let same = 1;
  for (let line = past.start; line <= past.end; line++) {
    const id = ids[line] ?? 0;
    const weight = table.weight(id) / Math.sqrt(Math.max(1, doc.places.count(id)));
    const [low, high] = [map.low[line] ?? -1, map.high[line] ?? -1];
    const alike = map.alike[line] ?? 0;
    total += weight;
    if (low >= span.low && high <= span.high && low >= 0) {
      found += weight * alike;
      for (let place = low; place <= high; place++) taken.add(place);
      if (alike < 1) same = 0;
    } else if (weight > 0) same = 0;
  }
  let [present, explained, old] = [0, 0, 0];
  for (let line = span.low; line <= span.high; line++) {
    const weight = table.weight(doc.ids[line] ?? 0);
    present += weight;
    const id = doc.ids[line] ?? 0;
    if (!table.isWeak(id) && (hypothesis.claimed.has(line) || before?.has(id) === true)) old += weight;
    if (taken.has(line)) explained += weight;
    else if (weight > 0) same = past.whole ? 0 : same;
  }
  const name = nameMatch(past, hypothesis);
  return {
    recall: total > 0 ? found / total : 0,
    precision: present > 0 ? explained / present : 0,
    context: contextShare(table, past, ids, hypothesis),
    name,
    sole: name === 1 && hypothesis.namesakes === 1 ? 1 : 0,
    mass: found,
    ends:
      (map.low[past.start] === span.low ? (map.alike[past.start] ?? 0) / 2 : 0) +
      (map.high[past.end] === span.high ? (map.alike[past.end] ?? 0) / 2 : 0),
    same,
    order: hypothesis.how === 'order' ? 1 : 0,
    kin: kinship(table, past, ids, doc),
    path: pathLikeness(past.path, doc.path),
    copy: copies.test(doc.path) && !copies.test(past.path) ? 1 : 0,
    here: doc.path === past.path ? 1 : 0,
    taken: present > 0 ? old / present : 0,
    left: doc.path !== past.path && stays ? 1 : 0,
  };
}

/** Share, by weight, of the lines outside the range that the present file has, wherever. */
function kinship(table: LineTable, past: Past, ids: Int32Array, doc: Doc): number {
  let [total, found] = [0, 0];
  for (let line = 0; line < ids.length; line++) {
    const id = ids[line] ?? 0;
    if ((line >= past.start && line <= past.end) || table.isWeak(id)) continue;
    total += table.weight(id);
    if (doc.places.count(id) > 0) found += table.weight(id);
  }
  return total > 0 ? found / total : 0.5;
}

function contextShare(table: LineTable, past: Past, ids: Int32Array, { map, span }: Hypothesis): number {
  let [total, found] = [0, 0];
  const look = (step: 1 | -1): void => {
    let seen = 0;
    for (let line = step < 0 ? past.start - 1 : past.end + 1; line >= 0 && line < ids.length; line += step) {
      const id = ids[line] ?? 0;
      if (table.weight(id) === 0) continue;
      if (++seen > neighbours) return;
      const place = map.low[line] ?? -1;
      const weight = table.weight(id);
      total += weight;
      const distance = step < 0 ? span.low - place : place - span.high;
      if (place >= 0 && distance > 0 && distance < 30) found += weight * (map.alike[line] ?? 0);
    }
  };
  look(-1);
  look(1);
  return total > 0 ? found / total : 0.5;
}

function nameMatch(past: Past, { doc, span }: Hypothesis): number {
  if (past.defines === undefined) return 0.5;
  for (let line = span.low; line <= Math.min(span.high, span.low + 30); line++) {
    const name = definedName(doc.raw, line, doc.path);
    if (name !== undefined) return name === past.defines ? 1 : 0;
  }
  return 0.3;
}
