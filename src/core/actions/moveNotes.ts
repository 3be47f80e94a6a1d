import type { FileChange } from './plan';
import { baseName, join } from '../util/rootPath';

/** A note file that goes elsewhere, and why, for a person. */
export interface NoteMove {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Gathers moves of note files; two notes never get one place. */
export class NoteMoves {
  readonly moves: NoteMove[] = [];
  private readonly taken = new Set<string>();
  private readonly isFree: (path: string) => boolean | Promise<boolean>;

  /** @param isFree whether a root path is free now */
  constructor(isFree: (path: string) => boolean | Promise<boolean>) {
    this.isFree = isFree;
  }

  /** Moves a note into a folder under its own name, or that name with a number. */
  async add(from: string, folder: string, reason: string): Promise<void> {
    const name = baseName(from);
    const stem = name.replace(/\.md$/i, '');
    for (let attempt = 1; ; attempt++) {
      const to = join(folder, attempt === 1 ? name : `${stem}-${attempt}${name.slice(stem.length)}`);
      // A file system that ignores case holds `A.md` and `a.md` for one.
      const key = to.toLowerCase();
      if (this.taken.has(key) || !(await this.isFree(to))) continue;
      this.taken.add(key);
      this.moves.push({ from, to, reason });
      return;
    }
  }

  changes(): readonly FileChange[] {
    return this.moves.map(({ from, to }) => ({ kind: 'move', from, to }));
  }
}
