import type { Problem } from '../note/note';
import { freshId } from './freshId';
import { nearestStatus, orderedLines, rootPathOf, type LineFix } from './lineFixes';
import { replaceText, type NoteFile } from './noteFile';
import type { Plan } from './plan';

/** A repair that loses nothing of what a person wrote. Lines are 1-based. */
export type Fix =
  | { readonly kind: 'new-id' | 'plain-front-matter' | 'open-front-matter' }
  | ({ readonly kind: 'line'; readonly line: number } & LineFix);

/**
 * The safe repair of a problem in a note's text, where one is known. A merge conflict has none: only a person knows which
 * side counts.
 *
 * @param root absolute path of the root on this machine, where there is one
 */
export function fixFor({ code, line }: Pick<Problem, 'code' | 'line'>, text: string, root?: string): Fix | undefined {
  const written = () => text.split('\n')[line - 1]?.replace(/\r$/, '') ?? '';
  const onLine = (fix: LineFix | undefined): Fix | undefined => fix && { kind: 'line', line, ...fix };
  switch (code) {
    case 'duplicate-id':
    case 'bad-id':
      return { kind: 'new-id' };
    case 'front-matter-language':
      return { kind: 'plain-front-matter' };
    case 'front-matter-missing':
      return /^---[ \t]*\r?$/m.test(text) ? { kind: 'open-front-matter' } : undefined;
    case 'unknown-status':
      return onLine(nearestStatus(written()));
    case 'bad-lines':
      return onLine(orderedLines(written()));
    case 'bad-path':
      return onLine(rootPathOf(written(), root));
    default:
      return undefined;
  }
}

/** Repairs a note and keeps every other byte; `id` is the one that it gets where it needs another. */
export async function applyFix(note: NoteFile, fix: Fix, id: string): Promise<Plan> {
  const { text } = note;
  switch (fix.kind) {
    case 'new-id':
      return freshId(note, id);
    case 'plain-front-matter':
      return replaceText(note, text.replace(/^(\ufeff?---)[^\r\n]*/, '$1'));
    case 'open-front-matter': {
      const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
      return replaceText(
        note,
        text.replace(/^\ufeff?/, (mark) => `${mark}---${eol}`),
      );
    }
    case 'line': {
      let start = 0;
      for (let line = 1; line < fix.line; line++) start = text.indexOf('\n', start) + 1;
      const at = start + fix.column;
      if (!text.startsWith(fix.from, at)) return { changes: [] };
      return replaceText(note, text.slice(0, at) + fix.to + text.slice(at + fix.from.length));
    }
  }
}
