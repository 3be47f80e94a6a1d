import type { CodeMove } from '../actions/followCodeMove';
import type { CancelSignal, Disposable } from '../host';
import type { Anchor, Location } from '../anchor/anchor';
import type { Note, NoteBody, Problem } from '../note/note';

/** One note file in the index. An unreadable or broken note is an entry too: its problems say why. */
export interface NoteEntry {
  /** Root path of the `.md` file. */
  readonly file: string;
  /** As much of the note as could be read; `undefined` when nothing could. */
  readonly note: Note | undefined;
  /** What lists need of the note, where that can be had without the rest; see `briefOf`. */
  readonly brief?: NoteBrief | undefined;
  readonly problems: readonly Problem[];
}

/** As much of a note as lists of thousands need. */
export type NoteBrief = Pick<
  Note,
  'title' | 'status' | 'date' | 'reviewBy' | 'confirmed' | 'decisionMakers' | 'tags'
> & {
  readonly code: readonly Pick<Anchor, 'path' | 'lines'>[];
};

/** What lists need of an entry's note: of one in the cache, nothing else is then decoded, and nothing kept. */
export function briefOf(entry: NoteEntry): NoteBrief | undefined {
  return entry.brief ?? entry.note;
}

/** A note's text and what it says, read when somebody asks. */
export interface NoteText {
  readonly text: string;
  readonly body: NoteBody;
}

/** An anchor of a note, with the place in the note's `code` list that it came from. */
export interface AnchoredNote {
  readonly entry: NoteEntry;
  readonly note: Note;
  readonly anchor: Anchor;
  /** Position in `note.code`, from 0. */
  readonly index: number;
}

/** A note that another names in its front matter, or is named by. */
export interface NoteLink {
  /** What the note that was asked about does to, or suffers from, the other. */
  readonly kind: 'supersedes' | 'superseded-by' | 'related';
  readonly entry: NoteEntry;
}

/** What changed in the index, by note file. */
export interface StoreChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** A note found by a search, with the ranges to highlight. */
export interface SearchHit {
  readonly entry: NoteEntry;
  readonly score: number;
  /** Words of the note that matched, as they are indexed (lower case). */
  readonly terms: readonly string[];
}

/** The index of all notes of one root: filled on first use, kept in step with the disk, evented. */
export interface NoteStore extends Disposable {
  /** Resolves once the index is filled. Never rejects: what could not be read is an entry with problems. */
  ready(): Promise<void>;
  /** All entries, sorted by file. Empty before `ready`. */
  all(): readonly NoteEntry[];
  get(file: string): NoteEntry | undefined;
  /** By id, by file name, or by root path. */
  find(reference: string): NoteEntry | undefined;
  /** The notes that this one supersedes, is superseded by, or is related to, whichever of the two says so. */
  links(file: string): readonly NoteLink[];
  /** Anchors recorded for the file `path`, and those known to have moved into it. */
  anchoredIn(path: string): readonly AnchoredNote[];
  problems(): readonly Problem[];
  /** The note's text now. Rejects with NotesError when it cannot be read. */
  text(file: string): Promise<NoteText>;
  /** Searches titles, tags and bodies; fuzzy and by prefix; best first. */
  search(query: string): Promise<readonly SearchHit[]>;
  /** Looks again at these files, or at all. Resolves when the index is in step. */
  refresh(files?: readonly string[]): Promise<void>;
  onDidChange(listener: (change: StoreChange) => void): Disposable;
  /** Writes the host's cache now, where it waits to be written. For programs that are about to end. */
  flush(): Promise<void>;
}

/**
 * Present places of anchors, computed in the background, newest request first, and cached by content. A request whose
 * `cancel` is aborted before it is done rejects with `cancelled`.
 */
export interface Locations extends Disposable {
  /** Places of every anchor that is, or may be, in the file `path`, whose present text is `text`. */
  inFile(path: string, text: string, cancel?: CancelSignal): Promise<readonly PlacedNote[]>;
  /** The place of one anchor against the files on disk. */
  of(anchored: AnchoredNote, cancel?: CancelSignal): Promise<Location>;
  /** The same, looking at the files even where nobody told of a change: for what is about to be written. */
  check(anchored: AnchoredNote): Promise<Location>;
  /** What `of` found last, which may be out of date; `undefined` when nobody has asked. */
  known(anchored: AnchoredNote): Location | undefined;
  /** Computes the place of every anchor that is not known yet, so that code which moved between files is known of. */
  survey(cancel?: CancelSignal): Promise<void>;
  /** Says that files or folders were renamed just now: their code is then looked for there first. */
  renamed(moves: readonly CodeMove[]): void;
  /** Fires when places of anchors in these files may have changed; `undefined` means any. */
  onDidChange(listener: (paths: readonly string[] | undefined) => void): Disposable;
}

/** A note, one of its anchors, and where that is. */
export interface PlacedNote extends AnchoredNote {
  readonly location: Location;
}
