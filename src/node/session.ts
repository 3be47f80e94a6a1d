import { type ChildProcessWithoutNullStreams } from 'node:child_process';
import { type GitProgram } from './program';

const restAfter = 20_000;
const answerWithin = 15_000;
const maxFailures = 5;

/** Answers what is asked of a long-lived git process, one line a question, in order. */
export interface Questions<Q> {
  /** Asks; `false` when there is no process to ask. */
  ask(line: string, question: Q): boolean;
  dispose(): void;
}

/** What is done with the answers of one process. */
export interface Answers<Q> {
  /** What the process wrote. `oldest` is the question that it answers; `answered` goes on to the next one. */
  take(chunk: Buffer, session: Session<Q>): void;
}

/**
 * Starts `git <args>` with the first question, again after it ended, and no more when it keeps failing. `answers` makes
 * one reader for each process; `fail` tells a question that there is no answer. `mark`: a line that follows each question.
 */
export function questions<Q>(
  git: GitProgram,
  args: readonly string[],
  answers: () => Answers<Q>,
  fail: (question: Q) => void,
  mark?: string,
): Questions<Q> {
  let session: Session<Q> | undefined;
  let failures = 0;
  return {
    ask(line, question) {
      // A line break would be a second question.
      if (/[\n\0]/.test(line) || failures >= maxFailures) return false;
      if (!session?.alive) {
        const child = git.start(args);
        if (!child) return false;
        session = new Session(child, answers(), fail, (orderly) => (failures = orderly ? 0 : failures + 1));
      }
      session.ask(mark === undefined ? line : `${line}\n${mark}`, question);
      return true;
    },
    dispose() {
      session?.end();
      session = undefined;
    },
  };
}

/** One process and the questions that it still owes an answer. */
export class Session<Q> {
  alive = true;
  readonly #questions: Q[] = [];
  #timer: NodeJS.Timeout | undefined;
  #unsent = '';

  readonly #child: ChildProcessWithoutNullStreams;
  readonly #fail: (question: Q) => void;
  readonly #ended: (orderly: boolean) => void;

  constructor(
    child: ChildProcessWithoutNullStreams,
    answers: Answers<Q>,
    fail: (question: Q) => void,
    ended: (orderly: boolean) => void,
  ) {
    this.#child = child;
    this.#fail = fail;
    this.#ended = ended;
    child.stdout.on('data', (chunk: Buffer) => answers.take(chunk, this));
    child.stderr.resume();
    child.stdin.on('error', () => this.end());
    child.on('error', () => this.end());
    child.on('exit', () => this.end());
    this.#keepProgram(false);
  }

  get oldest(): Q | undefined {
    return this.#questions[0];
  }

  ask(line: string, question: Q): void {
    this.#questions.push(question);
    this.#keepProgram(true);
    this.#wait();
    this.#send(line);
  }

  answered(): void {
    this.#questions.shift();
    this.#wait();
    if (this.#questions.length === 0) this.#keepProgram(false);
  }

  end(): void {
    if (!this.alive) return;
    this.alive = false;
    clearTimeout(this.#timer);
    this.#child.kill();
    this.#ended(this.#questions.length === 0);
    for (const question of this.#questions.splice(0)) this.#fail(question);
  }

  /** Questions of one turn go out in one write. */
  #send(line: string): void {
    this.#unsent += `${line}\n`;
    if (this.#unsent.length > line.length + 1) return;
    queueMicrotask(() => {
      const lines = this.#unsent;
      this.#unsent = '';
      if (this.alive) this.#child.stdin.write(lines);
    });
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
}
