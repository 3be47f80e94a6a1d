import fc from 'fast-check';

/** A part of a note's text. `part` names what it belongs to, such as `tags/value/0` or `code/1/lines/value`. */
export interface Piece {
  readonly part: string;
  readonly text: string;
}

/** The choices that make up one note. Shrinking shortens it, and what is not on it is the first choice. */
export const tape = fc.array(fc.nat(59), { maxLength: 250, size: 'max' });

/** Gathers the pieces of a note, chosen by a tape, and gives each line the end that this note's lines have. */
export class PieceWriter {
  readonly pieces: Piece[] = [];
  private readonly tape: readonly number[];
  private readonly ends: readonly string[];
  private at = 0;

  constructor(choices: readonly number[]) {
    this.tape = choices;
    this.ends = this.pick(['\n'], ['\r\n'], ['\n', '\r\n', '\n']);
  }

  get text(): string {
    return this.pieces.map(({ text }) => text).join('');
  }

  /** @param text with `\n` at the end of each line; may be empty, for a place where something may come */
  add(part: string, text: string): void {
    const ended = text.split('\n').reduce((whole, line) => whole + this.end() + line);
    this.pieces.push({ part, text: ended });
  }

  private end(): string {
    return this.ends.length === 1 ? (this.ends[0] ?? '') : this.pick(...this.ends);
  }

  /** One of the choices; the first one is the plainest. */
  pick<T>(...choices: readonly T[]): T {
    return choices[this.next(choices.length)] as T;
  }

  /** True about once in `times`. */
  once(times: number): boolean {
    return this.next(times) === times - 1;
  }

  /** A whole number from 0, below `limit`. */
  next(limit: number): number {
    return (this.tape[this.at++] ?? 0) % limit;
  }

  /** Some of the choices, in any order, none twice. */
  some<T>(choices: readonly T[], most = choices.length): T[] {
    const rest = [...choices];
    const count = this.next(Math.min(most, rest.length) + 1);
    return Array.from({ length: count }, () => rest.splice(this.next(rest.length), 1)[0] as T);
  }
}
