import { FileType, type Uri, workspace } from 'vscode';

/** A `.git` file holds one path; in bytes. */
const longestLink = 16 * 1024;

/** Looks for repository tops, and remembers what it found until told to forget. */
export class RepositoryFinder {
  private known = new Map<string, Promise<boolean>>();

  /** The nearest folder from `folder` upwards that is a repository's top; does not go above `limit`. */
  async find(folder: Uri, limit?: Uri): Promise<Uri | undefined> {
    for (let at = folder; ;) {
      if (await this.isTop(at)) return at;
      const parent = at.with({ path: at.path.replace(/\/[^/]*$/, '') || '/' });
      if (at.path === '/' || at.path === '' || parent.path === at.path || at.path === limit?.path) return undefined;
      at = parent;
    }
  }

  /** Whether the repository's top is a work tree that `git worktree` made: its `.git` is a file that leads there. */
  async isLinkedWorkTree(top: Uri): Promise<boolean> {
    const git = below(top, '.git');
    try {
      const { type, size } = await workspace.fs.stat(git);
      if (!(type & FileType.File) || size > longestLink) return false;
      return /[\\/]worktrees[\\/][^\\/]+\s*$/.test(new TextDecoder().decode(await workspace.fs.readFile(git)));
    } catch {
      // Gone or unreadable meanwhile: no repository that we could use.
      return true;
    }
  }

  forget(): void {
    this.known.clear();
  }

  private isTop(folder: Uri): Promise<boolean> {
    const key = folder.toString();
    const known = this.known.get(key);
    if (known) return known;
    const answer = exists(below(folder, '.git'));
    this.known.set(key, answer);
    return answer;
  }
}

function below(folder: Uri, name: string): Uri {
  return folder.with({ path: `${folder.path.replace(/\/$/, '')}/${name}` });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    // Missing and unreadable are the same here: no repository that we could use.
    return false;
  }
}
