import { debug, type Disposable, extensions, workspace } from 'vscode';
import type { Situation } from '../../core/prompts/decide';

/** Milliseconds since the last key for which a person counts as typing. */
const typingMs = 2000;
/** Where people write. A commit's message, an output channel and the like are not among them. */
const written = new Set(['file', 'untitled', 'comment', 'vscode-notebook-cell', 'vscode-vfs']);

/** Sees what the person is doing, as far as the editor tells. */
export class Watchfulness implements Disposable {
  private typedAt = 0;
  private readonly subscription: Disposable;

  constructor() {
    this.subscription = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const isMessage = document.languageId === 'git-commit' || document.uri.path.includes('/.git/');
      // A file that a hook or another program changed is read again, and clean: nobody typed.
      const isTyped = contentChanges.length > 0 && (document.isDirty || document.uri.scheme === 'comment');
      if (isTyped && !isMessage && written.has(document.uri.scheme)) this.typedAt = Date.now();
    });
  }

  /** `midOperation`: whether git is in the middle of something, which only git can say. */
  async now(midOperation: boolean): Promise<Situation> {
    return {
      typing: Date.now() - this.typedAt < typingMs,
      debugging: debug.activeDebugSession !== undefined,
      presenting: await isSharing(),
      midOperation,
    };
  }

  dispose(): void {
    this.subscription.dispose();
  }
}

/**
 * Whether a Live Share session is open. Zen Mode and Do Not Disturb keep messages out of sight by themselves; of screencast
 * mode the editor tells extensions nothing.
 */
async function isSharing(): Promise<boolean> {
  const share = extensions.getExtension<unknown>('ms-vsliveshare.vsliveshare');
  if (!share?.isActive) return false;
  return isInSession(share.exports);
}

/** Asks what that extension exports; `false` for anything that it does not understand. */
export async function isInSession(exported: unknown): Promise<boolean> {
  try {
    const { getApi } = (exported ?? {}) as { getApi?: (version: string) => unknown };
    const api = (await getApi?.call(exported, '1.0.4753')) as { session?: { id?: unknown } } | null | undefined;
    return typeof api?.session?.id === 'string';
  } catch {
    // Another version of it: then nothing is known of a session.
    return false;
  }
}
