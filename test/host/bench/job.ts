/** A file with a line that a note is about, and one that none is about; both 1-based. */
export interface Probe {
  readonly path: string;
  readonly noted: number;
  readonly bare: number;
}

/** What one window shall do, read from the file that DECISION_NOTES_BENCH names. */
export interface Job {
  /** Absolute path of the file to write the `Report` to. */
  readonly report: string;
  /** Whether the extension is installed in this window. */
  readonly on: boolean;
  readonly tasks: readonly ('activation' | 'hover' | 'tree' | 'typing' | 'rename' | 'loop')[];
  readonly probes: readonly Probe[];
  readonly typing: string;
  readonly huge: string;
  readonly moving: string;
  readonly branch: string;
}

/** The longest turn of the main loop in one phase; milliseconds. */
export interface Hold {
  /** Processor time of the main thread. */
  readonly turn: number;
  /** The part of one turn with the extension's code on the stack, by samples of a profile; 0 without the extension. */
  readonly ours: number;
  /** The same without the collecting of garbage, which is put down to who ran before it: of the turn where it was most. */
  readonly code: number;
  /** Wall time of the longest collection in the phase, whoever it is put down to. */
  readonly collection: number;
  /** Turns in which the extension's own part took more than 10 ms, and all turns of at least half a millisecond. */
  readonly over: number;
  readonly turns: number;
  /** Functions of the extension in its longest turn by `code`, the most time first. */
  readonly where: readonly string[];
  /** Wall time of the phase. */
  readonly took: number;
}

/** What a window measured; times in milliseconds. */
export interface Report {
  readonly error?: string;
  /** By extension: loading its code and calling `activate`; then also until its promise resolved. */
  readonly activation?: Readonly<Record<string, { readonly call: number; readonly whole: number }>>;
  /** By what was hovered over. */
  readonly hover?: Readonly<Record<string, readonly number[]>>;
  /** By grouping, the first expansion of each row and a later one. */
  readonly tree?: Readonly<Record<string, readonly number[]>>;
  /** Processor time of the main thread of the extension host, a key. */
  readonly typing?: Readonly<Record<string, readonly number[]>>;
  /** How long code of the extension was on the stack, a key, in order, by samples of a profile. */
  readonly typingOwn?: readonly number[];
  /** Functions of the extension by the milliseconds a key that were spent in them, on average, by samples of a profile. */
  readonly typingWhere?: Readonly<Record<string, number>>;
  readonly rename?: Readonly<Record<string, readonly number[]>>;
  readonly loop?: Readonly<Record<string, Hold>>;
}
