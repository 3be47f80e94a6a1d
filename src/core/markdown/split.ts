/** Where the parts of a note's text are, as offsets into it. A byte order mark stands before everything. */
export interface Split {
  /** 1 when a byte order mark starts the text, else 0. */
  readonly start: number;
  /** The front matter between its two lines of dashes; `undefined` when there is none. */
  readonly matter: { readonly start: number; readonly end: number } | undefined;
  /** Where the body starts. */
  readonly body: number;
  /** 1-based line on which the body starts. */
  readonly bodyLine: number;
  /** What is wrong with the lines of dashes. */
  readonly fault?: { readonly kind: 'language' | 'unclosed' | 'line-ends'; readonly text: string };
}

const fence = '---';

/** Splits a note's text at the lines that are `---` and nothing else but trailing spaces or tabs. */
export function splitNote(text: string): Split {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const none: Split = { start, matter: undefined, body: start, bodyLine: 1 };
  if (!text.startsWith(fence, start) || text.charAt(start + 3) === '-') return none;
  const opened = endOfLine(text, start);
  const rest = text.slice(start + 3, opened).trim();
  if (rest.includes('\r')) return { ...none, fault: { kind: 'line-ends', text: '' } };
  if (rest !== '') return { ...none, fault: { kind: 'language', text: rest } };
  const matterStart = opened + 1;
  if (opened === text.length) return { ...none, fault: { kind: 'unclosed', text: '' } };
  let line = 2;
  for (let at = matterStart; at <= text.length; line++) {
    const end = endOfLine(text, at);
    if (text.startsWith(fence, at) && text.slice(at + 3, end).trim() === '') {
      return {
        start,
        matter: { start: matterStart, end: at },
        body: Math.min(end + 1, text.length),
        bodyLine: line + 1,
      };
    }
    at = end + 1;
  }
  return { ...none, fault: { kind: 'unclosed', text: '' } };
}

/** Offset of the `\n` that ends the line at `at`, or the text's end. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
