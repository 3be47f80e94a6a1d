/** How a commit touched one file. */
export interface Touch {
  /** Root path after the commit; for a deleted file the path that it had. */
  readonly path: string;
  /** For a rename: the path before. */
  readonly from?: string;
  readonly deleted?: true;
}

/** One commit of a history, without its message. */
export interface LogCommit {
  readonly id: string;
  /** Author date, in milliseconds since the epoch. */
  readonly time: number;
  readonly author: string;
  readonly email: string;
  readonly touches: readonly Touch[];
}

/** What `git log` is to be called with for a LogParser, before the range. Ends every field with NUL, so no name is quoted. */
export const logArguments: readonly string[] = [
  'log',
  '--no-merges',
  '--name-status',
  '-M',
  '-z',
  '--format=format:%x00%x00%H%x00%at%x00%ae%x00%an%x00',
];

const longestField = 64 * 1024;

/**
 * Reads the output of `git log` piece by piece, in any pieces, holding no more than one commit. A field that is longer
 * than 64 KiB or a commit that makes no sense is dropped.
 */
export class LogParser {
  readonly #sink: (commit: LogCommit) => void;
  #rest = '';
  #fields: string[] = [];

  constructor(sink: (commit: LogCommit) => void) {
    this.#sink = sink;
  }

  push(piece: string): void {
    const parts = (this.#rest + piece).split('\0');
    this.#rest = (parts.pop() ?? '').slice(0, longestField);
    for (const part of parts) {
      // An empty field behind the four of the header begins the next commit: no path is empty.
      if (part === '' && this.#fields.length >= 4) this.#flush();
      else if (part !== '' || this.#fields.length > 0) this.#fields.push(part);
    }
  }

  /** Call once at the end of the output. */
  end(): void {
    if (this.#rest !== '') this.#fields.push(this.#rest);
    this.#rest = '';
    this.#flush();
  }

  #flush(): void {
    const [id = '', time = '', email = '', author = '', ...rest] = this.#fields;
    this.#fields = [];
    if (!/^[0-9a-f]{40,64}$/.test(id) || !/^-?\d{1,12}$/.test(time)) return;
    this.#sink({ id, time: Number(time) * 1000, author, email, touches: touchesOf(rest) });
  }
}

function touchesOf(fields: readonly string[]): Touch[] {
  const touches: Touch[] = [];
  for (let at = 0; at < fields.length;) {
    const status = (fields[at] ?? '').trim();
    const first = fields[at + 1];
    if (first === undefined || !/^[ACDMRTUX]\d{0,3}$/.test(status)) break;
    if (status.startsWith('R') || status.startsWith('C')) {
      const second = fields[at + 2];
      if (second === undefined) break;
      touches.push(status.startsWith('R') ? { path: second, from: first } : { path: second });
      at += 3;
    } else {
      touches.push(status === 'D' ? { path: first, deleted: true } : { path: first });
      at += 2;
    }
  }
  return touches;
}
