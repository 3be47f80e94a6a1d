import { realpathSync } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { NotesError } from '../core/errors';
import { fileError, systemCode } from './fsError';
import { type Quick } from './quick';

/** Maps root paths to places on disk, and refuses those that lead out of the open folders. */
export interface RootPaths {
  /**
   * Absolute path of `path`, checked by its text only. Rejects nothing that symbolic links do: use it for listing,
   * where links are not followed.
   */
  place(path: string): string;
  /** Real place of an existing file, all links resolved. Throws NotesError `outside-root`, `not-found` or `io`. */
  existing(path: string): Promise<string>;
  /** Real place of a file that may not exist yet: links in the part of its path that exists are resolved. */
  future(path: string): Promise<string>;
  /**
   * Place of a file whose folder is known to be inside; the last segment may still be a link. The folder's check is
   * remembered for a second, because an index reads thousands of files from few folders.
   */
  inFolder(path: string): Promise<string>;
  /** The same at once; `undefined` where `inFolder` would reject, or needs to look closer. */
  inFolderNow(path: string): string | undefined;
}

const rememberFor = 1000;

/** `folders`: root paths of the folders that are open; nothing outside them is touched. `['']` opens the whole root. */
export function rootPaths(root: string, folders: readonly string[], quickly: Quick): RootPaths {
  const remembered = new Map<string, { at: number; real: Promise<string> }>();
  const rememberedNow = new Map<string, { at: number; real: string }>();
  let opened: Promise<readonly string[]> | undefined;

  function openedFolders(): Promise<readonly string[]> {
    opened ??= Promise.all(folders.map((folder) => realpath(join(root, folder)).catch(() => join(root, folder))));
    return opened;
  }

  async function inside(real: string, path: string): Promise<string> {
    for (const folder of await openedFolders()) {
      if (isWithin(real, folder)) return real;
    }
    throw outside(path);
  }

  function place(path: string): string {
    if (!isRootPath(path) || !folders.some((folder) => isUnder(path, folder))) throw outside(path);
    return join(root, path);
  }

  async function existing(path: string): Promise<string> {
    const at = place(path);
    try {
      return await inside(await realpath(at), path);
    } catch (error) {
      throw fileError(error, 'open', path);
    }
  }

  async function future(path: string): Promise<string> {
    let at = place(path);
    const missing: string[] = [];
    for (;;) {
      try {
        return join(await inside(await realpath(at), path), ...missing);
      } catch (error) {
        // A link to nothing exists as a name, so climbing past it would create a file elsewhere.
        if (systemCode(error) !== 'ENOENT' || at === root || (await isLink(at))) throw fileError(error, 'open', path);
        missing.unshift(basename(at));
        at = dirname(at);
      }
    }
  }

  async function inFolder(path: string): Promise<string> {
    const at = place(path);
    const folder = dirname(at);
    const now = Date.now();
    let known = remembered.get(folder);
    if (!known || now - known.at > rememberFor) {
      if (remembered.size > 1000) remembered.clear();
      const real = quickly.run(
        () => realpathSync.native(folder),
        () => realpath(folder),
      );
      known = { at: now, real: real.then((found) => inside(found, path)) };
      remembered.set(folder, known);
    }
    try {
      return join(await known.real, basename(at));
    } catch (error) {
      // A folder that is missing now may be made at any moment.
      remembered.delete(folder);
      throw fileError(error, 'open', path);
    }
  }

  function inFolderNow(path: string): string | undefined {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(0, slash));
    const name = path.slice(slash + 1);
    if (name === '' || !isRootPath(name)) return undefined;
    const now = Date.now();
    const known = rememberedNow.get(folder);
    if (known && now - known.at <= rememberFor) return known.real + name;
    try {
      const real = realpathSync.native(place(folder));
      const within = folders.some((open) => isWithin(real, realpathSync.native(join(root, open))));
      if (!within) return undefined;
      if (rememberedNow.size > 1000) rememberedNow.clear();
      const start = real.endsWith(sep) ? real : real + sep;
      rememberedNow.set(folder, { at: now, real: start });
      return start + name;
    } catch {
      // Whoever asks `inFolder` is told what is wrong.
      return undefined;
    }
  }

  return { place, existing, future, inFolder, inFolderNow };
}

/** Whether `real` is the folder or lies under it, both places on disk. */
function isWithin(real: string, folder: string): boolean {
  return real === folder || real.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether `path` is the folder or lies under it, both root paths. */
export function isUnder(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

const windowsDevice = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function isRootPath(path: string): boolean {
  if (path === '') return true;
  if (path.includes('\0')) return false;
  const windows = process.platform === 'win32';
  if (windows && /[\\:]/.test(path)) return false;
  return path.split('/').every((segment) => {
    if (segment === '' || segment === '.' || segment === '..') return false;
    // git's own folder is never code; on some disks `.GIT` and `.git ` are the same folder.
    if (segment.toLowerCase().replace(/[. ]+$/, '') === '.git') return false;
    return !(windows && windowsDevice.test(segment));
  });
}

async function isLink(at: string): Promise<boolean> {
  try {
    return (await lstat(at)).isSymbolicLink();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}

function outside(path: string): NotesError {
  return new NotesError('outside-root', `${path} leads outside the open folder, so it is left alone.`, { file: path });
}
