import { splitLines, splitLinesInParts } from './lines';
import { LineTable, type Doc } from './lineTable';
import type { Past } from './past';

/** Lines; fewer are worked out at once. */
const longFile = 500;

/** A present file, split and indexed once for however many anchors are looked for in it. */
export class PresentFile {
  readonly path: string;
  readonly text: string;
  /** Its lines are compared through this table; files that are compared with one past share it. */
  readonly table: LineTable;
  /** Its lines, once they were asked for. */
  split: readonly string[] | undefined;
  private indexed: Doc | undefined;
  private preparing: Promise<void> | undefined;

  constructor(path: string, text: string, table = new LineTable()) {
    this.path = path;
    this.text = text;
    this.table = table;
  }

  get lines(): readonly string[] {
    this.split ??= splitLines(this.text);
    return this.split;
  }

  /** Works out `lines`, in parts where there are many. */
  async splitUp(): Promise<void> {
    if (this.split) return;
    const lines = await splitLinesInParts(this.text);
    this.split ??= lines;
  }

  /**
   * Works out `doc` in parts, where the file is so long that it would hold the main loop. `past`: what it will be
   * compared with.
   */
  async prepare(past: Pick<Past, 'complete'>): Promise<void> {
    if (this.indexed) return;
    await this.splitUp();
    if (this.lines.length < longFile) return;
    this.preparing ??= this.table.docInParts(this.path, this.lines, !past.complete).then((doc) => {
      this.indexed ??= doc;
    });
    await this.preparing;
  }

  get doc(): Doc {
    this.indexed ??= this.table.doc(this.path, this.lines);
    return this.indexed;
  }
}
