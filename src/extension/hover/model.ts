import {
  Hover,
  type CancellationToken,
  type HoverProvider,
  l10n,
  MarkdownString,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Logger } from '../../core/index';
import { commands } from '../contributions';
import { coversLine, toRange } from '../convert';
import { linkArgument, noteArgument, noteMarkdown } from '../noteMarkdown';
import type { LiveNote } from '../liveNote';
import type { Tracker } from '../tracker';

const mostNotes = 5;

/** The notes of a line, the narrowest first; each with links that act on it. */
export class NoteHover implements HoverProvider {
  private readonly tracker: Tracker;
  private readonly log: Logger;

  constructor(tracker: Tracker, log: Logger) {
    this.tracker = tracker;
    this.log = log;
  }

  async provideHover(document: TextDocument, position: Position, token: CancellationToken): Promise<Hover | undefined> {
    const all = await this.tracker.load(document);
    const here = all.filter((live) => coversLine(live.lines, position.line)).sort((a, b) => span(a) - span(b));
    if (here.length === 0 || token.isCancellationRequested) return undefined;
    const contents: MarkdownString[] = [];
    for (const live of here.slice(0, mostNotes)) contents.push(...(await this.contents(live)));
    if (here.length > mostNotes) {
      contents.push(new MarkdownString().appendText(l10n.t('{0} more notes on this line', here.length - mostNotes)));
    }
    const [narrowest] = here;
    const range = narrowest?.lines && toRange(narrowest.lines, document);
    return new Hover(contents, range);
  }

  private async contents(live: LiveNote): Promise<MarkdownString[]> {
    try {
      const text = await live.root.core.notes.text(live.placed.entry.file);
      return [await noteMarkdown(live, text), actions(live)];
    } catch (error) {
      this.log.warn(`${live.placed.entry.file}: ${error instanceof Error ? error.message : String(error)}`);
      return [new MarkdownString().appendText(live.placed.note.title), actions(live)];
    }
  }
}

function span({ lines }: LiveNote): number {
  return lines ? lines.end - lines.start : Infinity;
}

/** Our own links, apart from any text of the note: the only trusted part of the hover, for these commands alone. */
function actions(live: LiveNote): MarkdownString {
  const argument = linkArgument(noteArgument(live));
  const links: [command: string, label: string][] = [
    [commands.openNote, l10n.t('Open')],
    [commands.editNote, l10n.t('Edit')],
    [commands.copyLink, l10n.t('Copy Link')],
    [commands.confirmNote, l10n.t('Still True')],
  ];
  if (live.placed.location.drift > 0) links.push([commands.compareNote, l10n.t('Compare Then and Now')]);
  if (live.root.core.notes.links(live.placed.entry.file).length > 0) {
    links.push([commands.openLinkedNote, l10n.t('Open Linked Note')]);
  }
  const markdown = new MarkdownString(
    links.map(([command, label]) => `[${label}](command:${command}?${argument})`).join(' · '),
  );
  markdown.isTrusted = { enabledCommands: links.map(([command]) => command) };
  return markdown;
}
