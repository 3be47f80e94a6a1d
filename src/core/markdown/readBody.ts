import type { NoteBody } from '../note/note';
import { scanHeadings, withoutBlankEnds } from './blocks';
import { titleHeading } from './titleHeading';
import { splitNote } from './split';
import { plainLine } from './title';

/** Splits a note's text for showing: the decision under the title, and the sections that headings of level 2 begin. */
export function readBody(text: string): NoteBody {
  const split = splitNote(text);
  const title = titleHeading(text, split);
  const start = title?.end ?? split.body;
  const headings = scanHeadings(text, split.body, split.bodyLine).headings.filter(
    ({ level, start: at }) => level <= 2 && at >= start,
  );
  const trimmed = (from: number, to: number) => withoutBlankEnds(text.slice(from, to));
  return {
    decision: trimmed(start, headings[0]?.start ?? text.length),
    sections: headings.map((heading, at) => ({
      heading: plainLine(heading.markdown),
      markdown: trimmed(heading.end, headings[at + 1]?.start ?? text.length),
      line: heading.line,
    })),
  };
}
