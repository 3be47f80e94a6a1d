import { FileSystemError, FileType, type Uri, workspace } from 'vscode';
import {
  NotesError,
  type CancelSignal,
  type Files,
  type FilesChange,
  type FileStamp,
  type ListedFile,
} from '../../core/index';
import type { Disposable } from '../../core/host';
import { parent } from '../../core/util/rootPath';
import type { FolderMap } from './folderMap';

const defaultLimit = 8 * 1024 * 1024;

/**
 * Core's files on the editor's own file system, for folders without a disk. A listing never enters a symbolic link, and
 * no path through one is read or written.
 */
export class VscodeFiles implements Files {
  private readonly map: FolderMap;
  private readonly onChange: (listener: (change: FilesChange) => void) => Disposable;

  constructor(map: FolderMap, onChange: (listener: (change: FilesChange) => void) => Disposable) {
    this.map = map;
    this.onChange = onChange;
  }

  async listNotes(folderName: string, cancel?: CancelSignal): Promise<readonly ListedFile[]> {
    const found: string[] = [];
    await this.walk((path) => {
      const segments = path.split('/');
      if (path.endsWith('.md') && segments.at(-2) === folderName) found.push(path);
    }, cancel);
    const files: ListedFile[] = [];
    for (const path of found.sort()) {
      const stamp = await this.stamp(path);
      if (stamp) files.push({ path, stamp });
    }
    return files;
  }

  async listCode(cancel?: CancelSignal): Promise<readonly string[]> {
    const found: string[] = [];
    await this.walk((path) => found.push(path), cancel);
    return found.filter((path) => !/(^|\/)\.decisions\//.test(path)).sort();
  }

  async inOtherRepository(path: string): Promise<boolean> {
    const tops = new Set(this.map.mounts.map((mount) => mount.prefix));
    for (let at = parent(path); at !== '' && !tops.has(at); at = parent(at)) {
      try {
        await workspace.fs.stat(this.map.toUri(`${at}/.git`));
        return true;
      } catch (error) {
        if (!(error instanceof FileSystemError)) throw error;
      }
    }
    return false;
  }

  async stamp(path: string): Promise<FileStamp | undefined> {
    try {
      const stat = await workspace.fs.stat(this.uri(path));
      return stat.type & FileType.File ? { size: stat.size, mtime: stat.mtime } : undefined;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw translate(error, path);
    }
  }

  async read(path: string, maxBytes = defaultLimit): Promise<Uint8Array> {
    const uri = this.uri(path);
    try {
      await this.refuseLinks(path);
      const stat = await workspace.fs.stat(uri);
      if (stat.size > maxBytes) throw tooLarge(path, stat.size, maxBytes);
      const bytes = await workspace.fs.readFile(uri);
      if (bytes.byteLength > maxBytes) throw tooLarge(path, bytes.byteLength, maxBytes);
      return bytes;
    } catch (error) {
      throw translate(error, path);
    }
  }

  async create(path: string, bytes: Uint8Array): Promise<void> {
    await this.put(path, bytes, false);
  }

  async replace(path: string, bytes: Uint8Array, expected: Uint8Array): Promise<void> {
    await this.expect(path, expected);
    await this.put(path, bytes, true);
  }

  async move(from: string, to: string): Promise<void> {
    try {
      await this.refuseLinks(from);
      await this.refuseLinks(to);
      await workspace.fs.rename(this.uri(from), this.uri(to), { overwrite: false });
    } catch (error) {
      throw translate(error, to);
    }
  }

  async remove(path: string, expected: Uint8Array): Promise<void> {
    await this.expect(path, expected);
    try {
      await workspace.fs.delete(this.uri(path), { useTrash: true });
    } catch {
      // A provider without a trash refuses the option; deleting is what was asked.
      await workspace.fs.delete(this.uri(path)).then(undefined, (error: unknown) => {
        throw translate(error, path);
      });
    }
  }

  watch(listener: (change: FilesChange) => void): Disposable {
    return this.onChange(listener);
  }

  /** Writes beside the target, then renames: a reader sees the old file or the new one, never a part. */
  private async put(path: string, bytes: Uint8Array, overwrite: boolean): Promise<void> {
    const temporary = `${path}.${Math.random().toString(36).slice(2)}.tmp`;
    try {
      await this.refuseLinks(path);
      await workspace.fs.writeFile(this.uri(temporary), bytes);
      try {
        await workspace.fs.rename(this.uri(temporary), this.uri(path), { overwrite });
      } catch (error) {
        await workspace.fs.delete(this.uri(temporary));
        throw error;
      }
    } catch (error) {
      throw translate(error, path);
    }
  }

  private async expect(path: string, expected: Uint8Array): Promise<void> {
    const present = await this.read(path);
    if (present.length !== expected.length || present.some((byte, index) => byte !== expected[index])) {
      throw new NotesError('changed-on-disk', `${path} was changed by something else. Nothing was written.`, {
        file: path,
      });
    }
  }

  private uri(path: string): Uri {
    if (
      path.startsWith('/') ||
      path.split('/').some((part) => part === '..' || part === '.') ||
      !this.map.holds(path)
    ) {
      throw new NotesError('outside-root', `${path} is outside the open folder.`, { file: path });
    }
    return this.map.toUri(path);
  }

  private async refuseLinks(path: string): Promise<void> {
    const segments = path.split('/');
    for (let length = 1; length <= segments.length; length++) {
      const part = segments.slice(0, length).join('/');
      if (!this.map.holds(part)) continue;
      try {
        const stat = await workspace.fs.stat(this.map.toUri(part));
        if (stat.type & FileType.SymbolicLink) {
          throw new NotesError('outside-root', `${path} goes through a symbolic link.`, { file: path });
        }
      } catch (error) {
        if (isMissing(error)) return;
        throw error;
      }
    }
  }

  /** Every file of the open folders, without links, `.git`, `node_modules` and other repositories. */
  private async walk(visit: (path: string) => void, cancel: CancelSignal | undefined): Promise<void> {
    const folders = this.map.mounts.map((mount) => mount.prefix);
    const tops = new Set(folders);
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      if (cancel?.aborted) throw new NotesError('cancelled', 'Cancelled.');
      const children = await this.children(folder);
      if (!tops.has(folder) && children.some(([name]) => name === '.git')) continue;
      for (const [name, type] of children) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (type === FileType.File) visit(path);
        else if (type === FileType.Directory && name !== '.git' && name !== 'node_modules') folders.push(path);
      }
    }
  }

  private async children(folder: string): Promise<[string, FileType][]> {
    try {
      return await workspace.fs.readDirectory(this.map.toUri(folder));
    } catch (error) {
      // A folder that vanished or may not be read holds nothing for us.
      if (error instanceof FileSystemError) return [];
      throw error;
    }
  }
}

function tooLarge(path: string, size: number, limit: number): NotesError {
  return new NotesError('too-large', `${path} has ${size} bytes; the limit is ${limit}.`, { file: path });
}

function isMissing(error: unknown): boolean {
  return error instanceof FileSystemError && (error.code === 'FileNotFound' || error.code === 'FileNotADirectory');
}

function translate(cause: unknown, path: string): NotesError {
  if (cause instanceof NotesError) return cause;
  const details = { file: path, cause };
  const code = cause instanceof FileSystemError ? cause.code : '';
  if (code === 'FileNotFound') return new NotesError('not-found', `${path} does not exist.`, details);
  if (code === 'FileExists') return new NotesError('exists', `${path} exists already. Nothing was written.`, details);
  if (code === 'NoPermissions') return new NotesError('read-only', `${path} may not be written.`, details);
  return new NotesError('io', `${path}: ${cause instanceof Error ? cause.message : String(cause)}`, details);
}
