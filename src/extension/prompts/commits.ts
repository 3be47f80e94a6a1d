import { extensions, type Event, type Uri } from 'vscode';
import type { Disposable } from '../../core/index';
import type { Report } from '../report';
import type { Root } from '../root';
import type { Roots } from '../roots';

interface GitRepository {
  readonly rootUri: Uri;
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: Event<void> };
}

/** What is used of the built-in git extension's API, version 1. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly repositories: readonly GitRepository[];
    readonly onDidOpenRepository: Event<GitRepository>;
  };
}

/** Whether git's note of why HEAD moved tells of a commit that was made here, not fetched, picked or rebased. */
export function isOwnCommit(lastMove: string): boolean {
  return /^(?:commit(?: \((?:amend|initial|merge)\))?|revert): /.test(lastMove);
}

/** Calls `committed` after each commit made here, in the Source Control view or in a terminal. */
export async function watchCommits(
  roots: Roots,
  report: Report,
  committed: (root: Root, commit: string) => Promise<void>,
): Promise<Disposable> {
  const listeners: Disposable[] = [];
  const dispose = (): void => listeners.forEach((listener) => listener.dispose());
  const git = extensions.getExtension<GitExtension>('vscode.git');
  if (!git) return { dispose };
  const extension = await git.activate();
  if (!extension.enabled) return { dispose };
  const api = extension.getAPI(1);
  const follow = (repository: GitRepository): void => {
    let head = repository.state.HEAD?.commit;
    const look = async (commit: string): Promise<void> => {
      const root = roots.all().find((one) => one.source.top.toString() === repository.rootUri.toString());
      const why = await root?.host.git?.lastMove();
      if (root && why !== undefined && isOwnCommit(why)) await committed(root, commit);
    };
    listeners.push(
      repository.state.onDidChange(() => {
        const now = repository.state.HEAD?.commit;
        const first = head === undefined;
        if (now === undefined || now === head) return;
        head = now;
        if (!first) void report.run(() => look(now));
      }),
    );
  };
  api.repositories.forEach(follow);
  listeners.push(api.onDidOpenRepository(follow));
  return { dispose };
}
