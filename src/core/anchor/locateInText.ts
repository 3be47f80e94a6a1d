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
  // All of these first: where one range went says where to look for those beside it.
  const quick = anchors.map((anchor) => seeker.beside(anchor) ?? seeker.quick(anchor));
  return anchors.map((anchor, index) => {
    if (!anchor.lines) return whole(anchor);
    const known = quick[index] ?? seeker.near(anchor);
    if (known) return known;
    const part = seeker.part(anchor);
    const past = pastOf(part.anchor, part);
    if (!past) return lost(anchor, 'the note quotes no code');
    return part.whole(answer(part.anchor, past, rank(past, score(past, part.file, true))));
  });
}

/** Lines of a present file in which a range has to be looked for: all, or a part of a long file. */
export interface Part {
  /** The anchor, with lines as they are in the part's old text. */
  readonly anchor: Anchor;
  readonly file: PresentFile;
  /** The old text of the part, if it is known. */
  readonly original: string | undefined;
  /** What is found in the part, with lines as they are in the whole file. */
  whole(location: Location): Location;
}

/** From this score, in log-odds, on a look-alike is too close to call a text the only one of its kind. */
const closeRival = 0;
const lowestRival = Number.NEGATIVE_INFINITY;

/** A shorter text, in UTF-16 units, is compared as a whole. */
const longText = 400_000;
/** Of a long text, so many lines from its top are cut out sooner than all are split. */
const nearTop = 2000;
/** Lines on each side of a range that are compared where a long file is not compared as a whole. */
const reach = 200;
/** From this confidence on, a place near where it is looked for first needs no comparing with the rest of a long file. */
const certain = 0.98;
const mostShifts = 4;
/** Where fewer lines of a long text lie between what did not change at its top and at its bottom, only those are compared. */
const mostChanged = 5000;

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

  /** With the old file: the answer for a range outside what changed, or beside it at a long text's top. Splits nothing. */
  beside(anchor: Anchor): Location | undefined {
    if (!anchor.lines || this.original === undefined) return undefined;
    if (!this.ends) {
      this.ends = unchangedEnds(this.original, this.text);
      this.moved(this.ends.after - this.ends.before);
    }
    const lines = inUnchangedEnds(anchor.lines, this.ends);
    if (lines) return found(anchor, lines);
    return anchor.lines.end <= nearTop ? this.near(anchor) : undefined;
  }

  /** The answer for a range that nobody touched, without comparing anything else. */
  quick(anchor: Anchor): Location | undefined {
    if (!anchor.lines) return undefined;
    const start =
      this.original === undefined ? this.quoted(anchor) : this.kept(anchor.path, anchor.lines, this.original);
    const count = anchor.lines.end - anchor.lines.start;
    return start === undefined ? undefined : found(anchor, { start: start + 1, end: start + 1 + count });
  }

  /**
   * In a long text, the answer for a range on which something changed, if it is sure among the lines where the ranges
   * beside it went. `undefined`: all lines have to be compared.
   */
  near(anchor: Anchor): Location | undefined {
    if (!anchor.lines || this.text.length < longText) return undefined;
    const { start, end } = anchor.lines;
    const old = this.original === undefined ? undefined : around(this.original, this.old, start - 1, end);
    for (const shift of this.shifts) {
      if (start + shift < 1) continue;
      const now = around(this.text, this.present?.split, start - 1 + shift, end + shift);
      // Few lines, but long ones: they are compared as a whole.
      if (now.text.length > this.text.length / 2) return undefined;
      const by = old ? -old.from : shift - now.from;
      const inside = { ...anchor, lines: { start: start + by, end: end + by } };
      const location = locateInText(inside, now.text, { original: old?.text });
      if (location.lines && location.confidence >= certain) return placed(location, anchor, now.from);
    }
    return undefined;
  }

  /** What has to be compared. With the old file: what stands as it was, above and below, is not where the range went. */
  part(anchor: Anchor): Part {
    const { path, lines } = anchor;
    const { original, ends } = this;
    const changed = ends && ends.before > 0 ? Math.max(ends.before, ends.after) - ends.top - ends.bottom : Infinity;
    if (!lines || original === undefined || !ends || this.text.length < longText || changed > mostChanged)
      return { anchor, file: this.file(path), original, whole: (location) => location };
    const start = Math.min(lines.start - 1, ends.top);
    const end = Math.max(lines.end, ends.before - ends.bottom + 1);
    const old = around(original, this.old, start, end);
    const now = around(this.text, this.present?.split, start, end + ends.after - ends.before);
    return {
      anchor: { ...anchor, lines: { start: lines.start - old.from, end: lines.end - old.from } },
      file: new PresentFile(path, now.text),
      original: old.text,
      whole: (location) => placed(location, anchor, now.from),
    };
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
    this.moved(only - start);
    return only;
  }

  private moved(shift: number): void {
    if (this.shifts.includes(shift)) return;
    this.shifts.unshift(shift);
    if (this.shifts.length > mostShifts) this.shifts.pop();
  }
}

/** What was found in the lines of the anchor's file from line `from` (0-based) on, with lines as they are in the file. */
function placed(location: Location, { path, lines: old }: Anchor, from: number): Location {
  const moved = <T extends { readonly path: string; readonly lines?: LineRange }>(one: T): T =>
    one.path === path && one.lines
      ? { ...one, lines: { start: one.lines.start + from, end: one.lines.end + from } }
      : one;
  const found = { ...moved(location), candidates: location.candidates.map(moved) };
  if (found.state !== 'exact' && found.state !== 'moved') return found;
  const stayed = found.path === path && found.lines?.start === old?.start && found.lines?.end === old?.end;
  return { ...found, state: stayed ? 'exact' : 'moved' };
}

/**
 * Some lines (0-based, the end excluded) with those around them, as a text, and the line on which it begins. `split`: all
 * lines of the text, if they are known.
 */
function around(
  text: string,
  split: readonly string[] | undefined,
  start: number,
  end: number,
): { readonly text: string; readonly from: number } {
  const [from, to] = [Math.max(0, start - reach), Math.max(0, end + reach)];
  const lines = split ?? splitLines(text.slice(0, endOfLine(text, to)));
  return { text: lines.slice(from, to).join('\n'), from };
}

/** Where so many lines of a text end, in UTF-16 units. */
function endOfLine(text: string, count: number): number {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}
