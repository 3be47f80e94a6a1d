import { type Uri, workspace } from 'vscode';
import type { Disposable, Host, Logger } from '../../core/index';
import { settings } from '../contributions';
import type { FolderMap } from './folderMap';
import type { LocalRoot, Platform } from './platform';
import { VscodeFiles } from './vscodeFiles';
import { FileWatch } from './watchFiles';

/** What the extension runs in, the same for every root. */
export interface Surroundings {
  /** Absent where there is no disk. */
  readonly platform: Platform | undefined;
  readonly log: Logger;
  /** Absolute path of a folder for caches, and the extension's version: a cache of another one is of no use. */
  readonly cache?: { readonly folder: string; readonly version: string } | undefined;
}

/** Core's host for one root: the machine's own disk and git where there are any, else the editor's file system. */
export async function makeHost(map: FolderMap, surroundings: Surroundings): Promise<Host & Partial<Disposable>> {
  const { platform, log, cache } = surroundings;
  const disk = map.top.scheme === 'file' ? platform : undefined;
  const { listen: watch } = new FileWatch(map, disk && ((seen) => disk.newFolders(map.top.fsPath, seen)));
  if (disk) {
    return disk.host({
      root: map.top.fsPath,
      folders: map.mounts.map((mount) => mount.prefix),
      notesFolder: notesFolder(map.top),
      trusted: workspace.isTrusted,
      watch,
      log,
      ...(cache ? caches(disk, cache, map.top.fsPath, log) : {}),
    });
  }
  const clock = { now: () => Date.now(), today: () => localDate(new Date()) };
  return { files: new VscodeFiles(map, watch), clock, log, random };
}

function caches(
  platform: Platform,
  { folder, version }: NonNullable<Surroundings['cache']>,
  root: string,
  log: Logger,
): Pick<LocalRoot, 'cache' | 'heatCache'> {
  return {
    cache: platform.cache(folder, root, version, log),
    // No root's path ends so: what is kept there has a name of its own.
    heatCache: platform.cache(folder, `${root}\0heat`, version, log),
  };
}

/** Name of the folders that hold notes, `.decisions` unless the setting names another one. */
export function notesFolder(scope: Uri): string {
  const name = workspace.getConfiguration(undefined, scope).get<string>(settings.folderName)?.trim() ?? '';
  return name === '' || /[\\/]|^\.\.?$/.test(name) ? '.decisions' : name;
}

/** `YYYY-MM-DD` where the person is. */
function localDate(now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function random(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
