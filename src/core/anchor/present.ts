import { splitLines } from './lines';
import { LineTable, type Doc } from './lineTable';

/** A present file, split and indexed once for however many anchors are looked for in it. */
export class PresentFile {
  readonly path: string;
  readonly text: string;
  /** Its lines are compared through this table. */
  readonly table = new LineTable();
  private split: readonly string[] | undefined;
  private indexed: Doc | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
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
