import { type Location } from '../core/anchor/anchor';
import { printable } from './printable';

/** A location as JSON lines show it: a place, or `lost` with candidates. Confidences have three decimals. */
export function locationJson(location: Location): object {
  const { state, path, lines, candidates } = location;
  const confidence = round(location.confidence);
  if (lines) return { path, start_line: lines.start, end_line: lines.end, state, confidence };
  return {
    lost: true,
    state,
    confidence,
    candidates: candidates.map((candidate) => ({
      path: candidate.path,
      start_line: candidate.lines.start,
      end_line: candidate.lines.end,
      confidence: round(candidate.confidence),
      reasons: candidate.reasons,
    })),
  };
}

/** A location for a person. */
export function locationText(location: Location): string {
  const { state, path, lines, candidates, reasons } = location;
  const place = (file: string, range: { start: number; end: number }): string =>
    printable(`${file}:${range.start}-${range.end}`);
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const because = reasons.length > 0 ? ` (${printable(reasons.join(', '))})` : '';
  if (lines) return `${place(path, lines)}  ${state}, ${percent(location.confidence)}${because}\n`;
  const rows = candidates.map(
    (one) => `  ${place(one.path, one.lines)}  ${percent(one.confidence)} (${printable(one.reasons.join(', '))})\n`,
  );
  return `${state}${because}\n${rows.join('')}`;
}

function round(share: number): number {
  return Math.round(share * 1000) / 1000;
}
