import type { Problem } from '../note/note';
import { freshId } from './freshId';
import { replaceText, type NoteFile } from './noteFile';
import type { Plan } from './plan';

/** A repair that loses nothing of what a person wrote. */
export type Fix = 'new-id' | 'plain-front-matter';

/** The safe repair of a problem, where one is known. */
export function fixFor(problem: Pick<Problem, 'code'>): Fix | undefined {
  if (problem.code === 'duplicate-id' || problem.code === 'bad-id') return 'new-id';
  return problem.code === 'front-matter-language' ? 'plain-front-matter' : undefined;
}

/** Repairs a note: gives it the id `id`, or opens its front matter with three dashes and nothing else. */
export async function applyFix(note: NoteFile, fix: Fix, id: string): Promise<Plan> {
  if (fix === 'new-id') return freshId(note, id);
  return replaceText(note, note.text.replace(/^(\ufeff?---)[^\r\n]*/, '$1'));
}
