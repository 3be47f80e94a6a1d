import { NotesError, type Host } from '../core/index';

/** From one root path to another, which must be free. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Moves files as `git mv` would: on disk, and in git's index where they are tracked. All of them or none: when one
 * fails, those moved before it go back.
 *
 * @throws NotesError `exists` when a place is taken, `not-found`, `outside-root` or `io`
 */
export async function moveFiles(host: Host, moves: readonly Move[]): Promise<void> {
  for (const { to } of moves) {
    if (await host.files.stamp(to)) {
      throw new NotesError('exists', `${to} exists already. Nothing was moved.`, { file: to });
    }
  }
  const done: Move[] = [];
  try {
    for (const move of moves) {
      await host.files.move(move.from, move.to);
      done.push(move);
    }
    if (host.git && !(await host.git.moveInIndex(moves))) {
      throw new NotesError(
        'io',
        "Git's index could not be changed: a note is in a merge conflict, or another git program is at work. Nothing was moved.",
      );
    }
  } catch (error) {
    for (const { from, to } of done.reverse()) {
      await host.files.move(to, from).catch((cause: unknown) => {
        host.log.error(`${to} could not be moved back to ${from}.`, cause);
      });
    }
    throw error;
  }
}
