import { randomBytes } from 'node:crypto';
import { type Stats } from 'node:fs';
import { link, lstat, mkdir, open, readFile, rename, rm, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { NotesError } from '../core/errors';
import { systemCode } from './fsError';

/** Disks without hard links answer with one of these. */
const noLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV']);

/** Writes `bytes` to a new file `at`, whole or not at all, making its folders. Throws `EEXIST` when it exists. */
export async function createFile(at: string, bytes: Uint8Array): Promise<void> {
  const made = await mkdir(dirname(at), { recursive: true });
  try {
    await withTemporary(at, bytes, 0o666, async (temporary) => {
      await placeNew(temporary, at);
    });
  } catch (error) {
    if (made !== undefined) await removeEmpty(dirname(at), made);
    throw error;
  }
}

/** Replaces the file `at`, whose content must be `expected`, whole or not at all; keeps its permissions. */
export async function replaceFile(at: string, bytes: Uint8Array, expected: Uint8Array, path: string): Promise<void> {
  const before = await compare(at, expected, path);
  await withTemporary(at, bytes, before.mode & 0o777, async (temporary) => {
    const now = await lstat(at);
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size || now.ino !== before.ino) throw changed(path);
    await renameOver(temporary, at);
  });
}

/** Moves a file to a free place, making its folders. Throws `EEXIST` when the place is taken. */
export async function moveFile(from: string, to: string): Promise<void> {
  const made = await mkdir(dirname(to), { recursive: true });
  try {
    const target = await lstat(to).catch(() => undefined);
    const source = await lstat(from);
    // On a disk that ignores case, `Retry.md` to `retry.md` is the same file and the place is free.
    if (target?.ino === source.ino && target.dev === source.dev && target.nlink === 1) await rename(from, to);
    else {
      await placeNew(from, to);
      await rm(from, { force: true });
    }
  } catch (error) {
    if (made !== undefined) await removeEmpty(dirname(to), made);
    throw error;
  }
}

/** Deletes the file `at`, whose content must be `expected`. */
export async function removeFile(at: string, expected: Uint8Array, path: string): Promise<void> {
  await compare(at, expected, path);
  await unlink(at);
}

async function compare(at: string, expected: Uint8Array, path: string): Promise<Stats> {
  const stat = await lstat(at);
  if (!stat.isFile()) throw new NotesError('io', `${path} is not a regular file.`, { file: path });
  if (stat.size !== expected.length || !(await readFile(at)).equals(expected)) throw changed(path);
  return stat;
}

function changed(path: string): NotesError {
  return new NotesError(
    'changed-on-disk',
    `${path} changed on disk since it was read, so nothing was written. Look at it and try again.`,
    { file: path },
  );
}

/** Gives `use` a synced temporary file beside `at` that holds `bytes`; nothing of it stays behind. */
async function withTemporary(
  at: string,
  bytes: Uint8Array,
  mode: number,
  use: (temporary: string) => Promise<void>,
): Promise<void> {
  // Not `*.md`, so that nothing takes it for a note; short, so that a long name still fits.
  const temporary = join(dirname(at), `.${basename(at).slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(bytes);
      if (mode !== 0o666) await file.chmod(mode);
      await file.sync();
    } finally {
      await file.close();
    }
    await use(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(dirname(at));
}

/** Gives the file `from` the name `to`, which must be free, in one step. `from` may stay behind as a second name. */
async function placeNew(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!noLinks.has(systemCode(error))) throw error;
    // Claim the name first, so that two writers cannot both have it.
    await (await open(to, 'wx')).close();
    await renameOver(from, to);
  }
}

/** Scanners on Windows hold a file for a moment; a rename over it fails until they let go. */
async function renameOver(from: string, to: string, tries = process.platform === 'win32' ? 5 : 1): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((resolve) => setTimeout(resolve, 40));
    await renameOver(from, to, tries - 1);
  }
}

/** A new name survives a power cut only once its folder is on disk; not every system can do it, and none needs it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

async function removeEmpty(folder: string, last: string): Promise<void> {
  for (let at = folder; at.length >= last.length; at = dirname(at)) {
    if (
      !(await rmdir(at).then(
        () => true,
        () => false,
      ))
    )
      return;
  }
}
