import { emptyMap, isNull, none, type Item, type MapValue, type Value } from './value';

/**
 * Reads front matter written in the plain subset of YAML that our own printer uses: maps and lists in block style with
 * scalars on one line, flow lists of such scalars on one line, `|` blocks, and `>` blocks of one paragraph. Answers `undefined` for everything else,
 * errors included: then the general reader has to look. What it does read is what `yaml` 2 reads.
 *
 * @param matter the text between the lines of dashes
 * @param firstLine 1-based line of the file on which `matter` starts
 */
export function readPlainYaml(matter: string, firstLine: number): MapValue | undefined {
  if (unusual.test(matter)) return undefined;
  const lines = (matter.includes('\r') ? matter.replaceAll('\r\n', '\n') : matter).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return new PlainReader(lines, firstLine).read();
}

/** Control characters, a carriage return without a line feed, byte order marks. */
const unusual = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]|\r(?!\n)/;
/** Nesting beyond this is not plain. */
const maxDepth = 6;

class PlainReader {
  private readonly lines: readonly string[];
  private readonly firstLine: number;
  private at = 0;

  constructor(lines: readonly string[], firstLine: number) {
    this.lines = lines;
    this.firstLine = firstLine;
  }

  read(): MapValue | undefined {
    const indent = this.next();
    if (indent === undefined) return emptyMap;
    return indent === 0 ? this.map(0, 0, '') : undefined;
  }

  /** Goes to the next line that is neither blank nor a comment; its indentation, or `undefined` at the end. */
  private next(): number | undefined {
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? '';
      const indent = indentOf(line);
      if (indent === line.length) continue;
      if (line.charAt(indent) !== '#') return indent;
    }
    return undefined;
  }

  /** Reads entries at column `indent`. The first one may stand behind a list's dash: then `head` is its text. */
  private map(indent: number, depth: number, head: string): MapValue | undefined {
    const entries = new Map<string, Item>();
    let content: string | undefined = head === '' ? undefined : head;
    for (;;) {
      if (content === undefined) {
        const found = this.next();
        if (found === undefined || found < indent) break;
        if (found > indent || this.isDash(indent)) return undefined;
        content = (this.lines[this.at] ?? '').slice(indent);
      }
      const name = content.slice(0, keyLength(content));
      if (name === '' || entries.has(name)) return undefined;
      const line = this.firstLine + this.at;
      this.at++;
      const value = this.value(content.slice(name.length + 1), indent, depth);
      if (value === undefined) return undefined;
      entries.set(name, { line, value });
      content = undefined;
    }
    return { kind: 'map', entries };
  }

  /** What follows `key:` of a map at column `indent`. */
  private value(rest: string, indent: number, depth: number): Value | undefined {
    const text = trimSpaces(rest);
    if (text === '' || text.startsWith('#')) return this.below(indent, depth + 1);
    if (text.startsWith('|') || text.startsWith('>')) return this.block(text, indent);
    if (text.startsWith('[')) return flowList(text, this.firstLine + this.at - 1);
    return scalar(text);
  }

  /** A list or map on the lines below a key. */
  private below(indent: number, depth: number): Value | undefined {
    if (depth > maxDepth) return undefined;
    const from = this.at;
    const found = this.next();
    if (found !== undefined && found >= indent && this.isDash(found)) return this.list(found, depth);
    if (found !== undefined && found > indent) return this.map(found, depth, '');
    this.at = from;
    return none;
  }

  private isDash(indent: number): boolean {
    const line = this.lines[this.at] ?? '';
    return line.charAt(indent) === '-' && (line.length === indent + 1 || line.charAt(indent + 1) === ' ');
  }

  private list(indent: number, depth: number): Value | undefined {
    const items: Item[] = [];
    for (;;) {
      const found = this.next();
      if (found === undefined || found < indent) break;
      if (found > indent) return undefined;
      if (!this.isDash(indent)) break;
      const line = this.firstLine + this.at;
      const value = this.item(indent, depth);
      if (value === undefined) return undefined;
      items.push({ line, value });
    }
    return { kind: 'list', items };
  }

  private item(indent: number, depth: number): Value | undefined {
    const line = this.lines[this.at] ?? '';
    const rest = line.slice(indent + 1);
    const text = trimSpaces(rest);
    const column = indent + 1 + indentOf(rest);
    if (text === '' || text.startsWith('|') || text.startsWith('#')) return undefined;
    if (keyLength(text) > 0) return depth < maxDepth ? this.map(column, depth + 1, line.slice(column)) : undefined;
    this.at++;
    return text.startsWith('[') ? flowList(text, this.firstLine + this.at - 1) : scalar(text);
  }

  /** A literal or folded block scalar whose parent map is at column `indent`. */
  private block(header: string, indent: number): Value | undefined {
    const match = /^[|>](?:([1-9])([+-]?)|([+-])([1-9])?)?$/.exec(header);
    if (!match) return undefined;
    const digit = match[1] ?? match[4];
    const chomp = match[2] ?? match[3] ?? '';
    let width = digit === undefined ? 0 : indent + Number(digit);
    const lines: string[] = [];
    for (; this.at < this.lines.length; this.at++) {
      const line = this.lines[this.at] ?? '';
      const own = indentOf(line);
      const blank = own === line.length;
      if (width === 0) {
        if (blank) return undefined;
        if (own <= indent) break;
        width = own;
      }
      if (!blank && own < width) break;
      lines.push(line.slice(width));
    }
    const full = lines.findLastIndex((line) => line !== '');
    // Spaces alone on the first or last line: what they count for is left to the general reader.
    if (full < 0 || isBlank(lines[full]) || (lines[0] !== '' && isBlank(lines[0]))) return undefined;
    const folded = header.startsWith('>');
    const filled = lines.slice(0, full + 1);
    // Blank and indented lines are not folded: the general reader knows how.
    if (folded && filled.some((line) => line === '' || /^[ \t]/.test(line))) return undefined;
    const text = filled.join(folded ? ' ' : '\n');
    const tail = chomp === '-' ? '' : chomp === '+' ? '\n'.repeat(lines.length - full) : '\n';
    return { kind: 'text', text: text + tail };
  }
}

/** Length of the key that a line starts with: `[A-Za-z][A-Za-z0-9_-]*`, then a colon and a space or the line's end; or 0. */
function keyLength(line: string): number {
  let at = 0;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at);
    const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    const inner = (code >= 48 && code <= 57) || code === 45 || code === 95;
    if (!letter && (at === 0 || !inner)) break;
  }
  if (line.charCodeAt(at) !== 58) return 0;
  return at + 1 === line.length || line.charCodeAt(at + 1) === 32 ? at : 0;
}

function trimSpaces(text: string): string {
  let start = 0;
  let end = text.length;
  while (text.charCodeAt(start) === 32) start++;
  while (end > start && text.charCodeAt(end - 1) === 32) end--;
  return text.slice(start, end);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || indentOf(line) === line.length;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
}

/** A scalar on one line, with the comment that may follow it. */
function scalar(text: string): Value | undefined {
  const quoted = text.startsWith("'") || text.startsWith('"') ? readQuoted(text, 0) : undefined;
  if (quoted) return isEnd(text, quoted.end) ? { kind: 'text', text: quoted.text } : undefined;
  const comment = text.indexOf(' #');
  const plain = comment < 0 ? text : trimSpaces(text.slice(0, comment));
  return isPlain(plain, false) ? plainValue(plain) : undefined;
}

function plainValue(plain: string): Value {
  return isNull(plain) ? none : { kind: 'text', text: plain };
}

/** `[a, 'b', "c"]` with the comment that may follow it. */
function flowList(text: string, line: number): Value | undefined {
  const items: Item[] = [];
  let at = skip(text, 1);
  if (text.charAt(at) === ']') return isEnd(text, at + 1) ? { kind: 'list', items: [] } : undefined;
  for (;;) {
    const char = text.charAt(at);
    let value: Value | undefined;
    if (char === "'" || char === '"') {
      const quoted = readQuoted(text, at);
      if (!quoted) return undefined;
      value = { kind: 'text', text: quoted.text };
      at = skip(text, quoted.end);
    } else {
      let end = at;
      while (end < text.length && text.charAt(end) !== ',' && text.charAt(end) !== ']') end++;
      const plain = trimSpaces(text.slice(at, end));
      if (!isPlain(plain, true)) return undefined;
      value = plainValue(plain);
      at = end;
    }
    items.push({ line, value });
    const after = text.charAt(at);
    if (after === ']') break;
    if (after !== ',') return undefined;
    at = skip(text, at + 1);
  }
  return isEnd(text, at + 1) ? { kind: 'list', items } : undefined;
}

function skip(text: string, at: number): number {
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** Nothing but a comment follows. */
function isEnd(text: string, at: number): boolean {
  return at === text.length || /^ +(#.*)?$/.test(text.slice(at));
}

function readQuoted(text: string, at: number): { text: string; end: number } | undefined {
  if (text.charAt(at) === '"') {
    let end = at + 1;
    while (end < text.length && text.charAt(end) !== '"') end += text.charAt(end) === '\\' ? 2 : 1;
    return end < text.length ? fromJson(text.slice(at, end + 1), end + 1) : undefined;
  }
  let end = text.indexOf("'", at + 1);
  while (end >= 0 && text.charAt(end + 1) === "'") end = text.indexOf("'", end + 2);
  if (end < 0 || text.includes('\t')) return undefined;
  return { text: text.slice(at + 1, end).replaceAll("''", "'"), end: end + 1 };
}

/** Only the escapes that JSON and YAML share. */
function fromJson(source: string, end: number): { text: string; end: number } | undefined {
  if (source.includes('\t')) return undefined;
  if (!source.includes('\\')) return { text: source.slice(1, -1), end };
  if (!/^"(?:[^"\\]|\\["\\nt])*"$/.test(source)) return undefined;
  return {
    text: source
      .slice(1, -1)
      .replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char)),
    end,
  };
}

const indicators = '-?:,[]{}#&*!|>\'"%@`';

/** Whether YAML reads this text, alone on its line, as a plain scalar and as nothing else. */
function isPlain(text: string, inFlow: boolean): boolean {
  if (text === '') return false;
  if (indicators.includes(text.charAt(0)) || text.endsWith(':')) return false;
  if (text.includes(': ') || text.includes(' #') || text.includes('\t')) return false;
  return !inFlow || !/[[\]{},:]/.test(text);
}
