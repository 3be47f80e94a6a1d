import { NotesError } from '../errors';
import { closingAt, withoutBlankEnds } from './blocks';
import { endOfLine, splitNote } from './split';
import { printTitle } from './printNote';
import { plainLine } from './title';
import { titleHeading } from './titleHeading';

/**
 * Gives a note another title; everything else stays, the form of the heading too where it can hold the title.
 *
 * @throws NotesError `invalid-input` when nothing of the title would show
 */
export function editTitle(text: string, title: string, eol: string): string {
  const split = splitNote(text);
  const heading = titleHeading(text, split);
  const printed = printTitle(title);
  if (plainLine(printed) === '') throw new NotesError('invalid-input', 'A title needs at least one word.');
  if (!heading) {
    const gap = /^[ \t]*\r?\n/.test(text.slice(split.body)) || split.body === text.length ? '' : eol;
    const lead = split.matter ? eol : '';
    return `${text.slice(0, split.body)}${lead}# ${printed}${eol}${gap}${text.slice(split.body)}`;
  }
  const source = text.slice(heading.start, heading.end);
  const replace = (by: string) => text.slice(0, heading.start) + by + text.slice(heading.end);
  const kept = replace(withText(source, printed));
  if (titleHeading(kept, splitNote(kept))?.markdown === printed) return kept;
  // An underlined heading cannot begin like a list, a quote or another heading.
  const end = /\r?\n$/.exec(source)?.[0] ?? '';
  return replace(`${'#'.repeat(heading.level)} ${printed}${end}`);
}

/** @param source a heading's whole lines */
function withText(source: string, title: string): string {
  const first = endOfLine(source, 0);
  const mark = /^ {0,3}#{1,6}/.exec(source)?.[0];
  if (mark !== undefined) {
    const line = source.slice(mark.length, source.charAt(first - 1) === '\r' ? first - 1 : first);
    const gap = /^[ \t]*/.exec(line)?.[0] ?? '';
    const text = line.slice(gap.length);
    return (
      mark + (gap === '' ? ' ' : gap) + title + text.slice(closingAt(text)) + source.slice(mark.length + line.length)
    );
  }
  const underline = source.trimEnd().lastIndexOf('\n') + 1;
  const end = source.charAt(underline - 2) === '\r' ? '\r\n' : '\n';
  return title + end + source.slice(underline);
}

/** Puts other markdown below the title: its line ends become those of the note. */
export function editBody(text: string, body: string, eol: string): string {
  const split = splitNote(text);
  const heading = titleHeading(text, split);
  const from = heading ? heading.end : split.body;
  const trimmed = withoutBlankEnds(body.replace(/\r\n?/g, '\n'));
  const lines = trimmed === '' ? '' : `${eol}${trimmed.replaceAll('\n', eol)}${eol}`;
  const head = text.slice(0, from);
  return head + (head === '' || head.endsWith('\n') ? '' : eol) + lines;
}
