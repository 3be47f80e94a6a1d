import type { LineRange } from '../anchor/anchor';
import { commentsIn, type Comment } from './comments';
import type { FileDiff } from './diff';
import { languageOf, type Language } from './languages';
import { excerpt, type Trigger } from './trigger';

const workaround = /\b(hack|work[ -]?around|kludge)(?:s|ed|ing|y|ish)?\b|\b(work)(?:s|ed|ing)? around\b/i;
const reason =
  /\b(because|otherwise|so that|to (?:avoid|prevent|ensure|guarantee|make sure)|in order to|rather than|instead of|must not|due to|even (?:if|though)|deliberately|intentionally|on purpose|unfortunately)\b/i;
const suppressingComment =
  /(?:^|[\s/*#@])(eslint-disable|tslint:disable|@ts-(?:ignore|expect-error|nocheck)|biome-ignore|noqa\b|type: ?ignore|pylint: ?disable|pyright: ?ignore|mypy: ?ignore|noinspection\b|nolint\b|nosec\b|nosonar\b|rubocop: ?disable|shellcheck disable|checkstyle:off|phpcs:(?:ignore|disable)|@phpstan-ignore|@psalm-suppress|swiftlint:disable|ktlint-disable|prettier-ignore|clang-format off|fmt: ?(?:off|skip))/i;
const suppressingCode =
  /(@SuppressWarnings|@SuppressFBWarnings|@Suppress\b|#!?\[(?:allow|expect)\(|#pragma (?:warning|GCC diagnostic|clang diagnostic)\b[^\n]*\b(?:disable|ignored)|#\[SuppressMessage)/i;
/** A cheap look at an added line: only files with such a line are read and scanned. */
const worthReading = new RegExp(
  [workaround, reason, suppressingComment, suppressingCode].map(({ source }) => source).join('|'),
  'i',
);

/** Whether a comment is of a kind that asks for a note: a workaround, a reason, a suppression. */
export function givesReason(comment: string): boolean {
  const said = comment.slice(0, longest * 4);
  return workaround.test(said) || reason.test(said) || suppressingComment.test(said);
}

/** A cheap look at code: where this is `false`, no comment in it is of such a kind. */
export function mayGiveReason(code: string): boolean {
  return worthReading.test(code);
}

/** Whether the file's whole new text is wanted to tell comments from strings. */
export function needsText(file: FileDiff): boolean {
  if (file.newPath === undefined || file.binary || languageOf(file.newPath) === undefined) return false;
  return file.hunks.some((hunk) =>
    hunk.lines.some(({ kind, text }) => kind === 'added' && mayGiveReason(text.slice(0, longest))),
  );
}

const longest = 2000;

/**
 * Comments and suppressions that the commit added to one file. `text` is the file's new text; without it the hunks alone
 * are looked at. `removed` holds the trimmed lines that the commit took away anywhere: what was only moved is not new.
 */
export function commentTriggers(file: FileDiff, text: string | undefined, removed: ReadonlySet<string>): Trigger[] {
  const path = file.newPath;
  const language = path === undefined ? undefined : languageOf(path);
  if (path === undefined || language === undefined) return [];
  const added = new Map<number, string>();
  for (const { lines } of file.hunks) {
    for (const line of lines) {
      if (line.kind === 'added' && !removed.has(line.text.trim())) added.set(line.line, line.text);
    }
  }
  const source = text ?? fromHunks(file);
  const lines = source.split('\n');
  const comments = commentsIn(source, language);
  const inComment = commentedLines(comments);
  const triggers: Trigger[] = [];
  const push = (kind: Trigger['kind'], pattern: string, range: LineRange, evidence: string): void => {
    triggers.push({ kind, path, pattern: pattern.toLowerCase(), lines: range, evidence: excerpt(evidence) });
  };
  for (const comment of comments) {
    const news = addedPart(comment, added);
    if (news === undefined) continue;
    const range = withCode(comment, lines, language);
    const suppression = suppressingComment.exec(news)?.[1];
    const hack = workaround.exec(news);
    const why = reason.exec(news);
    if (hack !== null) push('workaround', hack[1] ?? 'work around', range, sentenceAround(news, hack.index));
    else if (why !== null) push('reason', why[1] ?? '', range, sentenceAround(news, why.index));
    if (suppression !== undefined) push('suppression', suppression, range, news);
  }
  for (const [line, content] of added) {
    const match = inComment.has(line) ? null : suppressingCode.exec(content.slice(0, longest));
    if (match?.[1] === undefined || isQuoted(content, match.index)) continue;
    const pattern = match[1].replace(/[^\w@#]+$/, '').split(/\s/)[0] ?? '';
    push('suppression', pattern, { start: line, end: Math.min(line + 1, lines.length) }, content);
  }
  return triggers;
}

/** What the added lines of a comment say; `undefined` when none was added. */
function addedPart(comment: Comment, added: ReadonlyMap<number, string>): string | undefined {
  const said = comment.text.split('\n');
  // Blank first and last lines of a block were trimmed away: without a one-to-one match the raw lines speak.
  const exact = said.length === comment.end - comment.start + 1;
  const parts: string[] = [];
  for (let line = comment.start; line <= comment.end; line++) {
    const raw = added.get(line);
    if (raw !== undefined) parts.push(exact ? (said[line - comment.start] ?? '') : raw.replace(/^[\s/*#;-]+/, ''));
  }
  return parts.length === 0 ? undefined : parts.join('\n').slice(0, longest * 4);
}

function commentedLines(comments: readonly Comment[]): Set<number> {
  const lines = new Set<number>();
  for (const { start, end, alone } of comments) {
    if (alone) for (let line = start; line <= end; line++) lines.add(line);
  }
  return lines;
}

function isQuoted(line: string, index: number): boolean {
  return (line.slice(0, index).match(/["'`]/g) ?? []).length % 2 === 1;
}

function sentenceAround(text: string, index: number): string {
  const flat = text.replace(/\n/g, ' ');
  const start = Math.max(flat.lastIndexOf('. ', index) + 1, 0);
  return flat.slice(start);
}

const mostLines = 15;

/**
 * The lines that a comment is about: itself and the statement under it, up to an empty line or a smaller indentation;
 * a comment beside code: that line.
 */
export function withCode(comment: Comment, lines: readonly string[], language: Language): LineRange {
  if (!comment.alone) return { start: comment.start, end: comment.end };
  const depth = indentation(lines[comment.start - 1] ?? '');
  let end = comment.end;
  while (end < lines.length && end - comment.end < mostLines) {
    const next = lines[end] ?? '';
    if (next.trim() === '' || indentation(next) < depth) break;
    if (end > comment.end && startsComment(next, language)) break;
    end++;
  }
  return { start: comment.start, end };
}

function startsComment(line: string, language: Language): boolean {
  const text = line.trimStart();
  return [...language.line, ...language.block.map(([open]) => open)].some((mark) => text.startsWith(mark));
}

function indentation(line: string): number {
  let width = 0;
  for (const char of line) {
    if (char === ' ') width++;
    else if (char === '\t') width += 4;
    else break;
  }
  return width;
}

/** The added lines at their places in an otherwise empty text, so that line numbers hold. */
function fromHunks(file: FileDiff): string {
  const lines: string[] = [];
  for (const hunk of file.hunks) {
    for (const { kind, line, text } of hunk.lines) {
      if (kind !== 'added' || line > 1_000_000) continue;
      while (lines.length < line - 1) lines.push('');
      lines[line - 1] = text;
    }
  }
  return lines.join('\n');
}
