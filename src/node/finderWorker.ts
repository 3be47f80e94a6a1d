import { parentPort } from 'node:worker_threads';
import { NotesError } from '../core/errors';
import type { Disposable, Finder, Logger } from '../core/host';
import { createFinder } from '../core/store/finder';
import { answer, type FromThread, type ThreadRoot, type ToThread } from './finderMessages';
import { nodeHost } from './nodeHost';

// The thread in which code is looked for. `FinderThread` starts it and asks.
const roots = new Map<number, Promise<Finder & Disposable>>();
/** Questions under way. */
const asked = new Map<number, { aborted: boolean }>();

const tell = (message: FromThread): void => parentPort?.postMessage(message);
const written =
  (level: keyof Logger) =>
  (message: string, cause?: unknown): void => {
    const why = cause instanceof Error ? ` ${cause.stack ?? cause.message}` : '';
    tell({ type: 'log', level, text: message + why });
  };
const log: Logger = {
  debug: written('debug'),
  info: written('info'),
  warn: written('warn'),
  error: written('error'),
};

async function take(asking: Extract<ToThread, { type: 'question' }>): Promise<void> {
  const { root, id } = asking;
  const cancel = { aborted: false };
  asked.set(id, cancel);
  try {
    const finder = await roots.get(root);
    if (!finder) throw new NotesError('cancelled', 'The folder was closed.');
    tell({ type: 'answer', id, value: await answer(finder, asking, cancel) });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    tell({ type: 'failure', id, code: error instanceof NotesError ? error.code : 'io', text });
  } finally {
    asked.delete(id);
  }
}

async function open(options: ThreadRoot): Promise<Finder & Disposable> {
  const host = await nodeHost({ ...options, log });
  const finder = createFinder(host);
  return {
    ...finder,
    dispose() {
      finder.dispose();
      host.dispose();
    },
  };
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'open':
      roots.set(message.root, open(message.options));
      break;
    case 'close':
      void roots.get(message.root)?.then((finder) => finder.dispose());
      roots.delete(message.root);
      break;
    case 'changed':
      void roots.get(message.root)?.then((finder) => finder.changed());
      break;
    case 'renamed':
      void roots.get(message.root)?.then((finder) => finder.renamed(message.moves));
      break;
    case 'question':
      void take(message);
      break;
    case 'cancel': {
      const cancel = asked.get(message.id);
      if (cancel) cancel.aborted = true;
    }
  }
});
tell({ type: 'ready' });
