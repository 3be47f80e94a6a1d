import { randomUUID } from 'node:crypto';
import { type FileDelta } from '../core/anchor/evidence';
import { type CatFile } from './catFile';
import { type GitProgram } from './program';
import { type Answers, questions, type Session } from './session';

/** Compares trees through one persistent `git diff-tree --stdin`: starting a git for each costs as much as its answer. */
export interface DiffTree {
  /** The files that differ between two commits, by full ids; renames are not looked for. `undefined` when git cannot say. */
  changes(from: string, to: string): Promise<readonly FileDelta[] | undefined>;
  /** Paths of all files of a commit; `undefined` when git cannot say. */
  files(commit: string): Promise<readonly string[] | undefined>;
  /** Ends the process. A later question starts another. */
  dispose(): void;
}

type Answer = (output: Buffer | undefined) => void;

/** Ids of the tree without files, with which git is born, by their length. */
const emptyTrees = new Map([
  [40, '4b825dc642cb6eb9a060e54bf8d69288fbee4904'],
  [64, '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'],
]);

/** A reader on the repository of `git` and `objects`. The process starts with the first question and ends after a rest. */
export function diffTree(git: GitProgram, objects: CatFile): DiffTree {
  // A line that is no id comes back as it is, after the answer to the line before. No name in a repository holds it.
  const mark = `end of ${randomUUID()}`;
  const process = questions<Answer>(
    git,
    ['diff-tree', '--stdin', '-r', '-z', '--raw', '--no-abbrev', '--no-renames'],
    () => new Reader(Buffer.from(`${mark}\n`)),
    (answer) => answer(undefined),
    mark,
  );

  async function between(from: string | undefined, to: string | undefined): Promise<readonly FileDelta[] | undefined> {
    if (from === undefined || to === undefined) return undefined;
    const trees = `${from} ${to}`;
    const output = await new Promise<Buffer | undefined>((answer) => {
      if (!process.ask(trees, answer)) answer(undefined);
    });
    const text = output?.toString('utf8');
    // First it says which trees it compares: where it does not, one is missing.
    return text?.startsWith(`${trees}\n`) ? parseRaw(text.slice(trees.length + 1)) : undefined;
  }

  return {
    async changes(from, to) {
      const [old, now] = await Promise.all([objects.tree(from), objects.tree(to)]);
      return between(old, now);
    },
    async files(commit) {
      const tree = await objects.tree(commit);
      const deltas = await between(emptyTrees.get(tree?.length ?? 0), tree);
      return deltas?.map(({ path }) => path);
    },
    dispose: () => process.dispose(),
  };
}

/** Takes the output apart at the marks. */
class Reader implements Answers<Answer> {
  readonly #mark: Buffer;
  #chunks: Buffer[] = [];

  constructor(mark: Buffer) {
    this.#mark = mark;
  }

  take(chunk: Buffer, session: Session<Answer>): void {
    this.#chunks.push(chunk);
    // A mark may begin in the chunk before.
    const [before] = this.#chunks.slice(-2, -1);
    const near = before ? Buffer.concat([before.subarray(-this.#mark.length), chunk]) : chunk;
    if (near.indexOf(this.#mark) < 0) return;
    let rest = Buffer.concat(this.#chunks);
    for (let end = rest.indexOf(this.#mark); end >= 0; end = rest.indexOf(this.#mark)) {
      session.oldest?.(rest.subarray(0, end));
      session.answered();
      rest = rest.subarray(end + this.#mark.length);
    }
    this.#chunks = rest.length > 0 ? [rest] : [];
  }
}

/** Parses `--raw -z`: `:100644 100644 old new M\0path\0`. An id of zeros stands for a file of the work tree. */
export function parseRaw(output: string): FileDelta[] {
  const fields = output.split('\0');
  const list: FileDelta[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , before = '', after = '', status] = (fields[at] ?? '').split(' ');
    const kind = status === 'A' ? 'added' : status === 'D' ? 'deleted' : 'modified';
    list.push({ path: fields[at + 1] ?? '', kind, before, after });
  }
  return list;
}
