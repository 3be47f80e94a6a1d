import type { NoteEntry } from './noteStore';

/** Entries in the order of their files, kept as they come and go: putting ten thousand in order at once takes long. */
export class SortedEntries {
  readonly #entries: NoteEntry[] = [];
  #given: readonly NoteEntry[] | undefined;

  /** All of them; the same list until one changes. */
  all(): readonly NoteEntry[] {
    this.#given ??= this.#entries.slice();
    return this.#given;
  }

  /** Adds an entry, or puts it in the place of the one with its file. */
  set(entry: NoteEntry): void {
    this.#given = undefined;
    const at = this.#find(entry.file);
    if (at === this.#entries.length) this.#entries.push(entry);
    else this.#entries.splice(at, this.#entries[at]?.file === entry.file ? 1 : 0, entry);
  }

  delete(file: string): void {
    const at = this.#find(file);
    if (this.#entries[at]?.file !== file) return;
    this.#given = undefined;
    this.#entries.splice(at, 1);
  }

  /** Position of the file, or where it would have to be. */
  #find(file: string): number {
    const last = this.#entries.at(-1);
    if (!last || last.file < file) return this.#entries.length;
    let from = 0;
    let to = this.#entries.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#entries[middle]?.file ?? '') < file) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
