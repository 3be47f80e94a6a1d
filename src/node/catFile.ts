import { type ChildProcessWithoutNullStreams } from 'node:child_process';
import { type GitProgram } from './program';

/** Reads objects through one persistent `git cat-file --batch`. */
export interface CatFile {
  /** Bytes of the blob that `name` stands for; `undefined` when there is none, or it is larger than `maxBytes`. */
  blob(name: string, maxBytes: number): Promise<Buffer | undefined>;
  /** Ends the process. A later question starts another. */
  dispose(): void;
}

interface Question {
  readonly maxBytes: number;
  readonly answer: (bytes: Buffer | undefined) => void;
}

const restAfter = 20_000;
const answerWithin = 15_000;
const maxFailures = 5;

/** A reader on the repository of `git`. The process starts with the first question and ends after a rest. */
export function catFile(git: GitProgram): CatFile {
  let session: Session | undefined;
  let failures = 0;

  return {
    blob(name, maxBytes) {
      // A line break would be a second question.
      if (/[\n\0]/.test(name) || failures >= maxFailures) return Promise.resolve(undefined);
      if (!session?.alive) {
        const child = git.start(['cat-file', '--batch']);
        if (!child) return Promise.resolve(undefined);
        session = new Session(child, (orderly) => (failures = orderly ? 0 : failures + 1));
      }
      return session.ask(name, maxBytes);
    },
    dispose() {
      session?.end();
      session = undefined;
    },
  };
}

/** One process and the questions that it still owes an answer. */
class Session {
  alive = true;
  readonly #questions: Question[] = [];
  #timer: NodeJS.Timeout | undefined;
  #head = '';
  #unsent = '';
  #body: { chunks: Buffer[]; left: number; keep: boolean } | undefined;

  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: (orderly: boolean) => void;

  constructor(child: ChildProcessWithoutNullStreams, ended: (orderly: boolean) => void) {
    this.#child = child;
    this.#ended = ended;
    child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    child.stderr.resume();
    child.stdin.on('error', () => this.end());
    child.on('error', () => this.end());
    child.on('exit', () => this.end());
    this.#keepProgram(false);
  }

  ask(name: string, maxBytes: number): Promise<Buffer | undefined> {
    return new Promise((answer) => {
      this.#questions.push({ maxBytes, answer });
      this.#keepProgram(true);
      this.#wait();
      this.#send(name);
    });
  }

  /** Questions of one turn go out in one write. */
  #send(name: string): void {
    this.#unsent += `${name}\n`;
    if (this.#unsent.length > name.length + 1) return;
    queueMicrotask(() => {
      const lines = this.#unsent;
      this.#unsent = '';
      if (this.alive) this.#child.stdin.write(lines);
    });
  }

  end(): void {
    if (!this.alive) return;
    this.alive = false;
    clearTimeout(this.#timer);
    this.#child.kill();
    this.#ended(this.#questions.length === 0);
    for (const question of this.#questions.splice(0)) question.answer(undefined);
  }

  /** Limits the wait for an answer, and the rest when none is owed. */
  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), this.#questions.length > 0 ? answerWithin : restAfter);
    if (this.#questions.length === 0) this.#timer.unref();
  }

  /** A resting process must not keep the whole program from ending. */
  #keepProgram(keep: boolean): void {
    for (const part of [this.#child, this.#child.stdin, this.#child.stdout, this.#child.stderr]) {
      const handle = part as { ref?: () => void; unref?: () => void };
      if (keep) handle.ref?.();
      else handle.unref?.();
    }
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && this.alive) rest = this.#body ? this.#takeBody(rest, this.#body) : this.#takeHead(rest);
  }

  #takeHead(chunk: Buffer): Buffer {
    const end = chunk.indexOf(10);
    this.#head += chunk.toString('latin1', 0, end < 0 ? chunk.length : end);
    if (end < 0) return chunk.subarray(chunk.length);
    const object = /^[0-9a-f]{40,64} (\w+) (\d+)$/.exec(this.#head);
    this.#head = '';
    if (!object) this.#answer(undefined);
    else {
      const size = Number(object[2]);
      const keep = object[1] === 'blob' && size <= (this.#questions[0]?.maxBytes ?? 0);
      // A line break follows the content.
      this.#body = { chunks: [], left: size + 1, keep };
    }
    return chunk.subarray(end + 1);
  }

  #takeBody(chunk: Buffer, body: { chunks: Buffer[]; left: number; keep: boolean }): Buffer {
    const part = chunk.subarray(0, body.left);
    body.left -= part.length;
    if (body.keep) body.chunks.push(part);
    if (body.left === 0) {
      this.#body = undefined;
      const whole = body.keep ? Buffer.concat(body.chunks) : undefined;
      this.#answer(whole?.subarray(0, whole.length - 1));
    }
    return chunk.subarray(part.length);
  }

  #answer(bytes: Buffer | undefined): void {
    this.#questions.shift()?.answer(bytes);
    this.#wait();
    if (this.#questions.length === 0) this.#keepProgram(false);
  }
}
