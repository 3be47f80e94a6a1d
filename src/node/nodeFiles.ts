import { lstatSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { NotesError } from '../core/errors';
import { type CancelSignal, type Files, type FileStamp } from '../core/host';
import { fileError, systemCode } from './fsError';
import { isUnder, rootPaths, type RootPaths } from './rootPaths';
import { quick, type Quick } from './quick';
import { readExpected, readWhole, readWholeSync } from './readFile';
import { walkCode, walkNotes } from './walk';
import { createFile, moveFile, removeFile, replaceFile } from './write';
import { parent } from '../core/util/rootPath';
import { turn } from '../core/util/turn';

/** What `nodeFiles` works on. */
export interface NodeFilesOptions {
  /** Absolute path of the root. */
  readonly root: string;
  /** Root paths of the open folders; nothing outside them is listed, read or written. Default: the whole root. */
  readonly folders?: readonly string[];
  /** Name of the folders that hold notes, which are no code. Default `.decisions`. */
  readonly notesFolder?: string;
  /** Lists tracked and unignored files under the folders; `undefined` where git cannot say. */
  readonly tracked?: (folders: readonly string[], cancel?: CancelSignal) => Promise<readonly string[] | undefined>;
  /** Tells of outside changes. Without it `watch` never fires, as in a program that runs once. */
  readonly watch?: Files['watch'];
}

const defaultMaxBytes = 8 * 1024 * 1024;

/** Files on a local disk. */
export function nodeFiles(options: NodeFilesOptions): Files {
  const { root, folders = [''], notesFolder = '.decisions' } = options;
  const starts = outermost(folders);
  const quickly = quick();
  const paths = rootPaths(root, starts, quickly);
  const isNote = (path: string) => path.startsWith(`${notesFolder}/`) || path.includes(`/${notesFolder}/`);
  let buffer: Buffer | undefined;

  return {
    listNotes: (folderName, cancel) => walkNotes({ root, starts, quickly }, folderName, cancel),
    async listCode(cancel) {
      const listed = (await options.tracked?.(starts, cancel)) ?? (await walkCode({ root, starts, quickly }, cancel));
      const code: string[] = [];
      for (const path of listed) {
        if (!isNote(path) && starts.some((start) => isUnder(path, start))) code.push(path);
        if (turn.isSpent()) await turn.next();
      }
      return code.sort();
    },
    async inOtherRepository(path) {
      for (let at = parent(path); at !== '' && !starts.includes(at); at = parent(at)) {
        const git = `${paths.place(at)}/.git`;
        const isThere = await quickly.run(
          () => lstatSync(git, notThrowing) !== undefined,
          () => lstat(git).then(Boolean, () => false),
        );
        if (isThere) return true;
      }
      return false;
    },
    stamp: (path) => stamp(paths, quickly, path),
    read: (path, maxBytes = defaultMaxBytes) => readRegular(paths, quickly, path, maxBytes),
    readNow(path, { size }) {
      // Windows opens links without being asked, so there every file is looked at closely.
      if (size >= smallBytes || process.platform === 'win32') return undefined;
      const room = (buffer ??= Buffer.allocUnsafeSlow(smallBytes));
      return quickly.attempt(() => {
        const at = paths.inFolderNow(path);
        return at === undefined ? undefined : readExpected(at, size, room);
      });
    },
    create: (path, bytes) => guarded('create', path, async () => createFile(await paths.future(path), bytes)),
    replace: (path, bytes, expected) =>
      guarded('change', path, async () => replaceFile(await paths.existing(path), bytes, expected, path)),
    move: (from, to) =>
      guarded('move', from, async () => {
        const source = await paths.inFolder(from);
        await moveFile(source, await paths.future(to));
      }),
    remove: (path, expected) =>
      guarded('delete', path, async () => removeFile(await paths.existing(path), expected, path)),
    watch: options.watch ?? (() => ({ dispose: () => undefined })),
  };
}

const notThrowing = { throwIfNoEntry: false } as const;

/** Leaves out folders that lie inside another one, so that nothing is listed twice. */
function outermost(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter((folder) => !folders.some((other) => other !== folder && isUnder(folder, other)));
}

async function guarded(doing: string, path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileError(error, doing, path);
  }
}

async function stamp(paths: RootPaths, quickly: Quick, path: string): Promise<FileStamp | undefined> {
  try {
    const at = await paths.inFolder(path);
    let stat = await quickly.run(
      () => lstatSync(at),
      () => lstat(at),
    );
    if (stat.isSymbolicLink()) stat = await lstat(await paths.existing(path));
    return stat.isFile() ? { size: stat.size, mtime: stat.mtimeMs } : undefined;
  } catch (error) {
    const failure = fileError(error, 'look at', path);
    if (failure.code === 'not-found') return undefined;
    throw failure;
  }
}

/** Longer reads are never done at once. */
const quickBytes = 256 * 1024;
/** Files below this are read into one buffer, again and again. */
const smallBytes = 64 * 1024;

async function readRegular(paths: RootPaths, quickly: Quick, path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    if (process.platform === 'win32') return await readWhole(await paths.existing(path), path, maxBytes);
    const at = await paths.inFolder(path);
    try {
      return await quickly.run(
        () => readWholeSync(at, path, Math.min(quickBytes, maxBytes)),
        () => readWhole(at, path, maxBytes),
      );
    } catch (error) {
      if (error instanceof NotesError && error.code === 'too-large') return await readWhole(at, path, maxBytes);
      if (systemCode(error) !== 'ELOOP') throw error;
      return await readWhole(await paths.existing(path), path, maxBytes);
    }
  } catch (error) {
    throw fileError(error, 'read', path);
  }
}
