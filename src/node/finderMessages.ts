import type { CodeMove } from '../core/actions/followCodeMove';
import type { Anchor } from '../core/anchor/anchor';
import type { ErrorCode } from '../core/errors';
import type { CancelSignal, Logger } from '../core/host';
import type { Finder, OpenText, Reads } from '../core/store/finder';
import type { NodeHostOptions } from './nodeHost';

/** What the thread must know of a root to read its files and to run git there. */
export type ThreadRoot = Pick<NodeHostOptions, 'root' | 'folders' | 'notesFolder' | 'trusted'>;

/** One question, as `Finder` puts it. */
export type Question =
  | { readonly ask: 'find'; readonly anchor: Anchor; readonly read: Reads | undefined }
  | { readonly ask: 'findAround'; readonly open: OpenText; readonly anchors: readonly Anchor[] }
  | { readonly ask: 'mayHold'; readonly path: string; readonly anchors: readonly Anchor[] };

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
      /** Text of `question.open`, where it is long: handed over, not copied. */
      readonly units?: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: 'cancel'; readonly id: number };

/** From the thread. `ready` comes once, before anything else. */
export type FromThread =
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly code: ErrorCode; readonly text: string }
  | { readonly type: 'log'; readonly level: keyof Logger; readonly text: string };

/** A text as its UTF-16 units, two bytes each, in memory of its own. */
export function packText(text: string): Uint8Array<ArrayBuffer> {
  const units = new Uint8Array(text.length * 2);
  Buffer.from(units.buffer).write(text, 'utf16le');
  return units;
}

/** The text of those units. */
export function unpackText(units: Uint8Array<ArrayBuffer>): string {
  return Buffer.from(units.buffer).toString('utf16le');
}

/** What a finder says to a question. */
export function answer(finder: Finder, question: Question, cancel: CancelSignal | undefined): Promise<unknown> {
  switch (question.ask) {
    case 'find':
      return finder.find(question.anchor, question.read, cancel);
    case 'findAround':
      return finder.findAround(question.open, question.anchors, cancel);
    case 'mayHold':
      return finder.mayHold(question.path, question.anchors);
  }
}
