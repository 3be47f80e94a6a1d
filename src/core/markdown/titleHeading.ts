import { scanHeadings, type Heading } from './blocks';
import type { Split } from './split';

/** The heading that is the note's title: the first of level 1, or one that stands before all other text. */
export function titleHeading(text: string, split: Split): Heading | undefined {
  const first = scanHeadings(text, split.body, split.bodyLine, 1);
  const heading = first.headings[0];
  if (heading && (heading.level === 1 || !first.firstText)) return heading;
  return scanHeadings(text, split.body, split.bodyLine).headings.find(({ level }) => level === 1);
}
