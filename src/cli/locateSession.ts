import { stat } from 'node:fs/promises';
import { type Disposable } from '../core/host';
import { type Anchor, type LineRange, type Location } from '../core/anchor/anchor';
import { locate } from '../core/anchor/locate';
import { recordAnchor } from '../core/anchor/record';
import { NotesError } from '../core/errors';
import { findRepository, nodeHost } from '../node/nodeHost';
import { findGit, gitProgram } from '../node/program';
import { commitId, commitRevision, readers, treeRevision, type Revision } from '../node/revision';
import { CannotRun } from './command';
import { type LocateTask } from './locateTask';

/** Answers tasks about one repository, with one git process for all objects, and one for all comparisons. */
export interface LocateSession extends Disposable {
  /** Rejects with NotesError: `not-found` for a commit or file that is not there, `invalid-input` for lines past its end. */
  locate(task: LocateTask): Promise<Location>;
}

const maxRevisions = 64;
const maxNames = 10_000;

/**
 * Opens the repository in `folder`, bare or not. Without `history`, anchors are recorded from the old text as a note
 * would store them, and then only those and the present files are used. Throws CannotRun.
 */
export async function locateSession(folder: string, history: boolean): Promise<LocateSession> {
  const program = await findGit();
  if (program === undefined) throw new CannotRun('git was not found on the PATH.');
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new CannotRun(`${folder} is no folder that can be opened.`);
  // A bare repository may lie inside another one's work tree.
  const asked = await gitProgram(program, folder).run(['rev-parse', '--is-bare-repository']);
  const top = asked?.toString('latin1').trim() === 'true' ? undefined : await findRepository(folder);
  const git = gitProgram(program, top ?? folder);
  if (!asked) throw new CannotRun(`${folder} is in no git repository.`);
  const reader = readers(git);
  const host = top === undefined ? undefined : await nodeHost({ root: top });
  const revisions = new Map<string, Promise<Revision>>();
  const ids = new Map<string, Promise<string | undefined>>();

  async function commit(name: string): Promise<string> {
    let id = ids.get(name);
    if (!id) {
      if (ids.size >= maxNames) ids.clear();
      id = commitId(git, name);
      ids.set(name, id);
    }
    const found = await id;
    if (found === undefined) throw new NotesError('not-found', `There is no commit ${name}.`);
    return found;
  }

  async function open(to: string): Promise<Revision> {
    if (to !== 'worktree') return commitRevision(reader, await commit(to));
    if (!host) throw new NotesError('invalid-input', 'A bare repository has no work tree: name a commit with --to.');
    return treeRevision(reader, host.files, await commitId(git, 'HEAD'));
  }

  function revision(to: string): Promise<Revision> {
    let known = revisions.get(to);
    if (!known) {
      if (revisions.size >= maxRevisions) revisions.clear();
      known = open(to);
      revisions.set(to, known);
      known.catch(() => revisions.delete(to));
    }
    return known;
  }

  return {
    async locate({ from, path, lines, to }) {
      const old = await commit(from);
      const evidence = (await revision(to)).evidence(history);
      const text = reader.text(old, path);
      const whole: Anchor = { path, lines, commit: old };
      if (history) {
        const location = await locate(whole, {
          ...evidence,
          original: (at, name) =>
            name === path ? text : (evidence.original?.(at, name) ?? Promise.resolve(undefined)),
        });
        check(await text, from, path, lines);
        return location;
      }
      const known = check(await text, from, path, lines);
      return locate(recordAnchor({ ...whole, text: known }), evidence);
    },
    dispose() {
      reader.dispose();
      host?.dispose();
    },
  };
}

/** The text, if there is one and it has these lines; else throws NotesError. */
function check(text: string | undefined, from: string, path: string, lines: LineRange): string {
  if (text === undefined) throw new NotesError('not-found', `There is no text file ${path} in ${from}.`);
  let at = 0;
  for (let line = 1; line < lines.end && at >= 0; line++) at = text.indexOf('\n', at) + 1 || -1;
  if (at < 0 || at >= text.length) {
    throw new NotesError('invalid-input', `${path} has fewer than ${lines.end} lines in ${from}.`);
  }
  return text;
}
