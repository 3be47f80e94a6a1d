import { indentOf } from './lines';

/** What a file's extension says about its comments and strings; a guess that is good enough to count brackets. */
interface Lexis {
  readonly hash: boolean;
  readonly dashes: boolean;
  readonly slashes: boolean;
  readonly backtick: boolean;
  readonly tick: boolean;
  /** Has regular expressions between slashes. */
  readonly regex: boolean;
}

function lexisOf(path: string): Lexis {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  const hash = /^(py|pyi|rb|sh|bash|zsh|yml|yaml|toml|pl|r|cmake|tf|mk|ex|exs|nix|conf|ini)$/.test(extension);
  const dashes = /^(lua|sql|hs|elm|ada|vhd)$/.test(extension);
  return {
    hash,
    dashes,
    slashes: !hash && !dashes,
    backtick: /^([cm]?[jt]sx?|go|vue|svelte)$/.test(extension),
    regex: /^([cm]?[jt]sx?|vue|svelte)$/.test(extension),
    tick: !/^(rs|md|markdown|rst|txt|adoc|hs|ml|clj|cljs|el|lisp)$/.test(extension),
  };
}

const reach = 5000;

/**
 * The last line (0-based) of the statement or block that starts on line `start` (0-based): found by matching brackets,
 * by indentation where there are none, and by indentation too where the brackets do not add up.
 */
export function blockEnd(lines: readonly string[], start: number, path: string): number {
  const base = indentOf(lines[start] ?? '');
  const scan = new BracketScan(lexisOf(path));
  const first = (lines[start] ?? '').replace(/^(\s*)[)\]}]+/, '$1');
  const follow = followers(first);
  const last = Math.min(lines.length - 1, start + reach);
  for (let line = start; line <= last; line++) {
    const text = lines[line] ?? '';
    if (line > start && scan.depth > 0 && !scan.inText && strays(text, base))
      return indentEnd(lines, start, base, path);
    const closed = scan.read(line === start ? first : text);
    if (closed && scan.depth > 0 && line > start && /^\s*\}\s*\w/.test(text) && !follow?.test(text)) return line;
    if (scan.depth > 0 || scan.inText) continue;
    if (closed && !continuesAfter(lines, line, follow)) return line;
    if (closed) continue;
    const next = nextFull(lines, line + 1);
    if (scan.ended || next === undefined) return line;
    const nextText = lines[next] ?? '';
    if (/^\s*(\{|\.|\?\.|=>|throws\b|where\b)/.test(nextText) && indentOf(nextText) >= base) continue;
    if (indentOf(nextText) > base) return indentEnd(lines, start, base, path);
    return line;
  }
  return indentEnd(lines, start, base, path);
}

/** Counts brackets through lines, outside strings and comments. */
class BracketScan {
  depth = 0;
  /** Inside a comment or a string that goes on over the line's end. */
  inText = false;
  /** A `;` stood outside all brackets on the last line read. */
  ended = false;
  private closer = '';
  private readonly lexis: Lexis;

  constructor(lexis: Lexis) {
    this.lexis = lexis;
  }

  /** Reads a line; true when a `{` of the outermost level was closed on it. */
  read(line: string): boolean {
    let closed = false;
    this.ended = false;
    let index = 0;
    while (index < line.length) {
      if (this.inText) {
        const end = line.indexOf(this.closer, index);
        if (end < 0) return closed;
        this.inText = false;
        index = end + this.closer.length;
        continue;
      }
      const char = line.charAt(index);
      const expression = this.lexis.regex && char === '/' ? regexEnd(line, index) : undefined;
      if (expression !== undefined) {
        index = expression;
        continue;
      }
      if (this.lexis.slashes && char === '/' && line.charAt(index + 1) === '/') return closed;
      if (this.lexis.hash && char === '#' && (index === 0 || /[\s;]/.test(line.charAt(index - 1)))) return closed;
      if (this.lexis.dashes && char === '-' && line.charAt(index + 1) === '-') return closed;
      if (this.lexis.slashes && char === '/' && line.charAt(index + 1) === '*')
        index = this.skip(line, index + 2, '*/');
      else if (char === '"' || char === "'" || char === '`') index = this.string(line, index, char);
      else {
        if (char === '{' || char === '(' || char === '[') this.depth++;
        else if (char === '}' || char === ')' || char === ']') {
          this.depth = Math.max(0, this.depth - 1);
          if (this.depth === 0 && char === '}') closed = true;
        } else if (char === ';' && this.depth === 0) this.ended = true;
        index++;
      }
    }
    return closed;
  }

  private skip(line: string, from: number, closer: string): number {
    const end = line.indexOf(closer, from);
    if (end >= 0) return end + closer.length;
    this.inText = true;
    this.closer = closer;
    return line.length;
  }

  private string(line: string, at: number, quote: string): number {
    const triple = quote.repeat(3);
    if (line.startsWith(triple, at) && quote !== '`') return this.skip(line, at + 3, triple);
    if (quote === '`') return this.lexis.backtick ? this.skip(line, at + 1, '`') : at + 1;
    if (quote === "'" && !this.lexis.tick) {
      const literal = /^'(\\.[^']{0,8}|[^'\\])'/.exec(line.slice(at, at + 12));
      return at + (literal ? literal[0].length : 1);
    }
    for (let index = at + 1; index < line.length; index++) {
      if (line.charAt(index) === '\\') index++;
      else if (line.charAt(index) === quote) return index + 1;
    }
    return line.length;
  }
}

/** Where the regular expression that starts at a slash ends; `undefined` when the slash divides or opens a comment. */
function regexEnd(line: string, at: number): number | undefined {
  if (
    !/(^|[(,=:[!&|?{};+~<>]|=>|\b(return|typeof|case|in|of|void|delete|throw))\s*$/.test(
      line.slice(Math.max(0, at - 12), at),
    )
  )
    return undefined;
  const literal = /^\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+\/[a-z]*/.exec(line.slice(at, at + 300));
  return literal ? at + literal[0].length : undefined;
}

/** A line left of the block's first one, where only labels and preprocessor lines may stand: the brackets went wrong. */
function strays(line: string, base: number): boolean {
  return line.trim() !== '' && indentOf(line) < base && !/^\s*(#|[\w\s]+:\s*$|[)\]}]|\/\/|\*|\/\*|--)/.test(line);
}

/** The words that go on with the statement that a line starts, after its block. */
function followers(line: string): RegExp | undefined {
  if (/^\s*(else\s+)?if\b/.test(line)) return /^\s*\}?\s*else\b/;
  if (/^\s*try\b/.test(line)) return /^\s*\}?\s*(catch|finally|except|else)\b/;
  if (/^\s*do\b/.test(line)) return /^\s*\}?\s*while\b/;
  return undefined;
}

/** Whether the statement goes on after the block that was closed on `line`, on this line or on the next. */
function continuesAfter(lines: readonly string[], line: number, follow: RegExp | undefined): boolean {
  const text = lines[line] ?? '';
  const next = nextFull(lines, line + 1);
  return (
    follow !== undefined &&
    next !== undefined &&
    follow.test(lines[next] ?? '') &&
    indentOf(lines[next] ?? '') === indentOf(text)
  );
}

function nextFull(lines: readonly string[], from: number): number | undefined {
  for (let line = from; line < lines.length; line++) if (lines[line]?.trim() !== '') return line;
  return undefined;
}

/** The end by indentation alone: up to the line before the next one that is not deeper; a closing line is included. */
function indentEnd(lines: readonly string[], start: number, base: number, path: string): number {
  let end = start;
  for (let line = start + 1; line < lines.length && line <= start + reach; line++) {
    const text = lines[line] ?? '';
    if (text.trim() === '') continue;
    const indent = indentOf(text);
    if (indent > base) {
      end = line;
      continue;
    }
    if (indent === base && /^\s*([)\]}]|end\b|\{|\)\s*(->|:|=>))/.test(text)) {
      end = line;
      if (/[{:(]\s*$/.test(text) && !/^\s*\{\s*$/.test(lines[end - 1] ?? '')) continue;
      return line;
    }
    if (/^#(if|ifdef|ifndef|else|elif|endif|define|pragma)\b/.test(text) && !/\.(py|rb|sh|ya?ml|toml)$/.test(path))
      continue;
    break;
  }
  return end;
}
