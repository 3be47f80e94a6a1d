import { extensions, type Event, Uri } from 'vscode';
import type { Disposable } from '../../core/index';
import { ownCommits, type OwnCommit } from '../../core/prompts/ownCommits';
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

/** Of so many steps of HEAD at once, more are not looked at. */
const mostMoves = 20;

/** Calls `committed` with the commits just made here, newest first, in the Source Control view or in a terminal. */
export async function watchCommits(
  roots: Roots,
  report: Report,
  committed: (root: Root, commits: readonly OwnCommit[]) => Promise<void>,
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
    const look = async (from: string, to: string): Promise<void> => {
      const root = await rootOf(roots, repository.rootUri);
      const moves = await root?.host.history?.moves(mostMoves);
      const commits = moves && ownCommits(moves, from, to);
      if (root && commits && commits.length > 0) await committed(root, commits);
    };
    listeners.push(
      repository.state.onDidChange(() => {
        const [from, to] = [head, repository.state.HEAD?.commit];
        head = to ?? from;
        if (from !== undefined && to !== undefined && from !== to) void report.run(() => look(from, to));
      }),
    );
  };
  api.repositories.forEach(follow);
  listeners.push(api.onDidOpenRepository(follow));
  return { dispose };
}

/** The root of a repository that the git extension found, by whatever path. */
async function rootOf(roots: Roots, top: Uri): Promise<Root | undefined> {
  await roots.ready();
  const known = roots.all().find(({ source }) => source.top.toString() === top.toString());
  if (known) return known;
  // Opened through a symbolic link, or inside a folder that is open and not met before.
  const place = await roots.find(Uri.joinPath(top, '.git'));
  return place?.root.source.repository && place.path === '.git' ? place.root : undefined;
}
