import { type Uri, workspace } from 'vscode';

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

  forget(): void {
    this.known.clear();
  }

  private isTop(folder: Uri): Promise<boolean> {
    const key = folder.toString();
    const known = this.known.get(key);
    if (known) return known;
    const answer = exists(folder.with({ path: `${folder.path.replace(/\/$/, '')}/.git` }));
    this.known.set(key, answer);
    return answer;
  }
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
