import { highlights } from './highlight';

/**
 * The part of `text` around its first match, on one line, at most about `length` characters, the match near its start so
 * that a narrow list shows it; `undefined` when nothing matches. Cut at words, with `…` where something is left out.
 */
export function snippet(text: string, terms: readonly string[], query: string, length = 80): string | undefined {
  const first = highlights(text, terms, query)[0];
  if (!first) return undefined;
  const before = Math.floor(length / 5);
  const after = length - before;
  let start = Math.max(0, first[0] - before);
  let end = Math.max(first[1], Math.min(text.length, first[0] + after));
  while (start > 0 && start < first[0] && !/\s/.test(text.charAt(start - 1))) start++;
  while (end < text.length && end > first[1] && !/\s/.test(text.charAt(end))) end--;
  const part = text.slice(start, end).replace(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${part}${end < text.length ? '…' : ''}`;
}
