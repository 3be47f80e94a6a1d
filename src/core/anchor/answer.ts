import type { Anchor, Candidate, LineRange, Location } from './anchor';
import { driftOf } from './drift';
import { wholeDigest } from './fingerprint';
import { limits } from './model';
import type { Past } from './past';
import type { Ranked } from './rank';

const mostCandidates = 5;
/** How often text between its old neighbours is the right one; nobody has seen it fail yet. */
const undisturbed = 0.995;

/** Turns ranked hypotheses into what is said to the person. */
export function answer(anchor: Anchor, past: Past, ranked: readonly Ranked[]): Location {
  const best = ranked[0];
  if (!best) return lost(anchor);
  const { enough, showing } = limits(past.complete);
  if (best.confidence < showing) return { ...lost(anchor), confidence: 1 - best.confidence };
  if (best.confidence < enough) {
    const candidates = ranked.filter((one) => one.confidence >= showing / 2).slice(0, mostCandidates);
    return {
      state: 'uncertain',
      confidence: best.confidence,
      path: best.hypothesis.doc.path,
      drift: 1,
      reasons: [
        candidates.length > 1 ? `${candidates.length} places are somewhat alike` : 'one place is somewhat alike',
      ],
      candidates: candidates.map(candidate(past)),
    };
  }
  const { doc, span } = best.hypothesis;
  const lines = { start: span.low + 1, end: span.high + 1 };
  const equal = sameText(past, doc.raw.slice(span.low, span.high + 1));
  const stayed = doc.path === anchor.path && lines.start === anchor.lines?.start && lines.end === anchor.lines.end;
  return {
    state: equal ? (stayed ? 'exact' : 'moved') : 'edited',
    confidence: best.confidence,
    path: doc.path,
    lines,
    drift: equal ? 0 : driftOf(past, best),
    reasons: reasonsFor(past, best, equal),
    candidates: [],
  };
}

/** The answer for a range whose text and neighbours are as they were, on these lines. */
export function found(anchor: Anchor, lines: LineRange): Location {
  const stayed = lines.start === anchor.lines?.start && lines.end === anchor.lines.end;
  return {
    state: stayed ? 'exact' : 'moved',
    confidence: undisturbed,
    path: anchor.path,
    lines,
    drift: 0,
    reasons: ['same text', 'same neighbours'],
    candidates: [],
  };
}

/** The answer for an anchor that was not found. */
export function lost(anchor: Anchor, reason = 'nothing like it was found'): Location {
  return { state: 'lost', confidence: 0.9, path: anchor.path, drift: 1, reasons: [reason], candidates: [] };
}

/** The location of a note on a whole file that is there. */
export function whole(anchor: Anchor): Location {
  return { state: 'exact', confidence: 1, path: anchor.path, drift: 0, reasons: ['the file is there'], candidates: [] };
}

function sameText(past: Past, text: readonly string[]): boolean {
  if (text.length !== past.count) return false;
  // The fingerprint stands for lines that the quote leaves out or cuts.
  if (!past.complete && past.fingerprint) return past.fingerprint.whole === wholeDigest(text);
  return text.every((line, index) => {
    const known = past.lines[past.start + index];
    return known !== undefined && 'raw' in known && known.raw === line;
  });
}

function candidate(past: Past): (ranked: Ranked) => Candidate {
  return (ranked) => ({
    path: ranked.hypothesis.doc.path,
    lines: { start: ranked.hypothesis.span.low + 1, end: ranked.hypothesis.span.high + 1 },
    confidence: ranked.confidence,
    reasons: reasonsFor(past, ranked, false),
  });
}

function reasonsFor(past: Past, { hypothesis, features }: Ranked, equal: boolean): string[] {
  const reasons: string[] = [];
  const { map, span, doc } = hypothesis;
  if (equal) reasons.push('same text');
  else {
    let [all, alike] = [0, 0];
    for (let line = past.start; line <= past.end; line++) {
      const known = past.lines[line];
      if (known && 'raw' in known && known.raw.trim() === '') continue;
      all++;
      const place = map.low[line] ?? -1;
      if (place >= span.low && place <= span.high) alike++;
    }
    if (alike > 0) reasons.push(`${alike} of ${all} lines alike`);
  }
  if (features.name === 1 && past.defines !== undefined) reasons.push(`same name ${past.defines}`);
  if (features.name === 0 && past.defines !== undefined) reasons.push(`another name than ${past.defines}`);
  if (features.context >= 0.6) reasons.push('same neighbours');
  if (doc.path !== past.path) reasons.push(`in ${doc.path}`);
  return reasons;
}
