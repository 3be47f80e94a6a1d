import {
  type Files,
  type FilesChange,
  type FileStamp,
  type Git,
  type Host,
  type ListedFile,
  NotesError,
} from '../../src/core/index';
import { nextTurn } from './nextTurn';

/** A host whose disk is a map, for tests. Writes made through `write` and `erase` are "outside changes". */
export interface MemoryHost extends Host {
  /** Writes a file as another program would, and tells the watchers unless `quietly`. */
  write(path: string, content: string | Uint8Array, quietly?: boolean): void;
  /** Deletes a file as another program would, and tells the watchers unless `quietly`. */
  erase(path: string, quietly?: boolean): void;
  /** Tells the watchers. */
  fire(change: FilesChange): void;
  /** Content as text; `undefined` when there is no such file. */
  textOf(path: string): string | undefined;
  /** Makes every read of this file fail with this error; `undefined` mends it. */
  breakReading(path: string, error: Error | undefined): void;
  /** How often each operation was called. */
  readonly counts: { listNotes: number; listCode: number; stamp: number; read: number };
  /** Everything that was logged, as `level: message`. */
  readonly logged: string[];
  /** Milliseconds since the epoch that the clock shows; may be set. */
  now: number;
}

/** What `memoryHost` starts with. */
export interface MemoryHostOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly git?: Partial<Git>;
  readonly cache?: Host['cache'];
}

interface MemoryFile {
  readonly bytes: Uint8Array;
  readonly mtime: number;
}

/** Makes a host in memory. Its clock stands at 2026-11-22T12:00Z, its random bytes count up. */
export function memoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const disk = new Map<string, MemoryFile>();
  const broken = new Map<string, Error>();
  const watchers = new Set<(change: FilesChange) => void>();
  const counts = { listNotes: 0, listCode: 0, stamp: 0, read: 0 };
  const logged: string[] = [];
  let tick = 1;
  let seed = 0;

  const put = (path: string, content: string | Uint8Array) =>
    disk.set(path, { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content, mtime: tick++ });
  for (const [path, content] of Object.entries(options.files ?? {})) put(path, content);

  const stampOf = (file: MemoryFile): FileStamp => ({ size: file.bytes.length, mtime: file.mtime });
  const sorted = () => [...disk.keys()].sort();
  const here = (path: string): MemoryFile => {
    const file = disk.get(inside(path));
    if (!file) throw new NotesError('not-found', `Could not read ${path}: there is no such file.`, { file: path });
    return file;
  };
  const same = (path: string, expected: Uint8Array) => {
    const { bytes } = here(path);
    if (bytes.length !== expected.length || bytes.some((byte, index) => byte !== expected[index]))
      throw new NotesError('changed-on-disk', `${path} changed on disk since it was read.`, { file: path });
  };
  const free = (path: string) => {
    if (disk.has(inside(path))) throw new NotesError('exists', `${path} is already there.`, { file: path });
  };

  const files: Files = {
    listNotes: (folderName, cancel) =>
      later((): ListedFile[] => {
        counts.listNotes++;
        if (cancel?.aborted) throw new NotesError('cancelled', 'The listing was cancelled.');
        return sorted()
          .filter((path) => {
            const folder = path.slice(0, path.lastIndexOf('/'));
            return path.endsWith('.md') && (folder === folderName || folder.endsWith(`/${folderName}`));
          })
          .map((path) => ({ path, stamp: stampOf(here(path)) }));
      }),
    listCode: () =>
      later(() => {
        counts.listCode++;
        return sorted().filter((path) => !/(^|\/)\.decisions\//.test(path));
      }),
    inOtherRepository: () => Promise.resolve(false),
    stamp: (path) =>
      later(() => {
        counts.stamp++;
        const file = disk.get(inside(path));
        return file && stampOf(file);
      }),
    read: (path, maxBytes = 8 * 1024 * 1024) =>
      later(() => {
        counts.read++;
        const failure = broken.get(path);
        if (failure) throw failure;
        const file = here(path);
        if (file.bytes.length > maxBytes) throw new NotesError('too-large', `${path} is too large.`, { file: path });
        return file.bytes;
      }),
    create: (path, bytes) =>
      later(() => {
        free(path);
        put(path, bytes);
      }),
    replace: (path, bytes, expected) =>
      later(() => {
        same(path, expected);
        put(path, bytes);
      }),
    move: (from, to) =>
      later(() => {
        const file = here(from);
        free(to);
        disk.set(to, file);
        disk.delete(from);
      }),
    remove: (path, expected) =>
      later(() => {
        same(path, expected);
        disk.delete(path);
      }),
    watch(listener) {
      watchers.add(listener);
      return { dispose: () => watchers.delete(listener) };
    },
  };

  const fire = (change: FilesChange) => {
    for (const watcher of [...watchers]) watcher(change);
  };
  const tell = (path: string, quietly: boolean) => {
    if (!quietly) fire({ everything: false, paths: [path] });
  };
  const host: MemoryHost = {
    files,
    ...(options.git ? { git: { ...noGit, ...options.git } } : {}),
    ...(options.cache ? { cache: options.cache } : {}),
    now: Date.UTC(2026, 10, 22, 12),
    clock: { now: () => host.now, today: () => new Date(host.now).toISOString().slice(0, 10) },
    log: {
      debug: (message) => logged.push(`debug: ${message}`),
      info: (message) => logged.push(`info: ${message}`),
      warn: (message) => logged.push(`warn: ${message}`),
      error: (message) => logged.push(`error: ${message}`),
    },
    random: (length) => Uint8Array.from({ length }, () => (seed = (seed + 1) % 256)),
    counts,
    logged,
    fire,
    write(path, content, quietly = false) {
      put(path, content);
      tell(path, quietly);
    },
    erase(path, quietly = false) {
      disk.delete(path);
      tell(path, quietly);
    },
    textOf: (path) => {
      const file = disk.get(path);
      return file && new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.bytes);
    },
    breakReading(path, error) {
      if (error) broken.set(path, error);
      else broken.delete(path);
    },
  };
  return host;
}

const noGit: Git = {
  head: () => Promise.resolve(undefined),
  userName: () => Promise.resolve(undefined),
  blob: () => Promise.resolve(undefined),
  follow: () => Promise.resolve(undefined),
  grep: () => Promise.resolve(undefined),
  authors: () => Promise.resolve(undefined),
  changedFiles: () => Promise.resolve(undefined),
  moveInIndex: () => Promise.resolve(false),
  lastMove: () => Promise.resolve(undefined),
};

/** Answers in a later turn, as a disk does, so that tests meet the orders of events that are real. */
async function later<T>(work: () => T): Promise<T> {
  await nextTurn();
  return work();
}

function inside(path: string): string {
  if (path.startsWith('/') || path.split('/').includes('..') || path.includes('\0'))
    throw new NotesError('outside-root', `${path} leads outside the open folder.`, { file: path });
  return path;
}
