/** The folder that holds a path; `''` for the root. */
export function parent(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** A path's last name. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name in a folder. */
export function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Whether `path` is the folder or lies under it. */
export function isUnder(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/**
 * Whether a root path, or a folder above it, is in `names`: a folder that comes, moves or goes is often told of by its
 * own name alone. Made once for many paths, of which most lie in few folders.
 */
export function inOrUnder(names: ReadonlySet<string>): (path: string) => boolean {
  const folders = new Map<string, boolean>();
  return function isNamed(path: string): boolean {
    if (names.has(path)) return true;
    const folder = parent(path);
    if (folder === '') return false;
    let named = folders.get(folder);
    if (named === undefined) {
      named = isNamed(folder);
      folders.set(folder, named);
    }
    return named;
  };
}
