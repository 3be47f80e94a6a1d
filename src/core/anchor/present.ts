import { splitLines } from './lines';
import { LineTable, type Doc } from './lineTable';

/** A present file, split and indexed once for however many anchors are looked for in it. */
export class PresentFile {
  readonly path: string;
  readonly text: string;
  /** Its lines are compared through this table; files that are compared with one past share it. */
  readonly table: LineTable;
  private split: readonly string[] | undefined;
  private indexed: Doc | undefined;

  constructor(path: string, text: string, table = new LineTable()) {
    this.path = path;
    this.text = text;
    this.table = table;
  }

  get lines(): readonly string[] {
    this.split ??= splitLines(this.text);
    return this.split;
  }

  get doc(): Doc {
    this.indexed ??= this.table.doc(this.path, this.lines);
    return this.indexed;
  }
}
