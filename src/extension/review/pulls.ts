import { extensions, type Event, type Uri } from 'vscode';
import type { Disposable } from '../../core/index';
import type { Report } from '../report';
import type { Root } from '../root';
import type { Roots } from '../roots';

/** What is used of the built-in git extension's API, version 1. */
interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: Event<GitRepository>;
}

interface GitRepository {
  readonly rootUri: Uri;
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: Event<void> };
}

interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

/** A pull moves HEAD several times when it rebases; it is over when HEAD rests. */
const restMilliseconds = 1000;

/** Whether git's note of why HEAD moved tells of commits that came from elsewhere. */
export function bringsOthersWork(lastMove: string): boolean {
  return /^(?:pull|merge)\b/.test(lastMove);
}

/** Calls `pulled` with the changed files when a pull or a merge moved HEAD, here or in a terminal. */
export async function watchPulls(
  roots: Roots,
  report: Report,
  pulled: (root: Root, files: readonly string[]) => Promise<void>,
): Promise<Disposable> {
  const listeners: Disposable[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const dispose = (): void => {
    for (const listener of listeners) listener.dispose();
    for (const timer of timers) clearTimeout(timer);
  };
  const git = extensions.getExtension<GitExtension>('vscode.git');
  if (!git) return { dispose };
  const extension = await git.activate();
  if (!extension.enabled) return { dispose };
  const api = extension.getAPI(1);

  const follow = (repository: GitRepository): void => {
    let head = repository.state.HEAD?.commit;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = async (): Promise<void> => {
      const from = head;
      const to = repository.state.HEAD?.commit;
      head = to;
      const root = roots.all().find((one) => one.source.top.toString() === repository.rootUri.toString());
      if (!root?.host.git || from === undefined || to === undefined || from === to) return;
      const why = await root.host.git.lastMove();
      if (why === undefined || !bringsOthersWork(why)) return;
      const files = await root.host.git.changedFiles(from, to);
      if (files && files.length > 0) await pulled(root, files);
    };
    listeners.push(
      repository.state.onDidChange(() => {
        head ??= repository.state.HEAD?.commit;
        if (repository.state.HEAD?.commit === head) return;
        if (timer) {
          clearTimeout(timer);
          timers.delete(timer);
        }
        timer = setTimeout(() => void report.run(moved), restMilliseconds);
        timers.add(timer);
      }),
    );
  };
  for (const repository of api.repositories) follow(repository);
  listeners.push(api.onDidOpenRepository(follow));
  return { dispose };
}
