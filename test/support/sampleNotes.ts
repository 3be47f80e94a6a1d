import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printNewNote, recordAnchor, type LineRange, type NewNote } from '../../src/core/index';

/** A note to write on lines of a file that is already there. */
export interface SampleNote extends NewNote {
  /** Root path of the note's file. */
  readonly file: string;
  /** Root path of the code, and its lines. */
  readonly on?: readonly (readonly [path: string, lines: LineRange])[];
}

/** Writes files into a folder, making their folders. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Writes notes as the product writes them, each anchored to the code as it stands. */
export function writeNotes(folder: string, notes: readonly SampleNote[]): void {
  for (const { file, on = [], ...note } of notes) {
    const code = on.map(([path, lines]) =>
      recordAnchor({ path, lines, text: readFileSync(join(folder, path), 'utf8') }),
    );
    writeFiles(folder, { [file]: printNewNote({ ...note, code }) });
  }
}
