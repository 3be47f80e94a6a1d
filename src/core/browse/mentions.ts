/** A note named in a text. */
export interface Mention {
  /** Id or file name, for `NoteStore.find`. */
  readonly reference: string;
  /** 0-based; `end` is the character after it. In UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

const pattern =
  /\bdecision:([0-7][0-9A-HJKMNP-TV-Z]{25}\b|[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]{0,120}\.md\b)|\b\d{4}-\d{2}-\d{2}-[\p{L}\p{N}\p{M}-]{1,120}\.md\b/giu;

/** The notes that one line names: `decision:` with an id or a file name, or the file name of a dated note. */
export function mentionsIn(line: string): readonly Mention[] {
  return [...line.matchAll(pattern)].map((match) => ({
    reference: match[1] ?? match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}
