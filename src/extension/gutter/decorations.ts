import {
  DecorationRangeBehavior,
  type DecorationOptions,
  OverviewRulerLane,
  Range,
  type TextDocument,
  type TextEditorDecorationType,
  ThemeColor,
  window,
} from 'vscode';
import { colors } from '../contributions';
import { toRange } from '../convert';
import type { LiveNote } from '../liveNote';

const mostCharacters = 80;

/** A mark in the overview ruler; nothing is drawn on the lines themselves. */
export function overviewType(doubtful: boolean): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    overviewRulerColor: new ThemeColor(doubtful ? colors.uncertain : colors.overviewRuler),
    overviewRulerLane: OverviewRulerLane.Right,
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
  });
}

/** Text after a line's end. */
export function hintType(): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    after: { color: new ThemeColor(colors.endOfLine), margin: '0 0 0 3ch', fontStyle: 'italic' },
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
  });
}

/** The lines of each note. */
export function lineOptions(notes: readonly LiveNote[], document: TextDocument): DecorationOptions[] {
  return notes.flatMap(({ lines }) => (lines ? [{ range: toRange(lines, document) }] : []));
}

/** One hint a line: the titles of the notes that begin there. */
export function hintOptions(notes: readonly LiveNote[], document: TextDocument): DecorationOptions[] {
  const titles = new Map<number, string[]>();
  for (const { lines, placed } of notes) {
    if (lines) titles.set(lines.start, [...(titles.get(lines.start) ?? []), placed.note.title]);
  }
  return [...titles].map(([line, found]) => {
    const { end } = toRange({ start: line, end: line }, document);
    return { range: new Range(end, end), renderOptions: { after: { contentText: shorten(found.join(' · ')) } } };
  });
}

function shorten(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
