import { Uri } from 'vscode';

/** A workspace folder, and the root path that its top stands for. */
export interface Mount {
  readonly uri: Uri;
  readonly prefix: string;
}

/** Turns addresses into root paths and back, for the folders of one root that are open. */
export class FolderMap {
  /** @param top the root's own top, which may lie above the open folders */
  readonly top: Uri;
  readonly mounts: readonly Mount[];

  constructor(top: Uri, mounts: readonly Mount[]) {
    this.top = top;
    this.mounts = mounts;
  }

  /** The root path of `uri`; `undefined` when it is in none of the open folders. */
  toPath(uri: Uri): string | undefined {
    for (const mount of this.mounts) {
      const rest = pathBelow(mount.uri, uri);
      if (rest !== undefined) return joinPaths(mount.prefix, rest);
    }
    return undefined;
  }

  /** The address of a root path, through the open folder that holds it, so that it equals what the editor shows. */
  toUri(path: string): Uri {
    for (const mount of this.mounts) {
      const rest = stripPrefix(mount.prefix, path);
      if (rest !== undefined) return rest === '' ? mount.uri : Uri.joinPath(mount.uri, rest);
    }
    return path === '' ? this.top : Uri.joinPath(this.top, path);
  }

  /** Whether the root path lies in an open folder. */
  holds(path: string): boolean {
    return this.mounts.some((mount) => stripPrefix(mount.prefix, path) !== undefined);
  }
}

/** The part of `uri`'s path below `base`: `''` for `base` itself, `undefined` when it is elsewhere. */
export function pathBelow(base: Uri, uri: Uri): string | undefined {
  if (base.scheme !== uri.scheme || base.authority !== uri.authority) return undefined;
  return stripPrefix(base.path.replace(/\/$/, ''), uri.path);
}

function stripPrefix(prefix: string, path: string): string | undefined {
  if (prefix === '' && !path.startsWith('/')) return path;
  if (path === prefix) return '';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}

function joinPaths(prefix: string, rest: string): string {
  if (prefix === '') return rest;
  return rest === '' ? prefix : `${prefix}/${rest}`;
}
