/** Lines of a file, 1-based, both ends included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

/** What a note's front matter records about the code that it explains. Written once; see docs/anchoring.md. */
export interface Anchor {
  /** Root path of the file, or of a folder, as it was when the note was written. */
  readonly path: string;
  /** Absent: the note is about the file or folder as a whole. */
  readonly lines?: LineRange;
  /** Name of the symbol that encloses or is the range, as a person would say it. */
  readonly symbol?: string;
  /** Commit id that HEAD had. The range may have differed from it: `quote` is what was there. */
  readonly commit?: string;
  /** Text of the range with `\n` between lines, none at the end; of a long range its head only. */
  readonly quote?: string;
  /** Of a long range: its last lines. Then `quote` is the head and `fingerprint` stands for what lies between. */
  readonly quoteTail?: string;
  /** Compact digest of the lines and their surroundings, versioned by its prefix: `1:…`. */
  readonly fingerprint?: string;
}

/** How an anchor's code was found. */
export type LocationState = 'exact' | 'moved' | 'edited' | 'uncertain' | 'lost';

/** A place that may be the one, for a person to choose. */
export interface Candidate {
  readonly path: string;
  readonly lines: LineRange;
  /** 0 to 1: how often a candidate like this one is right. */
  readonly confidence: number;
  /** Short phrases for a person: "same function name", "12 of 14 lines alike". */
  readonly reasons: readonly string[];
}

/** Where an anchor's code is today. Computed, never stored in the repository. */
export interface Location {
  readonly state: LocationState;
  /** 0 to 1: how often an answer like this one is right. */
  readonly confidence: number;
  /** Present path; for `uncertain` and `lost` the recorded one or the best known. */
  readonly path: string;
  /** Present lines; absent for `uncertain`, `lost` and for notes on a whole file or folder. */
  readonly lines?: LineRange;
  /** 0 to 1: share of the anchored lines that changed since the anchor was stamped. */
  readonly drift: number;
  readonly reasons: readonly string[];
  /** Best first; only for `uncertain`. */
  readonly candidates: readonly Candidate[];
}
