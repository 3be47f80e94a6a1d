import { l10n, MarkdownString } from 'vscode';
import { judgementHeadings, type Note, type NoteLink, noteToSafeMarkdown, type NoteText } from '../core/index';
import { stateText, statusText } from './noteText';
import type { Root } from './root';
import type { LiveNote } from './liveNote';

/** More are found by *Open Linked Note*. */
const mostLinks = 5;

/** Names a note in the argument of a command link. */
export interface NoteArgument {
  readonly root: string;
  readonly file: string;
  readonly index: number;
}

/** The argument by which commands know the note. */
export function noteArgument(live: Pick<LiveNote, 'root' | 'placed'>): NoteArgument {
  return { root: live.root.key, file: live.placed.entry.file, index: live.placed.index };
}

/** The argument as a part of a command link: file names may hold what would end the link. */
export function linkArgument(argument: NoteArgument): string {
  return encodeURIComponent(JSON.stringify([argument])).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}

/**
 * A note for reading: its title, who, when, status and state, the decision, and the judgement sections. Untrusted
 * throughout: no command link and no HTML of a note has any effect.
 */
export async function noteMarkdown(live: LiveNote, text: NoteText, withTitle = true): Promise<MarkdownString> {
  return withBody(live, await bodyMarkdown(live.placed.entry.file, text), withTitle);
}

/** The same for a note as such, wherever its code is. */
export async function textMarkdown(root: Root, file: string, note: Note, text: NoteText): Promise<MarkdownString> {
  return assemble(root, file, note, factsOfNote(note), await bodyMarkdown(file, text), true);
}

/** The same from a body that was made before. */
export function withBody(live: LiveNote, body: string, withTitle: boolean): MarkdownString {
  const { entry, note } = live.placed;
  return assemble(live.root, entry.file, note, factsOf(live), body, withTitle);
}

function assemble(
  root: Root,
  file: string,
  note: Note,
  facts: readonly string[],
  body: string,
  withTitle: boolean,
): MarkdownString {
  const markdown = new MarkdownString();
  markdown.baseUri = root.toUri(file);
  if (withTitle) markdown.appendMarkdown('#### ').appendText(note.title).appendMarkdown('\n\n');
  markdown.appendMarkdown('*').appendText(facts.join(' · ')).appendMarkdown('*');
  for (const { kind, entry } of root.core.notes.links(file).slice(0, mostLinks)) {
    markdown.appendMarkdown('\n\n').appendText(linkText(kind, entry.note?.title ?? entry.file));
  }
  return markdown.appendMarkdown(body);
}

/** What the note says itself: its decision and the judgement sections, untrusted and safe to show. */
export async function bodyMarkdown(file: string, text: NoteText): Promise<string> {
  const markdown = new MarkdownString();
  const add = async (source: string): Promise<void> => {
    const safe = (await noteToSafeMarkdown(source, file)).trim();
    if (safe !== '') markdown.appendMarkdown(`\n\n${safe}`);
  };
  const addSection = async (heading: string, source: string): Promise<void> => {
    markdown.appendMarkdown('\n\n**').appendText(heading).appendMarkdown('**');
    await add(source);
  };
  const { decision, sections } = text.body;
  await add(decision);
  // A note in another form of MADR has its decision under a heading.
  const [first] = sections;
  if (decision.trim() === '' && first && !judgementOf(first.heading)) await addSection(first.heading, first.markdown);
  for (const heading of judgementHeadings) {
    const section = sections.find((one) => judgementOf(one.heading) === heading);
    if (section) await addSection(headingText(heading), section.markdown);
  }
  return markdown.value;
}

function linkText(kind: NoteLink['kind'], title: string): string {
  switch (kind) {
    case 'supersedes':
      return l10n.t('Supersedes “{0}”', title);
    case 'superseded-by':
      return l10n.t('Superseded by “{0}”', title);
    case 'related':
      return l10n.t('Related to “{0}”', title);
  }
}

function judgementOf(heading: string): (typeof judgementHeadings)[number] | undefined {
  return judgementHeadings.find((one) => one.toLowerCase() === heading.trim().toLowerCase());
}

/** Who, when, status, state: what stands under the title. */
function factsOf({ placed: { note, location } }: LiveNote): string[] {
  const facts = factsOfNote(note);
  if (location.state !== 'exact') facts.push(stateText(location.state));
  if (location.drift >= 0.01) facts.push(l10n.t('{0}% of the lines changed', Math.round(location.drift * 100)));
  return facts;
}

function factsOfNote(note: Note): string[] {
  const facts = [...note.decisionMakers.slice(0, 3)];
  if (note.decisionMakers.length > 3) facts.push(l10n.t('{0} more', note.decisionMakers.length - 3));
  if (note.date !== undefined) facts.push(note.date);
  facts.push(statusText(note.status));
  if (note.confirmed) facts.push(l10n.t('confirmed {0}', note.confirmed.date));
  return facts;
}

function headingText(heading: (typeof judgementHeadings)[number]): string {
  switch (heading) {
    case 'Check first':
      return l10n.t('Check first');
    case 'Ignore':
      return l10n.t('Ignore');
    case 'Trade-off':
      return l10n.t('Trade-off');
    case 'Look elsewhere when':
      return l10n.t('Look elsewhere when');
  }
}
