import type { Anchor, LineRange, Location } from './anchor';
import { answer, found, lost, whole } from './answer';
import { splitAtOnce, splitLines, splitLinesInParts } from './lines';
import { pastOfFile, pastOfQuote, type Past } from './past';
import { PresentFile } from './present';
import { rank, score } from './rank';
import { inUnchangedEnds, quotedAt, quotedBy, standsAt, startsOf, unchangedEnds, type Unchanged } from './undisturbed';

/** What is known of an anchor's past besides the anchor itself. */
export interface PastEvidence {
  /** The whole old file, as it was when the anchor was recorded. */
  readonly original?: string | undefined;
}

/** Where an anchor's lines are in the present text of its file. Never throws. */
export function locateInText(anchor: Anchor, text: string, evidence: PastEvidence = {}): Location {
  return locateAllInText([anchor], text, evidence)[0] ?? lost(anchor);
}

/** The same for many anchors that were recorded in one file (with `original`: all in that text), in one pass. */
export function locateAllInText(anchors: readonly Anchor[], text: string, evidence: PastEvidence = {}): Location[] {
  const seeker = new Seeker(text, evidence.original);
  return anchors.map((anchor) => {
    if (!anchor.lines) return whole(anchor);
    const quick = seeker.quick(anchor);
    if (quick) return quick;
    const past = pastOf(anchor, evidence);
    if (!past) return lost(anchor, 'the note quotes no code');
    return answer(anchor, past, rank(past, score(past, seeker.file(anchor.path), true)));
  });
}

/** From this score, in log-odds, on a look-alike is too close to call a text the only one of its kind. */
const closeRival = 0;
const lowestRival = Number.NEGATIVE_INFINITY;

/** As much of the past as there is. */
export function pastOf(anchor: Anchor, evidence: PastEvidence): Past | undefined {
  return (evidence.original === undefined ? undefined : pastOfFile(anchor, evidence.original)) ?? pastOfQuote(anchor);
}

/** One present text, and what was learned while looking for the first anchors in it. */
export class Seeker {
  private present: PresentFile | undefined;
  private ends: Unchanged | undefined;
  /** Lines of the old text. */
  private old: readonly string[] | undefined;
  /** By how many lines the last ranges had moved: the next ones will have too. */
  private readonly shifts: number[] = [0];
  private readonly text: string;
  private readonly original: string | undefined;

  constructor(text: string, original: string | undefined) {
    this.text = text;
    this.original = original;
  }

  file(path: string): PresentFile {
    if (this.present?.path !== path) this.present = new PresentFile(path, this.text);
    return this.present;
  }

  /** Works out what `quick` needs, in parts where the texts are long. */
  async prepare(path: string): Promise<void> {
    if (this.text.length > splitAtOnce) await this.file(path).splitUp();
    if (this.original !== undefined && this.original.length > splitAtOnce)
      this.old ??= await splitLinesInParts(this.original);
  }

  /** The answer for a range that nobody touched, without comparing anything else. */
  quick(anchor: Anchor): Location | undefined {
    if (!anchor.lines) return undefined;
    const start =
      this.original === undefined ? this.quoted(anchor) : this.kept(anchor.path, anchor.lines, this.original);
    const count = anchor.lines.end - anchor.lines.start;
    return start === undefined ? undefined : found(anchor, { start: start + 1, end: start + 1 + count });
  }

  /** Line, 0-based, on which the quoted text starts, by the quote alone. */
  private quoted(anchor: Anchor): number | undefined {
    const quoted = quotedBy(anchor);
    if (!quoted || !anchor.lines) return undefined;
    const { lines } = this.file(anchor.path);
    // A look-alike that was there before may be all that is left.
    const sole = (quoted.fingerprint.rival ?? lowestRival) < closeRival;
    return this.shifted(
      anchor.lines.start - 1,
      quoted.head,
      lines,
      (at) => quotedAt(quoted, lines, at),
      () => sole,
    );
  }

  /** Line, 0-based, on which the range starts, by the old file. */
  private kept(path: string, range: LineRange, original: string): number | undefined {
    this.ends ??= unchangedEnds(original, this.text);
    const inEnds = inUnchangedEnds(range, this.ends);
    if (inEnds) return inEnds.start - 1;
    this.old ??= splitLines(original);
    const old = this.old;
    const { lines } = this.file(path);
    const place = { start: range.start - 1, count: range.end - range.start + 1 };
    const text = old.slice(place.start, range.end);
    return this.shifted(
      place.start,
      text,
      lines,
      (at) => standsAt(old, place, lines, at),
      () => startsOf(text, old).filter((at) => standsAt(old, place, old, at)).length === 1,
    );
  }

  /** Tries the moves that the last ranges made, then looks for the text: an answer only if it is and was there once. */
  private shifted(
    start: number,
    text: readonly string[],
    lines: readonly string[],
    stands: (at: number) => boolean,
    wasSole: () => boolean,
  ): number | undefined {
    const shift = this.shifts.find((known) => stands(start + known));
    if (shift !== undefined) return start + shift;
    const [only, ...others] = startsOf(text, lines).filter(stands);
    if (only === undefined || others.length > 0 || !wasSole()) return undefined;
    this.shifts.unshift(only - start);
    if (this.shifts.length > 4) this.shifts.pop();
    return only;
  }
}
