import { type Disposable, type FileRenameEvent, workspace } from 'vscode';
import type { NoteMove } from '../../core/index';
import type { Root } from '../root';
import type { Roots } from '../roots';

type Move = Pick<NoteMove, 'from' | 'to'>;

/** Keeps git's index in step with moved notes, as `git mv` does, also when the edit that moved them is undone or redone. */
export class StagedMoves implements Disposable {
  private readonly roots: Roots;
  /** Both ways of each move. */
  private readonly known = new Set<string>();
  private readonly listener: Disposable;

  constructor(roots: Roots) {
    this.roots = roots;
    this.listener = workspace.onDidRenameFiles((event) => void this.again(event));
  }

  /** Says that these files have been moved. */
  async moved(root: Root, moves: readonly Move[]): Promise<void> {
    await root.host.git?.moveInIndex(moves);
    for (const { from, to } of moves) this.known.add(key(root, from, to)).add(key(root, to, from));
  }

  dispose(): void {
    this.listener.dispose();
  }

  private async again({ files }: FileRenameEvent): Promise<void> {
    for (const root of this.roots.all()) {
      const moves = files.flatMap(({ oldUri, newUri }): Move[] => {
        const [from, to] = [root.toPath(oldUri), root.toPath(newUri)];
        if (from === undefined || to === undefined || !this.known.has(key(root, from, to))) return [];
        return [{ from, to }];
      });
      if (moves.length > 0) await root.host.git?.moveInIndex(moves);
    }
  }
}

function key(root: Root, from: string, to: string): string {
  return `${root.key}\0${from}\0${to}`;
}
