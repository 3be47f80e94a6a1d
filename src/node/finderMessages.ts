import type { CodeMove } from '../core/actions/followCodeMove';
import type { Anchor } from '../core/anchor/anchor';
import type { ErrorCode } from '../core/errors';
import type { CancelSignal, Finder, Logger, OpenText, Reads } from '../core/host';
import { turn } from '../core/util/turn';
import type { NodeHostOptions } from './nodeHost';

/** What the thread must know of a root to read its files and to run git there. */
export type ThreadRoot = Pick<NodeHostOptions, 'root' | 'folders' | 'notesFolder' | 'trusted'>;

/** One question, as `Finder` puts it. */
export type Question =
  | { readonly ask: 'find'; readonly anchor: Anchor; readonly read: Reads | undefined }
  | { readonly ask: 'findAround'; readonly open: OpenText; readonly anchors: readonly Anchor[] }
  | { readonly ask: 'mayHold'; readonly path: string; readonly anchors: readonly Anchor[] }
  | { readonly ask: 'parseNote'; readonly file: string; readonly content: Uint8Array };

/** To the thread. `root` and `id` are numbers that the asking side gives out. */
export type ToThread =
  | { readonly type: 'open'; readonly root: number; readonly options: ThreadRoot }
  | { readonly type: 'close'; readonly root: number }
  | { readonly type: 'changed'; readonly root: number }
  | { readonly type: 'renamed'; readonly root: number; readonly moves: readonly CodeMove[] }
  | {
      readonly type: 'question';
      readonly root: number;
      readonly id: number;
      readonly question: Question;
      /** Text of `question.open`, where it is long: shared, not copied. See `packText`. */
      readonly units?: SharedArrayBuffer;
    }
  | { readonly type: 'cancel'; readonly id: number };

/** From the thread. `ready` comes once, before anything else. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly code: ErrorCode; readonly text: string }
  | { readonly type: 'log'; readonly level: keyof Logger; readonly text: string };

/** UTF-16 units that are packed between two looks at the clock. */
const packed = 200_000;

/** A text as its UTF-16 units, two bytes each, in memory that threads share; made in parts. */
export async function packText(text: string): Promise<SharedArrayBuffer> {
  const units = new SharedArrayBuffer(text.length * 2);
  const bytes = Buffer.from(units);
  for (let at = 0; at < text.length; at += packed) {
    bytes.write(text.slice(at, at + packed), at * 2, 'utf16le');
    if (turn.isSpent()) await turn.next();
  }
  return units;
}

/** The text of those units. */
export function unpackText(units: SharedArrayBuffer): string {
  return Buffer.from(units).toString('utf16le');
}

/** What a finder says to a question. */
export function answer(
  finder: Finder,
  { question, units }: { readonly question: Question; readonly units?: SharedArrayBuffer | undefined },
  cancel: CancelSignal | undefined,
): Promise<unknown> {
  switch (question.ask) {
    case 'find':
      return finder.find(question.anchor, question.read, cancel);
    case 'findAround': {
      const open = units ? { ...question.open, text: unpackText(units) } : question.open;
      return finder.findAround(open, question.anchors, cancel);
    }
    case 'mayHold':
      return finder.mayHold(question.path, question.anchors);
    case 'parseNote':
      return finder.parseNote(question.file, question.content);
  }
}
