import { endOfLine } from './split';

/** A heading of a markdown text. Offsets are into the text, lines 1-based in the file. */
export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** The heading's markdown, without its marks. */
  readonly markdown: string;
  readonly start: number;
  /** Just after the heading's last line. */
  readonly end: number;
  readonly line: number;
}

/** What `scanHeadings` found: headings, and the first line of other text. */
export interface Headings {
  readonly headings: readonly Heading[];
  readonly firstText?: { readonly markdown: string; readonly line: number };
}

const atx = /^ {0,3}(#{1,6})(?:[ \t]+|$)(.*)$/;
const fenceOpen = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/**
 * Finds the headings that stand by themselves in a markdown text: not those in code, comments, lists or quotes.
 * Reads line by line and stops after `limit` headings.
 *
 * @param from offset at which to start, a line's first character
 * @param line 1-based line of the file at `from`
 */
export function scanHeadings(text: string, from: number, line: number, limit = Infinity): Headings {
  const headings: Heading[] = [];
  let firstText: Headings['firstText'];
  let fence = '';
  let comment = false;
  let paragraph: { start: number; line: number; lines: string[] } | undefined;
  for (let at = from; at < text.length && headings.length < limit; line++) {
    const end = endOfLine(text, at);
    const next = Math.min(end + 1, text.length);
    const content = text.slice(at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    const start = at;
    at = end + 1;
    if (fence !== '') {
      const trimmed = content.trim();
      if (trimmed.startsWith(fence) && trimmed === fence.charAt(0).repeat(trimmed.length) && !/^ {4}|^\t/.test(content))
        fence = '';
      continue;
    }
    if (comment) {
      comment = !content.includes('-->');
      continue;
    }
    if (content.trim() === '') {
      paragraph = undefined;
      continue;
    }
    const opened = fenceOpen.exec(content);
    if (opened && !(opened[1]?.startsWith('`') === true && opened[2]?.includes('`') === true)) {
      fence = opened[1] ?? '';
      paragraph = undefined;
      continue;
    }
    if (/^ {0,3}<!--/.test(content)) {
      comment = !content.includes('-->', content.indexOf('<!--') + 4);
      paragraph = undefined;
      continue;
    }
    const heading = atx.exec(content);
    if (heading) {
      const text = heading[2] ?? '';
      const markdown = text.slice(0, closingAt(text)).trim();
      headings.push({ level: heading[1]?.length ?? 1, markdown, start, end: next, line });
      paragraph = undefined;
      continue;
    }
    if (paragraph && /^ {0,3}(=+|-+)[ \t]*$/.test(content)) {
      headings.push({
        level: content.includes('=') ? 1 : 2,
        markdown: paragraph.lines.join(' '),
        start: paragraph.start,
        end: next,
        line: paragraph.line,
      });
      paragraph = undefined;
      continue;
    }
    firstText ??= { markdown: content, line };
    if (paragraph) paragraph.lines.push(content.trim());
    else if (!/^(?: {4}|\t| {0,3}(?:[-+*>]|\d{1,9}[.)])(?:\s|$))/.test(content))
      paragraph = { start, line, lines: [content.trim()] };
  }
  return firstText ? { headings, firstText } : { headings };
}

/**
 * Where the blanks and `#`s that may end a heading's text begin. Looks once at each character: a regular expression would
 * look again and again.
 */
export function closingAt(text: string): number {
  const full = text.trimEnd().length;
  let end = full;
  while (end > 0 && text.charAt(end - 1) === '#') end--;
  return end === full || (end > 0 && !/[ \t]/.test(text.charAt(end - 1))) ? full : text.slice(0, end).trimEnd().length;
}

/** A text without the blank lines above it and the blanks below it. */
export function withoutBlankEnds(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd();
}
