import { Worker } from 'node:worker_threads';
import { NotesError } from '../core/errors';
import type { CancelSignal, Disposable, Finder, Logger } from '../core/host';
import { nextTurn, turn } from '../core/util/turn';
import { answer, packText, type FromThread, type Question, type ThreadRoot, type ToThread } from './finderMessages';

/** Milliseconds between two looks at whether somebody still wants what is being asked. */
const lookMs = 25;
/** How often a question is asked when the thread ends over it, or over another one. */
const mostTries = 2;
/** UTF-16 units from which on a text is shared: copying it as part of a message takes several times as long. */
const long = 200_000;
/** Megabytes of memory at which the thread ends, and not the whole program. */
const mostMegabytes = 1024;

interface Root {
  readonly options: ThreadRoot;
  /** The finder of this thread, where there is no other thread to be had. */
  readonly here: () => Finder;
}

interface Asked {
  readonly root: number;
  readonly question: Question;
  readonly units: SharedArrayBuffer | undefined;
  readonly cancel: CancelSignal | undefined;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  tries: number;
}

/**
 * A thread in which code is looked for, so that the one that asks is never held by it. It starts when somebody prepares
 * for questions or asks one, and again when it has ended over one; what was under way is then asked once more.
 */
export class FinderThread implements Disposable {
  private worker: Worker | undefined;
  /** Whether a thread can run at all; unknown before the first has said so. */
  private works: boolean | undefined;
  private count = 0;
  private readonly roots = new Map<number, Root>();
  /** Roots that the running thread has been told of. */
  private readonly told = new Set<number>();
  private readonly asked = new Map<number, Asked>();
  private looking: ReturnType<typeof setInterval> | undefined;
  private readonly file: string;
  private readonly log: Logger;

  /** `file`: absolute path of the bundle of `finderWorker.ts`. */
  constructor(file: string, log: Logger) {
    this.file = file;
    this.log = log;
  }

  /** The finder of one root. `make` makes the one that is used instead on a machine that gives no thread. */
  open(options: ThreadRoot, make: () => Finder): Finder {
    const root = ++this.count;
    let local: Finder | undefined;
    this.roots.set(root, { options, here: () => (local ??= make()) });
    const ask = async <T>(question: Question, cancel?: CancelSignal, units?: SharedArrayBuffer): Promise<T> => {
      // Starting a thread takes milliseconds. Somebody who types and hovers waits for the answer all the same.
      if (!this.worker && this.works !== false) await nextTurn();
      return new Promise((resolve, reject) =>
        this.ask({ root, question, units, cancel, resolve: (value) => resolve(value as T), reject, tries: 0 }),
      );
    };
    return {
      prepare: () => void turn.next().then(() => this.reach(root)),
      find: (anchor, read, cancel) => ask({ ask: 'find', anchor, read }, cancel),
      findAround: async (open, anchors, cancel) => {
        const isLong = open.text.length > long && this.works !== false;
        if (isLong) await nextTurn();
        const units = isLong ? await packText(open.text) : undefined;
        return ask({ ask: 'findAround', open: isLong ? { ...open, text: '' } : open, anchors }, cancel, units);
      },
      parseNote: (file, content) => ask({ ask: 'parseNote', file, content }),
      mayHold: (path, anchors) => ask({ ask: 'mayHold', path, anchors }),
      renamed: (moves) => {
        if (this.reach(root)) this.post({ type: 'renamed', root, moves });
        else this.roots.get(root)?.here().renamed(moves);
      },
      changed: () => {
        if (this.told.has(root)) this.post({ type: 'changed', root });
        local?.changed();
      },
      dispose: () => {
        this.close(root);
        local?.dispose();
      },
    };
  }

  /** Ends the thread. */
  dispose(): void {
    for (const root of [...this.roots.keys()]) this.close(root);
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
  }

  private close(root: number): void {
    for (const [id, { root: of }] of this.asked) if (of === root) this.giveUp(id);
    if (this.told.delete(root)) this.post({ type: 'close', root });
    this.roots.delete(root);
  }

  private ask(asked: Asked): void {
    const root = this.roots.get(asked.root);
    if (!root || asked.cancel?.aborted) {
      asked.reject(new NotesError('cancelled', 'The request was cancelled.'));
      return;
    }
    this.dropUnwanted();
    if (!this.reach(asked.root)) {
      answer(root.here(), asked, asked.cancel).then(asked.resolve, asked.reject);
      return;
    }
    const id = ++this.count;
    asked.tries++;
    this.asked.set(id, asked);
    const { question, units } = asked;
    this.post({ type: 'question', root: asked.root, id, question, ...(units ? { units } : {}) });
    this.looking ??= setInterval(() => this.dropUnwanted(), lookMs);
  }

  /** Sees to it that the thread runs and knows the root; false when there is none to be had. */
  private reach(root: number): boolean {
    const opened = this.roots.get(root);
    if (!opened || this.works === false) return false;
    this.worker ??= this.start();
    if (!this.worker) return false;
    if (!this.told.has(root)) {
      this.told.add(root);
      this.post({ type: 'open', root, options: opened.options });
    }
    return true;
  }

  private start(): Worker | undefined {
    try {
      const limits = { maxOldGenerationSizeMb: mostMegabytes };
      const worker = new Worker(this.file, { execArgv: [], resourceLimits: limits, name: 'Decision Notes' });
      // The program may end while the thread waits for questions.
      worker.unref();
      let why: unknown;
      worker.on('message', (message: FromThread) => this.take(message));
      worker.on('error', (error) => (why = error));
      worker.on('exit', () => this.ended(worker, why));
      return worker;
    } catch (error) {
      this.useless(error);
      return undefined;
    }
  }

  private take(message: FromThread): void {
    if (message.type === 'ready') this.works = true;
    else if (message.type === 'log') this.log[message.level](message.text);
    else {
      const asked = this.taken(message.id);
      if (message.type === 'answer') asked?.resolve(message.value);
      else asked?.reject(new NotesError(message.code, message.text));
    }
  }

  /** It was told to, or it could not start, or a question was too much for it. */
  private ended(worker: Worker, why: unknown): void {
    if (worker !== this.worker) return;
    this.worker = undefined;
    this.told.clear();
    if (!this.works) this.useless(why);
    else this.log.error('The thread that looks for code ended, and is started anew.', why);
    for (const [id, { tries }] of [...this.asked]) {
      const asked = this.taken(id);
      if (this.works && tries >= mostTries)
        asked?.reject(new NotesError('io', 'Looking for this code came to no end.'));
      else if (asked) this.ask(asked);
    }
  }

  private useless(why: unknown): void {
    this.works = false;
    this.log.error('There is no thread to look for code in; the editor may be held by it for moments.', why);
  }

  /** The thread need not go on with what nobody waits for. */
  private dropUnwanted(): void {
    for (const [id, { cancel }] of this.asked) if (cancel?.aborted) this.giveUp(id);
  }

  private giveUp(id: number): void {
    this.post({ type: 'cancel', id });
    this.taken(id)?.reject(new NotesError('cancelled', 'The request was cancelled.'));
  }

  private taken(id: number): Asked | undefined {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (this.asked.size === 0) {
      clearInterval(this.looking);
      this.looking = undefined;
    }
    return asked;
  }

  private post(message: ToThread): void {
    this.worker?.postMessage(message);
  }
}
