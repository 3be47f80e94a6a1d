import type { Judged } from './case';

/** Answers whose confidence lies in one tenth. */
export interface Tenth {
  readonly low: number;
  readonly answers: number;
  /** Mean of what was claimed, 0 to 1. */
  readonly claimed: number;
  /** Share that overlapped the right place by half or more, 0 to 1. */
  readonly right: number;
}

/** Of the places given as an answer, by tenth of confidence, how many were right. Empty tenths are left out. */
export function calibration(judged: readonly Judged[]): Tenth[] {
  const tenths = Array.from({ length: 10 }, () => ({ answers: 0, claimed: 0, right: 0 }));
  for (const { location, verdict } of judged) {
    if (location.state === 'lost' || location.state === 'uncertain') continue;
    const tenth = tenths[Math.min(9, Math.max(0, Math.floor(location.confidence * 10)))]!;
    tenth.answers++;
    tenth.claimed += location.confidence;
    if (verdict === 'exact' || verdict === 'overlap') tenth.right++;
  }
  return tenths.flatMap(({ answers, claimed, right }, index) =>
    answers === 0 ? [] : [{ low: index / 10, answers, claimed: claimed / answers, right: right / answers }],
  );
}

/** A table for people. A tenth of 30 or more answers that is off by more than 5 points is marked. */
export function calibrationTable(judged: readonly Judged[]): string {
  const rows = calibration(judged).map(({ low, answers, claimed, right }) => {
    const off = 100 * (right - claimed);
    const mark = answers >= 30 && Math.abs(off) > 5 ? '  off' : '';
    const share = `${(100 * claimed).toFixed(1).padStart(8)}${(100 * right).toFixed(1).padStart(8)}`;
    return `${low.toFixed(1)}-${(low + 0.1).toFixed(1)}${String(answers).padStart(9)}${share}${off.toFixed(1).padStart(8)}${mark}`;
  });
  return ['tenth    answers claimed   right    off', ...rows].join('\n');
}
