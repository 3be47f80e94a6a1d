import type { LineRange } from '../anchor/anchor';
import { commentsIn } from './comments';
import { givesReason, withCode } from './commentTriggers';
import { languageOf } from './languages';

/** A comment that gives a reason, as a note's draft. */
export interface DecisionComment {
  /** The comment and the code that it is about. */
  readonly lines: LineRange;
  /** The first line is a title, the rest what else the comment says. */
  readonly text: string;
}

/**
 * The comment on a line, when it is of a kind that often stands for a decision: a workaround, a reason, a suppression.
 *
 * @param line 1-based
 */
export function decisionComment(text: string, path: string, line: number): DecisionComment | undefined {
  const language = languageOf(path);
  if (!language) return undefined;
  const comment = commentsIn(text, language).find(({ start, end }) => start <= line && line <= end);
  if (!comment || !givesReason(comment.text)) return undefined;
  return { lines: withCode(comment, text.split(/\r\n|\n|\r/), language), text: draftOf(comment.text) };
}

/** The first sentence as a title, the whole comment below it where there is more. */
function draftOf(said: string): string {
  const flat = said
    .split('\n')
    .map((part) => part.trim())
    .join('\n')
    .trim();
  const plain = flat.replace(/\s+/g, ' ').replace(/^(?:todo|fixme|hack|xxx|note|nb|workaround|kludge)\b[:\s-]+/i, '');
  const title = (/^.+?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain).replace(/[.\s]+$/, '');
  const start = title.charAt(0).toUpperCase() + title.slice(1);
  return title.length >= plain.replace(/[.\s]+$/, '').length ? start : `${start}\n\n${flat}`;
}
