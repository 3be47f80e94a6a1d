import {
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  type Uri,
} from 'vscode';

interface File {
  bytes: Uint8Array;
  mtime: number;
}

/** A file system in memory, as an extension for a forge or an archive would bring: no disk, no git, no search. */
export class MemoryFiles implements FileSystemProvider {
  readonly #files = new Map<string, File>();
  readonly #folders = new Set<string>(['/']);
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  #tick = 1;

  readonly onDidChangeFile = this.#changed.event;

  /** @param files text by absolute path */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) this.#put(path, new TextEncoder().encode(text));
  }

  /** Texts of the files whose path matches. */
  texts(pattern: RegExp): string[] {
    return [...this.#files]
      .filter(([path]) => pattern.test(path))
      .map(([, { bytes }]) => new TextDecoder().decode(bytes));
  }

  watch(): { dispose(): void } {
    return { dispose: () => undefined };
  }

  stat(uri: Uri): FileStat {
    const file = this.#files.get(uri.path);
    if (file) return { type: FileType.File, ctime: 0, mtime: file.mtime, size: file.bytes.length };
    if (this.#folders.has(uri.path)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    throw FileSystemError.FileNotFound(uri);
  }

  readDirectory(uri: Uri): [string, FileType][] {
    const start = uri.path === '/' ? '/' : `${uri.path}/`;
    const inside = (path: string) =>
      path.startsWith(start) && path !== start && !path.slice(start.length).includes('/');
    return [
      ...[...this.#folders]
        .filter(inside)
        .map((path): [string, FileType] => [path.slice(start.length), FileType.Directory]),
      ...[...this.#files.keys()]
        .filter(inside)
        .map((path): [string, FileType] => [path.slice(start.length), FileType.File]),
    ];
  }

  createDirectory(uri: Uri): void {
    this.#folders.add(uri.path);
  }

  readFile(uri: Uri): Uint8Array {
    const file = this.#files.get(uri.path);
    if (!file) throw FileSystemError.FileNotFound(uri);
    return file.bytes;
  }

  writeFile(uri: Uri, bytes: Uint8Array): void {
    const type = this.#files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    this.#put(uri.path, bytes);
    this.#changed.fire([{ type, uri }]);
  }

  delete(uri: Uri): void {
    if (!this.#files.delete(uri.path)) throw FileSystemError.FileNotFound(uri);
    this.#changed.fire([{ type: FileChangeType.Deleted, uri }]);
  }

  rename(from: Uri, to: Uri, { overwrite }: { readonly overwrite: boolean }): void {
    if (this.#files.has(to.path) && !overwrite) throw FileSystemError.FileExists(to);
    const bytes = this.readFile(from);
    this.delete(from);
    this.writeFile(to, bytes);
  }

  #put(path: string, bytes: Uint8Array): void {
    this.#files.set(path, { bytes, mtime: this.#tick++ });
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
      this.#folders.add(path.slice(0, at));
  }
}
