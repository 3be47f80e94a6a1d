import type { Note, Problem } from '../note/note';
import { readFields, type FieldLines, type FoundProblem } from '../note/fields';
import { scanHeadings } from './blocks';
import { blankConflicts } from './conflicts';
import { decodeNote } from './decode';
import { turn } from '../util/turn';
import { loadYaml, readGeneralYaml, type YamlPackages } from './generalYaml';
import { readPlainYaml } from './plainYaml';
import { splitNote, type Split } from './split';
import { plainLine } from './title';
import { titleHeading } from './titleHeading';
import { suspicions } from './suspicions';
import { visible } from '../util/visible';
import { emptyMap, type MapValue } from './value';

/** What a note file says, and what is wrong with it. */
export interface ParsedNote {
  /** As much as could be read: a broken note still has a title, so that it stays in sight. */
  readonly note: Note;
  /** Sorted by line. */
  readonly problems: readonly Problem[];
  readonly lines: FieldLines;
}

/** A longer note is read at its head only, in characters. */
export const longestNote = 1024 * 1024;
/** Longer front matter is not read, in characters. */
const longestMatter = 256 * 1024;

/**
 * Reads a note. Never rejects on what the file holds: what is wrong is a problem. The packages that read front matter of
 * any form are loaded when the first note needs them; see `parsePlainNote`.
 *
 * @param file root path of the note, for the problems
 */
export async function parseNote(file: string, content: string | Uint8Array): Promise<ParsedNote> {
  const decoded = typeof content === 'string' ? { text: content } : decodeNote(content);
  const plain = parse(file, decoded);
  if (plain) return plain;
  const packages = await loadYaml();
  // All who wait for the packages go on at once.
  if (turn.isSpent()) await turn.next();
  return parse(file, decoded, packages) ?? unreadable(file);
}

/** Reads a note at once when its front matter is plain; `undefined`: ask `parseNote`. */
export function parsePlainNote(file: string, content: string | Uint8Array): ParsedNote | undefined {
  return parse(file, typeof content === 'string' ? { text: content } : decodeNote(content));
}

function parse(
  file: string,
  decoded: { text: string; fault?: { line: number; message: string } },
  packages?: YamlPackages,
): ParsedNote | undefined {
  const found: FoundProblem[] = [];
  if (decoded.fault) found.push({ ...decoded.fault, code: 'not-utf8', severity: 'error' });
  const text = cut(decoded.text, found);
  const split = splitNote(text);
  const map = readMatter(text, split, found, packages);
  if (!map) return undefined;
  const { fields, problems, lines } = readFields(map);
  found.push(...problems);
  const title = readTitle(text, split, found);
  found.push(...suspicions(text, split));
  const note: Note = { title: title ?? nameOf(file), ...fields };
  found.sort((a, b) => a.line - b.line);
  return { note, problems: found.map((problem) => ({ file, ...problem, message: visible(problem.message) })), lines };
}

function cut(text: string, found: FoundProblem[]): string {
  if (text.length <= longestNote) return text;
  const size = `${(text.length / 1024 / 1024).toFixed(1)} million`;
  const message = `The note has ${size} characters; only its head is read. Shorten it to less than a million.`;
  found.push({ line: 1, code: 'too-large', severity: 'error', message });
  return text.slice(0, longestNote);
}

function readMatter(
  text: string,
  split: Split,
  found: FoundProblem[],
  packages: YamlPackages | undefined,
): MapValue | undefined {
  if (!split.matter) {
    if (split.fault) found.push(faultProblem(split.fault));
    else if (/^\ufeff?(?:id|status|date|code|tags|decision-makers):(?:[ \r\n]|$)/.test(text)) {
      const message = 'The note starts with front matter, but without the line "---" before it. Add it.';
      found.push({ line: 1, code: 'front-matter-missing', severity: 'error', message });
    }
    return emptyMap;
  }
  const { start, end } = split.matter;
  const matter = text.slice(start, end);
  if (matter.length > longestMatter) {
    const message = `The front matter is longer than ${longestMatter / 1024} KiB, so it is not read. Shorten it.`;
    found.push({ line: 1, code: 'too-large', severity: 'error', message });
    return emptyMap;
  }
  const conflict = blankConflicts(matter);
  if (conflict === undefined) {
    const plain = readPlainYaml(matter, 2);
    if (plain) return plain;
  }
  if (!packages) return undefined;
  const general = readGeneralYaml(conflict ?? matter, packages);
  found.push(...general.problems);
  return general.map;
}

function faultProblem(fault: NonNullable<Split['fault']>): FoundProblem {
  if (fault.kind === 'unclosed') {
    const message = 'The front matter is not closed. Add a line "---" below it.';
    return { line: 1, code: 'front-matter-unclosed', severity: 'error', message };
  }
  if (fault.kind === 'line-ends') {
    const message = 'The lines end in carriage returns alone. Save the note with the line ends of Unix or Windows.';
    return { line: 1, code: 'front-matter-unclosed', severity: 'error', message };
  }
  const message = `The front matter must be YAML. Delete "${fault.text.slice(0, 40)}" after the first "---".`;
  return { line: 1, code: 'front-matter-language', severity: 'error', message };
}

function readTitle(text: string, split: Split, found: FoundProblem[]): string | undefined {
  const heading = titleHeading(text, split);
  const title = plainLine(
    heading?.markdown ?? scanHeadings(text, split.body, split.bodyLine, 1).firstText?.markdown ?? '',
  );
  if (title !== '') return title;
  const message = 'The note has no title. Add a line "# …" that says the decision in a few words.';
  found.push({ line: heading?.line ?? split.bodyLine, code: 'missing-title', severity: 'warning', message });
  return undefined;
}

function unreadable(file: string): ParsedNote {
  const { fields, lines } = readFields(emptyMap);
  return { note: { title: nameOf(file), ...fields }, problems: [], lines };
}

/** A file's name as a title: `2026-11-22-retry-calls.md` gives `retry calls`. */
export function nameOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.md$/i, '');
  return plainLine(name.replace(/^\d{4}-\d{2}-\d{2}-(?=.)/, '').replace(/[-_]+/g, ' ')) || 'note';
}
