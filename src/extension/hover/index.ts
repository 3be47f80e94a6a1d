import { type Disposable, languages } from 'vscode';
import type { Services } from '../services';
import { NoteHover } from './model';

/** Shows the notes of a line when the pointer rests on it. */
export function registerHover({ tracker, report }: Services): Disposable {
  return languages.registerHoverProvider({ scheme: '*' }, new NoteHover(tracker, report.log));
}
