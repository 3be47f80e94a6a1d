import type { LineRange } from './anchor';
import { hashText } from '../util/hash';
import { splitAll, splitAllInParts } from './lines';

/** A place in a document: both 0-based; `character` in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** One replacement, in positions of the text before the event that it belongs to. An editor's change event fits. */
export interface TextEdit {
  readonly start: TextPosition;
  readonly end: TextPosition;
  readonly text: string;
}

/** What an event did to tracked ranges. */
export interface TrackChange {
  /** Ranges that are on other lines than before, or gone, or back. */
  readonly changed: readonly string[];
  /** Ranges with an end inside replaced text: the engine should look again. */
  readonly unsure: readonly string[];
}

/** Ranges that follow a document's edits. */
export interface TrackedRanges {
  /** Present lines, 1-based and inclusive; `undefined` when unknown, or while all of the range is deleted. */
  get(id: string): LineRange | undefined;
  ids(): IterableIterator<string>;
  /** Adds a range, or says where it really is. */
  set(id: string, range: LineRange): void;
  delete(id: string): void;
  /** Follows the edits of one change event, which do not overlap, in any order. Throws on none: positions are clamped. */
  apply(edits: readonly TextEdit[]): TrackChange;
  /** Present number of lines, as an editor counts them: a final line end opens one more, empty, line. */
  readonly lineCount: number;
}

/**
 * Follows line ranges through a document's edits. A text that was there before (undo, redo, typed again) brings back
 * the ranges that it had, also those that a deletion had swallowed.
 */
export function trackEdits(text: string, ranges: ReadonlyMap<string, LineRange>): TrackedRanges {
  return new Tracker(splitAll(text), ranges);
}

/** The same for a text that may be so long that splitting it at once would hold the main loop. */
export async function trackEditsOf(text: string): Promise<TrackedRanges> {
  return new Tracker(await splitAllInParts(text), new Map());
}

type Span = readonly [start: number, end: number] | undefined;
const remembered = 500;

class Tracker implements TrackedRanges {
  private lines: string[];
  private spans = new Map<string, Span>();
  /** Ranges by what the text was then; the oldest first. */
  private readonly history = new Map<string, ReadonlyMap<string, Span>>();
  /** Differ from the first text's by the pairs of neighbouring lines that came and went: equal sums, equal texts. */
  private sums: [number, number] = [0, 0];

  constructor(lines: string[], ranges: ReadonlyMap<string, LineRange>) {
    this.lines = lines;
    for (const [id, range] of ranges) this.spans.set(id, this.span(range));
  }

  get lineCount(): number {
    return this.lines.length;
  }

  get(id: string): LineRange | undefined {
    const span = this.spans.get(id);
    return span && { start: span[0] + 1, end: span[1] + 1 };
  }

  ids(): IterableIterator<string> {
    return this.spans.keys();
  }

  set(id: string, range: LineRange): void {
    this.spans.set(id, this.span(range));
    this.history.clear();
  }

  delete(id: string): void {
    this.spans.delete(id);
  }

  apply(edits: readonly TextEdit[]): TrackChange {
    const before = this.spans;
    this.remember(before);
    const unsure = new Set<string>();
    // From the last to the first, so that each is still where its positions say.
    const ordered = edits
      .map((edit) => this.clamp(edit))
      .sort((a, b) => b.start.line - a.start.line || b.start.character - a.start.character);
    for (const edit of ordered) {
      const small = this.trim(edit);
      const first = small.start.line;
      const moves = small.end.line > first || /[\r\n]/.test(small.text);
      for (const [id, span] of this.spans) {
        // Most are above the edit, or below one that moves nothing.
        if (!span || span[1] < first || (!moves && span[0] > first)) continue;
        const moved = follow(span, small, (this.lines[span[1]] ?? '').length);
        if (moved.unsure) unsure.add(id);
        if (!isSame(span, moved.span)) this.change(id, moved.span, before);
      }
      this.replace(small);
    }
    const known = this.history.get(this.sums.join());
    if (known) {
      for (const [id, span] of known) if (!isSame(span, this.spans.get(id))) this.change(id, span, before);
      unsure.clear();
    }
    const changed =
      this.spans === before ? [] : [...this.spans].flatMap(([id, span]) => (isSame(before.get(id), span) ? [] : [id]));
    return { changed, unsure: [...unsure] };
  }

  /** Ranges that are remembered stay as they were. */
  private change(id: string, span: Span, before: ReadonlyMap<string, Span>): void {
    if (!this.spans.has(id)) return;
    if (this.spans === before) this.spans = new Map(before);
    this.spans.set(id, span);
  }

  private remember(spans: ReadonlyMap<string, Span>): void {
    const key = this.sums.join();
    this.history.delete(key);
    this.history.set(key, spans);
    for (const oldest of this.history.keys()) {
      if (this.history.size <= remembered) break;
      this.history.delete(oldest);
    }
  }

  private span(range: LineRange): Span {
    const start = Math.min(Math.max(0, range.start - 1), this.lines.length - 1);
    return [start, Math.min(Math.max(start, range.end - 1), this.lines.length - 1)];
  }

  private clamp(edit: TextEdit): TextEdit {
    const place = (position: TextPosition): TextPosition => {
      const line = Math.min(Math.max(0, position.line), this.lines.length - 1);
      const length = (this.lines[line] ?? '').length;
      if (line !== position.line) return { line, character: line < position.line ? length : 0 };
      return { line, character: Math.min(Math.max(0, position.character), length) };
    };
    return { start: place(edit.start), end: place(edit.end), text: edit.text };
  }

  /** The edit without the whole lines at both its ends that it replaces by themselves. */
  private trim(edit: TextEdit): TextEdit {
    if (edit.start.line === edit.end.line || !edit.text.includes('\n')) return edit;
    const fresh = splitAll(edit.text);
    let { line: first, character: firstCharacter } = edit.start;
    let { line: last, character: lastCharacter } = edit.end;
    let [low, high] = [0, fresh.length - 1];
    while (first < last && low < high && (this.lines[first] ?? '').slice(firstCharacter) === fresh[low]) {
      first++;
      low++;
      firstCharacter = 0;
    }
    while (first < last && low < high && (this.lines[last] ?? '').slice(0, lastCharacter) === fresh[high]) {
      last--;
      high--;
      lastCharacter = (this.lines[last] ?? '').length;
    }
    const left = fresh.slice(low, high + 1);
    // One old line is left, and it stands whole at either end of the new ones: they were put in beside it.
    if (first === last && left.length > 1) {
      const kept = (this.lines[first] ?? '').slice(firstCharacter, lastCharacter);
      const at = (character: number, text: string): TextEdit => {
        return { start: { line: first, character }, end: { line: first, character }, text };
      };
      if (kept !== '' && kept === left.at(-1)) return at(firstCharacter, `${left.slice(0, -1).join('\n')}\n`);
      if (kept !== '' && kept === left[0]) return at(lastCharacter, `\n${left.slice(1).join('\n')}`);
    }
    return {
      start: { line: first, character: firstCharacter },
      end: { line: last, character: lastCharacter },
      text: left.join('\n'),
    };
  }

  private replace(edit: TextEdit): void {
    const { start, end } = edit;
    const head = (this.lines[start.line] ?? '').slice(0, start.character);
    const tail = (this.lines[end.line] ?? '').slice(end.character);
    const fresh = splitAll(head + edit.text + tail);
    this.count(start.line - 1, end.line, -1);
    if (fresh.length < 1000) {
      this.lines.splice(start.line, end.line - start.line + 1, ...fresh);
    } else {
      this.lines = this.lines.slice(0, start.line).concat(fresh, this.lines.slice(end.line + 1));
    }
    this.count(start.line - 1, start.line + fresh.length - 1, 1);
  }

  /** Adds (or takes away) the pairs of lines that start at `from` to `to`. */
  private count(from: number, to: number, sign: 1 | -1): void {
    let [one, other] = this.sums;
    let before = hashText(this.lines[from] ?? '^');
    for (let line = from; line <= to; line++) {
      const after = hashText(this.lines[line + 1] ?? '$');
      // Two lanes of the digests; which line comes first makes a difference.
      one += sign * mixed(before % 2 ** 32, after % 2 ** 32);
      other += sign * mixed(Math.floor(before / 2 ** 32), Math.floor(after / 2 ** 32));
      before = after;
    }
    this.sums = [one | 0, other | 0];
  }
}

function mixed(before: number, after: number): number {
  const pair = Math.imul(before ^ 0x9e3779b1, 0x85ebca6b) + after;
  return Math.imul(pair ^ (pair >>> 15), 0xc2b2ae35);
}

/** Where a span of lines is after one edit. `length` is that of the span's last line. */
function follow(
  [start, end]: readonly [number, number],
  edit: TextEdit,
  length: number,
): { span: Span; unsure: boolean } {
  const { start: from, end: to } = edit;
  const added = edit.text.split(/\r\n|\n|\r/).length - 1;
  const shift = added - (to.line - from.line);
  const sure = (first: number, last: number): { span: Span; unsure: boolean } => ({
    span: first <= last ? [first, last] : undefined,
    unsure: false,
  });
  const beforeStart = to.line < start || (to.line === start && to.character === 0);
  const afterEnd = from.line > end || (from.line === end && from.character >= length);
  if (afterEnd && !(beforeStart && length === 0 && from.character === 0 && added > 0)) return sure(start, end);
  if (beforeStart) return sure(start + shift, end + shift);
  const cutsStart = from.line < start || (from.line === start && from.character === 0);
  const cutsEnd = to.line > end || (to.line === end && to.character >= length);
  if (cutsStart && cutsEnd) {
    if (edit.text.trim() === '') return { span: undefined, unsure: true };
    const exact = from.line === start && (to.line === end || (to.line === end + 1 && to.character === 0));
    const last = to.character === 0 && to.line > end ? from.line + added - 1 : from.line + added;
    if (exact) return sure(start, Math.max(start, last));
    const first = Math.min(start, from.line + added);
    return { span: [first, Math.max(first, Math.min(end, from.line + added))], unsure: true };
  }
  if (cutsStart) {
    if (from.line === start) return sure(start, end + shift);
    const first = from.line + Math.min(added, start - from.line);
    return { span: first <= end + shift ? [first, end + shift] : undefined, unsure: added > 0 };
  }
  if (!cutsEnd || to.line === end) return sure(start, end + shift);
  if (added === 0) return sure(start, from.character === 0 && to.character === 0 ? from.line - 1 : from.line);
  return { span: [start, Math.max(start, Math.min(end, from.line + added))], unsure: true };
}

function isSame(a: Span, b: Span): boolean {
  return a === b || (a?.[0] === b?.[0] && a?.[1] === b?.[1]);
}
