import type { Language } from './languages';

/** A comment in a file. Neighbouring line comments that stand alone on their lines are one comment. */
export interface Comment {
  /** 1-based, inclusive. */
  readonly start: number;
  readonly end: number;
  /** What it says, without its marks; lines are joined by `\n`. */
  readonly text: string;
  /** Whether nothing but the comment stands on its lines. */
  readonly alone: boolean;
}

/**
 * Finds the comments of a text. Marks inside strings do not count. One pass, linear in the text; never throws. The scan
 * is a lexer of marks and quotes, no parser: what it cannot know (a quote in a regular expression) ends with its line.
 */
export function commentsIn(text: string, language: Language): Comment[] {
  return join(new Scanner(text, language).scan(), text);
}

const restOfLine = /[ \t\r]*(?:\n|$)/y;

interface Raw extends Comment {
  readonly kind: 'line' | 'block';
}

class Scanner {
  readonly #text: string;
  readonly #language: Language;
  /** Where anything of interest can begin, so that plain code is skipped by the regular expression engine. */
  readonly #stop: RegExp;
  readonly #found: Raw[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #nextLine: number | undefined;
  /** Closing marks known not to come any more, so that a file of stray openings is not searched again for each. */
  readonly #absent = new Set<string>();
  /** By quote: up to where it is known not to close, for the same reason. */
  readonly #stray = new Map<string, number>();

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#language = language;
    const marks = [
      ...language.line,
      ...language.quotes,
      ...[...language.block, ...language.longQuotes].map(([o]) => o),
    ];
    const escaped = marks.map((mark) => mark.replace(/[$()*+.?[\\\]^{|}/]/g, '\\$&'));
    if (language.regex) escaped.push('/');
    this.#stop = new RegExp(escaped.sort((a, b) => b.length - a.length).join('|'), language.anyCase ? 'gi' : 'g');
  }

  scan(): Raw[] {
    while (this.#at < this.#text.length) {
      this.#stop.lastIndex = this.#at;
      const match = this.#stop.exec(this.#text);
      if (match === null) break;
      this.#at = match.index;
      this.#take(match[0]);
    }
    return this.#found;
  }

  #take(mark: string): void {
    const { line, block, quotes, longQuotes } = this.#language;
    const blockClose = block.find(([open]) => open === mark)?.[1];
    if (blockClose !== undefined) {
      this.#comment('block', mark, blockClose);
      return;
    }
    if (line.includes(this.#language.anyCase ? mark.toLowerCase() : mark)) {
      if (this.#language.spaced && /\S/.test(this.#text[this.#at - 1] ?? ' ')) this.#at += mark.length;
      else this.#comment('line', mark, '\n');
      return;
    }
    const longClose = longQuotes.find(([open]) => open === mark)?.[1];
    if (longClose !== undefined) {
      this.#skipTo(longClose, mark.length);
      return;
    }
    if (quotes.includes(mark)) {
      this.#quoted(mark);
      return;
    }
    this.#regex();
  }

  #comment(kind: Raw['kind'], open: string, close: string): void {
    const from = this.#at;
    const end = this.#text.indexOf(close, from + open.length);
    const stop = end < 0 ? this.#text.length : kind === 'line' ? end : end + close.length;
    const inner = this.#text.slice(from + open.length, end < 0 ? stop : end);
    const start = this.#lineAt(from + (open.startsWith('\n') ? 1 : 0));
    const lead = from - this.#lineStart;
    restOfLine.lastIndex = stop;
    const alone = lead < 400 && this.#text.slice(this.#lineStart, from).trim() === '' && restOfLine.test(this.#text);
    this.#at = stop;
    this.#found.push({ kind, start, end: this.#lineAt(Math.max(from, stop - 1)), text: clean(inner), alone });
  }

  /** Skips a string that may span lines; an unclosed one is taken for a stray mark. */
  #skipTo(close: string, length: number): void {
    let at = this.#at + length;
    for (;;) {
      at = this.#absent.has(close) ? -1 : this.#text.indexOf(close, at);
      if (at < 0) {
        this.#absent.add(close);
        this.#at += length;
        return;
      }
      if (this.#text[at - 1] !== '\\' || this.#text[at - 2] === '\\') break;
      at += 1;
    }
    this.#at = at + close.length;
  }

  #quoted(quote: string): void {
    if (quote === "'" && this.#language.looseApostrophe) {
      const char = /^'(?:\\[^\n]{1,10}?|[^'\\\n]{1,2})'/.exec(this.#text.slice(this.#at, this.#at + 14));
      this.#at += char === null ? 1 : char[0].length;
      return;
    }
    if (this.#at < (this.#stray.get(quote) ?? 0)) {
      this.#at += 1;
      return;
    }
    let at = this.#at + 1;
    for (; at < this.#text.length; at++) {
      const char = this.#text[at];
      if (char === '\\') at++;
      else if (char === quote) break;
      else if (char === '\n') {
        // No string after all (an apostrophe in prose or in a pattern): go on behind the quote.
        this.#stray.set(quote, at);
        this.#at += 1;
        return;
      }
    }
    this.#at = at + 1;
  }

  /** A `/` where a value may stand begins a regular expression; elsewhere it divides. */
  #regex(): void {
    const before = this.#text.slice(Math.max(0, this.#at - 40), this.#at).trimEnd();
    const valueMayFollow =
      before === '' || /[([{,;:=!&|?+\-*%~^<>]$|\b(?:return|typeof|case|in|of|do|else)$/.test(before);
    const literal = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,500}\//y;
    literal.lastIndex = this.#at;
    const match = valueMayFollow ? literal.exec(this.#text) : null;
    this.#at += match === null ? 1 : match[0].length;
  }

  /** 1-based line of an offset; offsets come in rising order, so that counting stays linear. */
  #lineAt(offset: number): number {
    for (;;) {
      if (this.#nextLine === undefined) {
        const end = this.#text.indexOf('\n', this.#lineStart);
        this.#nextLine = end < 0 ? Infinity : end + 1;
      }
      if (this.#nextLine > offset) return this.#line;
      this.#lineStart = this.#nextLine;
      this.#nextLine = undefined;
      this.#line++;
    }
  }
}

function clean(inner: string): string {
  return inner
    .split('\n')
    .map((line) =>
      line
        .trim()
        .replace(/^[*!/#;%-]+(?=\s|$)/, '')
        .trim(),
    )
    .join('\n')
    .trim();
}

/** Joins line comments that stand alone on neighbouring lines at the same depth. */
function join(raw: readonly Raw[], text: string): Comment[] {
  const lines = raw.some(({ kind }) => kind === 'line') ? text.split('\n') : [];
  const depth = (line: number): number => lines[line - 1]?.search(/\S/) ?? 0;
  const joined: Raw[] = [];
  for (const next of raw) {
    const last = joined[joined.length - 1];
    const together =
      last?.kind === 'line' &&
      next.kind === 'line' &&
      last.alone &&
      next.alone &&
      next.start === last.end + 1 &&
      depth(next.start) === depth(last.end);
    if (together) joined[joined.length - 1] = { ...last, end: next.end, text: `${last.text}\n${next.text}` };
    else joined.push(next);
  }
  return joined.map(({ start, end, text: said, alone }) => ({ start, end, text: said, alone }));
}
