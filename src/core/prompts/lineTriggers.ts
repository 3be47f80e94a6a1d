import { isConfigurationFormat } from './changeTriggers';
import type { FileDiff, Hunk } from './diff';
import { excerpt, type Trigger } from './trigger';

/** Names of values that people tune by experience. */
const timing =
  /(time_?-?out|retr(?:y|ies)|back_?-?off|deadline|max_?-?attempts|(?:poll|refresh|keep_?-?alive|heartbeat|flush|check)_?-?interval|keep_?-?alive|debounce|throttle|\bttl\b|_ttl\b)/i;
const value = /\d|\b(?:true|false|null|none|nil|undefined|infinity)\b|[=:]/i;
const skipped = /^\s*(?:\/\/|\/?\*|#(?!\[)|--|;|import\b|from\b|use\b|#include\b|package\b|require\b|export \* )/i;
const longest = 2000;

/** A changed timeout or retry: a line that names one, replaced by a line that names it too and gives another value. */
export function timingTriggers(file: FileDiff): Trigger[] {
  return pairedTriggers(file, 'timing', (before, after) => {
    const name = timing.exec(after)?.[1];
    if (name === undefined || !timing.test(before) || !value.test(after)) return undefined;
    return numbers(before) !== numbers(after) || tail(before) !== tail(after) ? name : undefined;
  });
}

/** A number that changed and nothing else on its lines of a program. Versions, dates and hexadecimal digests are no such numbers. */
export function numberTriggers(file: FileDiff): Trigger[] {
  if (isConfigurationFormat(file.newPath ?? '')) return [];
  return pairedTriggers(file, 'number', (before, after) => {
    if (versionLike.test(before) || versionLike.test(after)) return undefined;
    if (numbers(before) === numbers(after) || blank(before) !== blank(after)) return undefined;
    return /(\w+)\W*[-+]?\d/.exec(after)?.[1] ?? 'number';
  });
}

const versionLike = /\d+\.\d+\.\d+|\d{4}-\d{2}|copyright|version|[0-9a-f]{12,}|\brev\b|\bsince\b/i;
const number = /(?<![\w.])[-+]?\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?[a-z]{0,3}\b/gi;

function numbers(line: string): string {
  return (line.match(number) ?? []).join(' ');
}

function blank(line: string): string {
  return line.replace(number, '0').trim();
}

/** What is assigned: the text behind the first `=`, `:` or `(`. */
function tail(line: string): string {
  const at = line.search(/[=:(]/);
  return at < 0 ? '' : line.slice(at + 1).trim();
}

/** Runs over pairs of removed and added lines that stand in the same place of a replaced block of equal length. */
function pairedTriggers(
  file: FileDiff,
  kind: 'timing' | 'number',
  test: (before: string, after: string) => string | undefined,
): Trigger[] {
  const path = file.newPath;
  if (path === undefined) return [];
  const found: Trigger[] = [];
  for (const hunk of file.hunks) {
    for (const { before, after, line } of pairs(hunk)) {
      if (skipped.test(after) || before.length > longest || after.length > longest) continue;
      const pattern = test(before, after)?.toLowerCase();
      if (pattern === undefined) continue;
      found.push({ kind, path, pattern, lines: { start: line, end: line }, evidence: excerpt(after) });
    }
  }
  return found;
}

function* pairs(hunk: Hunk): Iterable<{ before: string; after: string; line: number }> {
  let removed: string[] = [];
  let added: { text: string; line: number }[] = [];
  const flush = function* (): Iterable<{ before: string; after: string; line: number }> {
    if (removed.length === added.length) {
      for (const [index, { text, line }] of added.entries()) yield { before: removed[index] ?? '', after: text, line };
    }
    removed = [];
    added = [];
  };
  let last: number | undefined;
  for (const { kind, line, text } of hunk.lines) {
    if (kind === 'removed') {
      if (added.length > 0) yield* flush();
      removed.push(text);
    } else {
      // Context between two added lines parts them.
      if (added.length > 0 && last !== undefined && line !== last + 1) yield* flush();
      added.push({ text, line });
      last = line;
    }
  }
  yield* flush();
}
