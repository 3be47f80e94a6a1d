import { Range, type TextDocument } from 'vscode';
import type { LineRange } from '../core/index';

/** Lines of a note (1-based, inclusive) as an editor range (0-based) over whole lines, held inside the document. */
export function toRange(lines: LineRange, document: Pick<TextDocument, 'lineCount' | 'lineAt'>): Range {
  const last = document.lineCount - 1;
  const start = Math.min(Math.max(0, lines.start - 1), last);
  const end = Math.min(Math.max(start, lines.end - 1), last);
  return new Range(start, 0, end, document.lineAt(end).text.length);
}

/** Lines that a selection covers, 1-based and inclusive. A selection that ends at the start of a line leaves it out. */
export function toLines(range: Range): LineRange {
  const end = range.end.character === 0 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line;
  return { start: range.start.line + 1, end: end + 1 };
}

/** Whether the 0-based editor line is one of `lines`. */
export function coversLine(lines: LineRange | undefined, line: number): boolean {
  return lines !== undefined && lines.start <= line + 1 && line + 1 <= lines.end;
}
