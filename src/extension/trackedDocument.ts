import type { TextDocument, TextDocumentChangeEvent } from 'vscode';
import { type LineRange, type Location, type Logger, type PlacedNote, type TrackedRanges } from '../core/index';
import { trackEditsOf } from '../core/anchor/track';
import { turn } from '../core/util/turn';
import { inDocument, notedText } from './cells';
import type { Root } from './root';
import type { LiveNote } from './liveNote';

/** The notes of one open document: placed by the engine now and then, and following each edit in between. */
export class TrackedDocument {
  private places: readonly PlacedNote[] = [];
  private ranges: TrackedRanges | undefined;
  /** Notes whose range an edit has torn since the engine last looked: then the engine knows better. */
  private readonly unsure = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: { promise: Promise<void>; resolve: () => void } | undefined;
  private shown = '';
  /** Counts wishes to place: what an older one finds is no longer of interest. */
  private round = 0;
  private cancel: AbortController | undefined;
  private disposed = false;

  readonly document: TextDocument;
  readonly root: Root;
  readonly path: string;
  private readonly log: Logger;
  private readonly changed: () => void;

  constructor(document: TextDocument, root: Root, path: string, log: Logger, changed: () => void) {
    this.document = document;
    this.root = root;
    this.path = path;
    this.log = log;
    this.changed = changed;
  }

  /** Sorted by line; notes on the whole file first. */
  notes(): readonly LiveNote[] {
    return this.places
      .map((placed) => ({ root: this.root, placed, lines: this.ranges?.get(idOf(placed)) }))
      .sort((a, b) => (a.lines?.start ?? 0) - (b.lines?.start ?? 0));
  }

  /** Follows one event; says whether the engine should look again once the typing has settled. */
  edit(event: TextDocumentChangeEvent): boolean {
    const { ranges } = this;
    if (!ranges) return false;
    const change = ranges.apply(
      event.contentChanges.map(({ range, text }) => ({ start: range.start, end: range.end, text })),
    );
    for (const id of change.unsure) this.unsure.add(id);
    if (change.changed.length > 0) this.changed();
    return this.unsure.size > 0 || [...ranges.ids()].some((id) => ranges.get(id) === undefined);
  }

  /** Places the notes again after `delay` milliseconds without another wish. */
  placeSoon(delay: number): void {
    if (this.disposed) return;
    this.waiting ??= deferred();
    this.supersede();
    const due = (): void => {
      const left = turn.restLeft();
      if (left > 0) this.timer = setTimeout(due, left);
      else void this.place();
    };
    this.timer = setTimeout(due, delay);
  }

  /** The text was read anew by another program's doing: what was followed until now is no longer certain. */
  startOver(): void {
    for (const placed of this.places) this.unsure.add(idOf(placed));
    this.placeSoon(0);
  }

  /** Notes say something else now: listeners hear of it even where nothing moved. */
  notesChanged(): void {
    this.shown = '';
    if (this.document.isDirty) this.placeSoon(0);
    else this.startOver();
  }

  /** Resolves when no placing is under way or waited for. */
  placed(): Promise<void> {
    return this.waiting?.promise ?? Promise.resolve();
  }

  dispose(): void {
    this.disposed = true;
    this.supersede();
    this.settle();
  }

  private supersede(): void {
    this.round++;
    this.cancel?.abort();
    clearTimeout(this.timer);
  }

  private async place(): Promise<void> {
    this.timer = undefined;
    const round = ++this.round;
    const { version } = this.document;
    const cancel = new AbortController();
    this.cancel = cancel;
    try {
      await this.root.core.notes.ready();
      if (round !== this.round) return;
      const noted = await notedText(this.root, this.path, this.document);
      if (round !== this.round) return;
      const found = noted ? await this.root.core.locations.inFile(this.path, noted.text, cancel.signal) : [];
      if (round !== this.round) return;
      const ranges = this.ranges ?? (await trackEditsOf(this.document.getText()));
      if (round !== this.round) return;
      if (this.document.version === version) {
        this.ranges = ranges;
        this.take(noted ? inDocument(found, noted) : [], ranges);
      } else this.placeSoon(0);
    } catch (error) {
      if (cancel.signal.aborted) return;
      this.log.error(`Could not place the notes of ${this.path}.`, error);
    }
    if (round === this.round) this.settle();
  }

  private take(found: readonly PlacedNote[], ranges: TrackedRanges): void {
    // What is as it was stays the same object: nobody need draw it anew.
    const before = new Map(this.places.map((placed) => [idOf(placed), placed]));
    const places = found.map((placed) => {
      const known = before.get(idOf(placed));
      return known?.entry === placed.entry && isSame(known.location, placed.location) ? known : placed;
    });
    this.places = places;
    const gone = new Set(ranges.ids());
    for (const placed of places) {
      const id = idOf(placed);
      gone.delete(id);
      this.settleRange(ranges, id, placed.location.lines);
    }
    for (const id of gone) ranges.delete(id);
    this.unsure.clear();
    const shown = JSON.stringify(
      this.notes().map(({ placed, lines }) => [idOf(placed), placed.note, placed.location, lines]),
    );
    if (shown === this.shown) return;
    this.shown = shown;
    this.changed();
  }

  /** What was followed through every edit is certain; otherwise the engine decides. */
  private settleRange(ranges: TrackedRanges, id: string, lines: LineRange | undefined): void {
    const followed = ranges.get(id);
    if (followed && !this.unsure.has(id)) return;
    if (lines && (lines.start !== followed?.start || lines.end !== followed.end)) ranges.set(id, lines);
    if (!lines && followed) ranges.delete(id);
  }

  private settle(): void {
    this.waiting?.resolve();
    this.waiting = undefined;
  }
}

function isSame(a: Location, b: Location): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

function idOf(placed: PlacedNote): string {
  return `${placed.entry.file}\n${placed.index}`;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
