import type { LineRange } from '../anchor/anchor';

/** A cell of a Jupyter notebook, and where its text stands in the notebook's file. */
export interface CellLines {
  readonly text: string;
  /** For each line of the text, its line in the file; 1-based. Empty where the cell holds no text. */
  readonly lines: readonly number[];
}

const deepest = 100;

/**
 * The cells of a Jupyter notebook (nbformat 4), in order, from the text of its file: JSON whose `cells` each hold a
 * `source`, one string a line or one for all. `undefined` when the text is no such notebook. Takes linear time.
 */
export function notebookCells(text: string): readonly CellLines[] | undefined {
  const cells: CellLines[] = [];
  try {
    const reader = new JsonReader(text);
    reader.members((key) => {
      if (key === 'cells' && reader.peek() === '[') reader.items(() => cells.push(readCell(reader)));
      else reader.skip();
    });
    return cells;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readCell(reader: JsonReader): CellLines {
  let cell: CellLines = { text: '', lines: [] };
  if (reader.peek() === '{') {
    reader.members((name) => {
      if (name === 'source') cell = reader.source();
      else reader.skip();
    });
  } else reader.skip();
  return cell;
}

/** The lines of the cell that stand in `range` of the file; `undefined` when none does. */
export function toCellLines(cell: CellLines, range: LineRange): LineRange | undefined {
  const inside = (line: number): boolean => range.start <= line && line <= range.end;
  const start = cell.lines.findIndex(inside);
  const end = cell.lines.findLastIndex(inside);
  return start < 0 ? undefined : { start: start + 1, end: end + 1 };
}

/** The lines of the file that hold `range` of the cell; `undefined` for a cell without text. */
export function toFileLines(cell: CellLines, range: LineRange): LineRange | undefined {
  const last = cell.lines.length;
  const start = cell.lines[Math.min(range.start, last) - 1];
  const end = cell.lines[Math.min(range.end, last) - 1];
  return start === undefined || end === undefined ? undefined : { start, end };
}

/**
 * The file's text with another text in the cell, as saving the notebook would write it; and where it then stands.
 * `undefined` where the cell is not written with a line of the file for each line of its own.
 */
export function withCellText(
  file: string,
  cell: CellLines,
  text: string,
): { readonly text: string; readonly cell: CellLines } | undefined {
  const [first] = cell.lines;
  const last = cell.lines.at(-1);
  if (first === undefined || last === undefined || last - first !== cell.lines.length - 1) return undefined;
  const rows = file.split('\n');
  const end = rows[first - 1]?.endsWith('\r') ? '\r' : '';
  const indent = /^\s*/.exec(rows[first - 1] ?? '')?.[0] ?? '';
  const parts = text.split(/\r\n|\r|\n/);
  const written = parts.map((part, at) => {
    const more = at < parts.length - 1;
    return `${indent}${JSON.stringify(more ? `${part}\n` : part)}${more ? ',' : ''}${end}`;
  });
  rows.splice(first - 1, cell.lines.length, ...written);
  return { text: rows.join('\n'), cell: { text: parts.join('\n'), lines: parts.map((_, at) => first + at) } };
}

/** Walks through JSON without building it, knowing the line it is on. Throws SyntaxError. */
class JsonReader {
  private at = 0;
  private line = 1;
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The next character that is no blank. */
  peek(): string {
    for (; this.at < this.text.length; this.at++) {
      const char = this.text[this.at] ?? '';
      if (char === '\n') this.line++;
      else if (char !== ' ' && char !== '\t' && char !== '\r' && char !== '\uFEFF') return char;
    }
    throw new SyntaxError('The text ends too early.');
  }

  /** Calls `each` with the name of each member of an object; `each` reads or skips the value. */
  members(each: (name: string) => void): void {
    this.list('{', '}', () => {
      const name = this.string();
      this.take(':');
      each(name);
    });
  }

  /** Calls `each` at each item of an array; `each` reads or skips it. */
  items(each: () => void): void {
    this.list('[', ']', each);
  }

  /** Reads the value of a `source`. */
  source(): CellLines {
    let text = '';
    const lines: number[] = [];
    const add = (): void => {
      if (this.peek() !== '"') {
        this.skip();
        return;
      }
      const { line } = this;
      const part = this.string();
      // A part without a line end is gone on with by the next one.
      const fresh = part.split('\n').length - (text === '' || text.endsWith('\n') ? 0 : 1);
      if (part !== '') for (let count = part.endsWith('\n') ? 1 : 0; count < fresh; count++) lines.push(line);
      text += part;
    };
    if (this.peek() === '[') this.items(add);
    else add();
    const last = lines.at(-1);
    // An editor shows an empty last line after a line end.
    if (text.endsWith('\n') && last !== undefined) lines.push(last);
    return { text, lines };
  }

  /** Goes past the next value. */
  skip(): void {
    const char = this.peek();
    if (char === '{') this.members(() => this.skip());
    else if (char === '[') this.items(() => this.skip());
    else if (char === '"') this.string();
    else {
      const scalar = /[-+.\w]+/y;
      scalar.lastIndex = this.at;
      const found = scalar.exec(this.text);
      if (!found) throw new SyntaxError(`Nothing starts with ${char}.`);
      this.at = scalar.lastIndex;
    }
  }

  private list(open: string, close: string, each: () => void): void {
    this.take(open);
    if (++this.depth > deepest) throw new SyntaxError('This is nested too deeply.');
    while (this.peek() !== close) {
      each();
      if (this.peek() !== close) this.take(',');
    }
    this.take(close);
    this.depth--;
  }

  private take(char: string): void {
    if (this.peek() !== char) throw new SyntaxError(`${char} is missing.`);
    this.at++;
  }

  private string(): string {
    if (this.peek() !== '"') throw new SyntaxError('A string is missing.');
    const start = this.at;
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      if (this.at >= this.text.length) throw new SyntaxError('A string does not end.');
      if (this.text[this.at] === '\\') this.at++;
    }
    this.at++;
    return JSON.parse(this.text.slice(start, this.at)) as string;
  }
}
