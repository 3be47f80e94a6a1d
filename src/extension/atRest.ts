import { type Disposable, window, workspace } from 'vscode';
import { turn } from '../core/util/turn';

/** Something that is done soon, but not while somebody types. */
export interface AtRest {
  /** Asks for it; once is enough for all that asked since it was last done. */
  soon(): void;
  dispose(): void;
}

/** `call` is called `delay` milliseconds after the first wish at the earliest, and once no key was pressed for a moment. */
export function atRest(delay: number, call: () => void): AtRest {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let disposed = false;
  const due = (): void => {
    const left = turn.restLeft();
    timer = left > 0 ? setTimeout(due, left) : undefined;
    if (left === 0) void run();
  };
  // Much waits for the same rest.
  const run = async (): Promise<void> => {
    await turn.next();
    if (!disposed) call();
  };
  return {
    soon: () => {
      timer ??= setTimeout(due, delay);
    },
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
    },
  };
}

/** Tells all long work to rest while somebody types in the editor. */
export function restWhileTyping(): Disposable {
  return workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0 && document === window.activeTextEditor?.document) turn.rest();
  });
}
