import { NotesError } from '../errors';
import type { FileStamp, Finder, Host } from '../host';
import { decodeNote } from '../markdown/decode';
import { parseNote, parsePlainNote, type ParsedNote } from '../markdown/parseNote';
import { readBody } from '../markdown/readBody';
import { splitNote } from '../markdown/split';
import type { ProblemCode } from '../note/note';
import type { Compactor } from './compact';
import { hashBytes, hashText } from '../util/hash';
import { visible } from '../util/visible';
import type { Held } from './held';
import type { NoteEntry, NoteText } from './noteStore';
import { isRacy } from './racy';

/** Longer files are no notes. */
const maxNoteBytes = 1024 * 1024;
const noProblems: NoteEntry['problems'] = [];

/** Reads note files. */
export interface NoteReader {
  /** What the file says, for the index; `undefined` when it is gone. Never rejects. */
  read(file: string, stamp: FileStamp | undefined): Promise<Held | undefined>;
  /** The text and its parts. Rejects with NotesError. */
  text(file: string): Promise<NoteText>;
  /** Text after the front matter; `''` when it cannot be read. Never rejects. */
  bodyText(file: string): Promise<string>;
}

/** Reads through the host's files. */
export function noteReader(host: Host, compact: Compactor, finder: Pick<Finder, 'parseNote'>): NoteReader {
  /** Where no thread can say, this one does. */
  const parseAny = (file: string, bytes: Uint8Array): Promise<ParsedNote> =>
    finder.parseNote(file, bytes).catch(() => parseNote(file, bytes));
  return {
    async read(file, stamp) {
      try {
        const bytes = (stamp && host.files.readNow?.(file, stamp)) ?? (await host.files.read(file, maxNoteBytes));
        const hash = hashBytes(bytes);
        // Awaiting only where it must be keeps thousands of plain notes from as many turns of the loop.
        const { note, problems, lines } = parsePlainNote(file, bytes) ?? (await parseAny(file, bytes));
        return {
          entry: { file, note: compact.own(note), problems: problems.length === 0 ? noProblems : problems },
          idLine: lines.id ?? 1,
          codeLines: lines.code,
          stamp: stamp && !isRacy(stamp, host.clock.now()) ? stamp : undefined,
          hash,
        };
      } catch (error) {
        if (!(error instanceof NotesError)) host.log.error(`${file} could not be read.`, error);
        return failed(file, error);
      }
    },
    async text(file) {
      const { text } = decodeNote(await host.files.read(file, maxNoteBytes));
      return { text, body: readBody(text) };
    },
    async bodyText(file) {
      try {
        const { text } = decodeNote(await host.files.read(file, maxNoteBytes));
        return text.slice(splitNote(text).body);
      } catch (error) {
        host.log.debug(`${file} cannot be searched: ${error instanceof Error ? error.message : String(error)}`);
        return '';
      }
    },
  };
}

/** The entry of a note that is there and cannot be read. */
function failed(file: string, error: unknown): Held | undefined {
  const failure = error instanceof NotesError ? error : undefined;
  // A name that is not UTF-8 is listed with replacement characters, and no file has that name.
  const gone = failure?.code === 'not-found' && !file.includes('\ufffd');
  if (gone) return undefined;
  const code: ProblemCode = failure?.code === 'too-large' ? 'too-large' : 'unreadable';
  const message = file.includes('\ufffd')
    ? `The name of ${file} is not valid UTF-8, so it cannot be opened. Rename it.`
    : (failure?.message ?? `Could not read ${file}.`);
  return {
    entry: { file, note: undefined, problems: [{ file, line: 1, code, severity: 'error', message: visible(message) }] },
    idLine: 1,
    codeLines: [],
    stamp: undefined,
    // No content has a negative digest.
    hash: -hashText(`${code} ${message}`) - 1,
  };
}
