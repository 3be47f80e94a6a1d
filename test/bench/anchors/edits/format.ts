import prettier from 'prettier';
import type { Random } from '../random';
import { nodesOf, spanOf, type Span } from './ranges';

/** A file laid out anew, and where the range is in it. */
export interface Formatted {
  readonly text: string;
  readonly span: Span;
}

/**
 * Formats a text with other widths, quotes and indentation than it had. The range is found again without the engine:
 * in programs by the position of its statements among all (the formatter keeps their order and number, which is
 * checked), else by counting the characters that the formatter does not touch (the two streams must be equal).
 * `undefined` when the text cannot be formatted or the range not be followed.
 */
export async function reformat(
  text: string,
  span: Span,
  language: string,
  random: Random,
): Promise<Formatted | undefined> {
  const program = language === 'ts' || language === 'js' || language === 'd.ts';
  const parser = program ? 'typescript' : language === 'md' ? 'markdown' : language;
  let fresh: string;
  try {
    fresh = await prettier.format(text, {
      parser,
      printWidth: random.pick([50, 60, 80, 100, 140]),
      tabWidth: random.pick([2, 4, 8]),
      useTabs: random.chance(0.3),
      semi: random.chance(0.5),
      singleQuote: random.chance(0.5),
      trailingComma: random.pick(['all', 'none'] as const),
      bracketSpacing: random.chance(0.5),
      arrowParens: random.pick(['always', 'avoid'] as const),
      proseWrap: random.pick(['always', 'never'] as const),
      embeddedLanguageFormatting: 'off',
    });
  } catch {
    // A file that the formatter's parser refuses is no material for this kind.
    return undefined;
  }
  const found = program ? byNodes(text, fresh, span, language) : byStream(text, fresh, span, language);
  return found && changed(text, fresh, span, found) ? { text: fresh, span: found } : undefined;
}

function changed(text: string, fresh: string, span: Span, found: Span): boolean {
  const cut = (whole: string, { start, end }: Span): string =>
    whole
      .split('\n')
      .slice(start, end + 1)
      .join('\n');
  return cut(text, span) !== cut(fresh, found);
}

function byNodes(text: string, fresh: string, span: Span, language: string): Span | undefined {
  const [before, after] = [nodesOf(text, language), nodesOf(fresh, language)];
  if (before.length !== after.length || before.some((node, index) => node.kind !== after[index]!.kind))
    return undefined;
  const spans = before.map((node) => spanOf(node, text));
  const first = spans.findIndex((one) => one.alone && one.start === span.start && one.end <= span.end);
  const last = spans.findLastIndex((one) => one.alone && one.end === span.end && one.start >= span.start);
  if (first < 0 || last < 0) return undefined;
  const [start, end] = [spanOf(after[first]!, fresh), spanOf(after[last]!, fresh)];
  return start.alone && end.alone && start.start <= end.end ? { start: start.start, end: end.end } : undefined;
}

function byStream(text: string, fresh: string, span: Span, language: string): Span | undefined {
  const kept = language === 'md' ? /[\p{L}\p{N}]/u : /[^\s;,'"()\\]/;
  const [before, after] = [stream(text, kept), stream(fresh, kept)];
  if (before.chars !== after.chars) return undefined;
  const first = before.lines.indexOf(span.start);
  const last = before.lines.lastIndexOf(span.end);
  if (first < 0 || last < 0) return undefined;
  const [start, end] = [after.lines[first]!, after.lines[last]!];
  // The range's ends must have lines of their own in the new layout too.
  if (after.lines[first - 1] === start || after.lines[last + 1] === end) return undefined;
  return { start, end };
}

function stream(text: string, kept: RegExp): { chars: string; lines: number[] } {
  const chars: string[] = [];
  const lines: number[] = [];
  let line = 0;
  for (const char of text) {
    if (char === '\n') line++;
    else if (kept.test(char)) {
      chars.push(char.toLowerCase());
      lines.push(line);
    }
  }
  return { chars: chars.join(''), lines };
}
