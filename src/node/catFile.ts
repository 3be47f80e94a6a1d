import { type GitProgram } from './program';
import { type Answers, questions, type Session } from './session';

const maxCommitBytes = 1024 * 1024;

/** Reads objects through one persistent `git cat-file --batch`. */
export interface CatFile {
  /** Bytes of the blob that `name` stands for; `undefined` when there is none, or it is larger than `maxBytes`. */
  blob(name: string, maxBytes: number): Promise<Buffer | undefined>;
  /** Id of the tree of a commit; `undefined` when there is no such commit. */
  tree(commit: string): Promise<string | undefined>;
  /** Ends the process. A later question starts another. */
  dispose(): void;
}

interface Question {
  readonly type: 'blob' | 'commit';
  readonly maxBytes: number;
  readonly answer: (bytes: Buffer | undefined) => void;
}

/** A reader on the repository of `git`. The process starts with the first question and ends after a rest. */
export function catFile(git: GitProgram): CatFile {
  const process = questions<Question>(
    git,
    ['cat-file', '--batch'],
    () => new Reader(),
    ({ answer }) => answer(undefined),
  );
  const read = (type: Question['type'], name: string, maxBytes: number): Promise<Buffer | undefined> =>
    new Promise((answer) => {
      if (!process.ask(name, { type, maxBytes, answer })) answer(undefined);
    });
  return {
    blob: (name, maxBytes) => read('blob', name, maxBytes),
    async tree(commit) {
      const text = (await read('commit', commit, maxCommitBytes))?.toString('latin1');
      return /^tree ([0-9a-f]{40,64})\n/.exec(text ?? '')?.[1];
    },
    dispose: () => process.dispose(),
  };
}

/** Takes the output apart: a line about each object, then its content. */
class Reader implements Answers<Question> {
  #head = '';
  #body: { chunks: Buffer[]; left: number; keep: boolean } | undefined;

  take(chunk: Buffer, session: Session<Question>): void {
    let rest = chunk;
    while (rest.length > 0 && session.alive) {
      rest = this.#body ? this.#takeBody(rest, this.#body, session) : this.#takeHead(rest, session);
    }
  }

  #takeHead(chunk: Buffer, session: Session<Question>): Buffer {
    const end = chunk.indexOf(10);
    this.#head += chunk.toString('latin1', 0, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.subarray(chunk.length);
    const object = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(this.#head);
    this.#head = '';
    if (!object) this.#answer(undefined, session);
    else {
      const size = Number(object[2]);
      const { type, maxBytes } = session.oldest ?? { type: undefined, maxBytes: 0 };
      const keep = object[1] === type && size <= maxBytes;
      // A line break follows the content.
      this.#body = { chunks: [], left: size + 1, keep };
    }
    return chunk.subarray(end + 1);
  }

  #takeBody(
    chunk: Buffer,
    body: { chunks: Buffer[]; left: number; keep: boolean },
    session: Session<Question>,
  ): Buffer {
    const part = chunk.subarray(0, body.left);
    body.left -= part.length;
    if (body.keep) body.chunks.push(part);
    if (body.left === 0) {
      this.#body = undefined;
      const whole = body.keep ? Buffer.concat(body.chunks) : undefined;
      this.#answer(whole?.subarray(0, whole.length - 1), session);
    }
    return chunk.subarray(part.length);
  }

  #answer(bytes: Buffer | undefined, session: Session<Question>): void {
    session.oldest?.answer(bytes);
    session.answered();
  }
}
