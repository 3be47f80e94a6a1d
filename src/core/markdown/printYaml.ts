/** What YAML 1.1 or 1.2 would read as a number, a truth value or nothing. Dates stay plain, as MADR writes them. */
const notText =
  /^(?:[-+]?(?:0[xob])?[\d_]+(?:[.:][\d_]*)*(?:e[-+]?\d+)?|0x[\da-f_]+|[-+]?\.\d.*|[-+]?\.(?:inf|nan)|null|~|true|false|yes|no|on|off|y|n|=|<<)$/i;
const indicators = '-?:,[]{}#&*!|>\'"%@`';
/** Control characters, breaks that only YAML 1.1 knows, and characters that hide others. */
const special =
  /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u;

/** A text as a YAML scalar on one line: plain where every reader takes it for this text, else quoted. */
export function printScalar(text: string, inFlow = false): string {
  if (special.test(text)) return printDouble(text);
  return isPlain(text, inFlow) ? text : `'${text.replaceAll("'", "''")}'`;
}

function isPlain(text: string, inFlow: boolean): boolean {
  if (text === '' || text !== text.trim() || notText.test(text)) return false;
  if (indicators.includes(text.charAt(0)) || text.endsWith(':') || /: | #|^---|^\.\.\./.test(text)) return false;
  return !inFlow || !/[[\]{},:]/.test(text);
}

function printDouble(text: string): string {
  // JSON's escapes are YAML's, except that JSON leaves DEL, C1 controls and the like as they are.
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One `key: value`, ready to be written in either style. */
export interface PrintedEntry {
  readonly key: string;
  /** In block style, the key at column 0: `['quote: |', '  text']`. */
  readonly lines: readonly string[];
  /** The value in flow style, on one line. */
  readonly flow: string;
}

/** `key: text`. */
export function scalarEntry(key: string, text: string): PrintedEntry {
  return { key, lines: [`${key}: ${printScalar(text)}`], flow: printScalar(text, true) };
}

/** `key: [one, two]`. */
export function listEntry(key: string, texts: readonly string[]): PrintedEntry {
  const flow = `[${texts.map((text) => printScalar(text, true)).join(', ')}]`;
  return { key, lines: [`${key}: ${flow}`], flow };
}

/** `key:` and the entries of a map below it. */
export function mapEntry(key: string, entries: readonly PrintedEntry[]): PrintedEntry {
  const lines = entries.flatMap((entry) => entry.lines.map((line) => indented(line, 2)));
  return { key, lines: [`${key}:`, ...lines], flow: flowMap(entries) };
}

/** `key:` and a list of maps below it, their dashes at column 2. */
export function mapListEntry(key: string, items: readonly (readonly PrintedEntry[])[]): PrintedEntry {
  const lines = items.flatMap((entries) =>
    mapLines(entries).map((line, index) => (index === 0 ? `  - ${line}` : indented(line, 4))),
  );
  return { key, lines: [`${key}:`, ...lines], flow: `[${items.map(flowMap).join(', ')}]` };
}

/** The lines of a map's entries, at column 0. */
export function mapLines(entries: readonly PrintedEntry[]): string[] {
  return entries.flatMap((entry) => entry.lines);
}

/** `{key: value, other: value}`. */
export function flowMap(entries: readonly PrintedEntry[]): string {
  return `{${entries.map(({ key, flow }) => `${key}: ${flow}`).join(', ')}}`;
}

/**
 * `key: |` and a text of several lines below it. The last line gets a line end that is not part of the text. A text that
 * no block can hold comes as a quoted scalar.
 */
export function blockEntry(key: string, text: string): PrintedEntry {
  // A reader takes one line end off.
  const quoted = printDouble(text.endsWith('\n') ? `${text}\n` : text);
  if (special.test(text.replace(/[\n\t]/g, '')) || /(?:^|\n)[ \t]*$/.test(text)) {
    return { key, lines: [`${key}: ${quoted}`], flow: quoted };
  }
  const lines = text.split('\n').map((line) => indented(line, 2));
  return { key, lines: [`${key}: |${/^[ \n]/.test(text) ? '2' : ''}`, ...lines], flow: quoted };
}

function indented(line: string, columns: number): string {
  return line === '' ? '' : ' '.repeat(columns) + line;
}
