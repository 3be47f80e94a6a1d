import { Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CancelSignal, type ListedFile } from '../core/host';
import { NotesError } from '../core/errors';
import { parallel } from '../core/util/parallel';
import { sortInParts } from '../core/util/sortInParts';
import { type Quick } from './quick';

/** How many folders are read at once. */
const width = 16;
/** How many files are looked at one after the other. */
const perPart = 64;

/** What is walked: the folders `starts` (root paths) of `root` (an absolute path). */
export interface Walk {
  readonly root: string;
  readonly starts: readonly string[];
  readonly quickly: Quick;
}

/**
 * Walks the folders under `start` (a root path) breadth first and calls `visit` with each folder's entries; with their
 * names alone where `byName` says so, which is quicker where there are many files and few folders.
 * Never enters git's own folder, `node_modules`, another repository or a symbolic link; what cannot be read is left out.
 */
async function walk(
  { root, quickly }: Walk,
  start: string,
  visit: (folder: string, entries: readonly Entry[]) => void,
  cancel?: CancelSignal,
  byName: (folder: string) => boolean = () => false,
): Promise<void> {
  let level = [start];
  while (level.length > 0) {
    const next: string[] = [];
    await parallel(level, width, async (folder) => {
      if (cancel?.aborted) throw new NotesError('cancelled', 'The listing was cancelled.');
      const at = join(root, folder);
      const entries = byName(folder)
        ? (
            await quickly
              .run(
                () => readdirSync(at),
                () => readdir(at),
              )
              .catch(() => [])
          ).map((name) => ({ name }))
        : await quickly
            .run(
              () => readdirSync(at, withTypes),
              () => readdir(at, withTypes),
            )
            .catch(() => []);
      if (folder !== start && isRepository(entries)) return;
      visit(folder, entries);
      for (const entry of entries) {
        if (entry.name === 'node_modules' || entry.name.toLowerCase() === '.git') continue;
        const isFolder =
          entry instanceof Dirent
            ? entry.isDirectory()
            : !isNoteName(entry.name) && lstatSafely(join(at, entry.name))?.isDirectory() === true;
        if (isFolder) next.push(folder === '' ? entry.name : `${folder}/${entry.name}`);
      }
    });
    level = next;
  }
}

type Entry = Dirent | { readonly name: string };

function isNoteName(name: string): boolean {
  return name.endsWith('.md');
}

const withTypes = { withFileTypes: true } as const;

/** A work tree (`.git` as a folder, or as a file in submodules and linked work trees) or a bare repository. */
function isRepository(entries: readonly Entry[]): boolean {
  let bare = 0;
  for (const { name } of entries) {
    if (name === '.git') return true;
    if (name === 'HEAD' || name === 'objects' || name === 'refs') bare++;
  }
  return bare === 3;
}

/** Every `*.md` directly in a folder called `folderName` (one or more segments) under one of `starts`, with its stamp. */
export async function walkNotes(walked: Walk, folderName: string, cancel?: CancelSignal): Promise<ListedFile[]> {
  const folders: { readonly prefix: string; readonly names: string[] }[] = [];
  const holdsNotes = (folder: string) => folder === folderName || folder.endsWith(`/${folderName}`);
  for (const start of walked.starts) {
    await walk(
      walked,
      start,
      (folder, entries) => {
        if (!holdsNotes(folder)) return;
        const names = entries.map(({ name }) => name).filter(isNoteName);
        folders.push({ prefix: `${folder}/`, names: names.sort() });
      },
      cancel,
      holdsNotes,
    );
  }
  // Sorted in small parts, so that sorting the whole finds it sorted and does not hold the main loop.
  folders.sort((a, b) => order(a.prefix, b.prefix));
  const paths = folders.flatMap(({ prefix, names }) => names.map((name) => prefix + name));
  const parts = Array.from({ length: Math.ceil(paths.length / perPart) }, (_, part) => ({
    paths: paths.slice(part * perPart, (part + 1) * perPart),
    files: [] as ListedFile[],
  }));
  await parallel(parts, width, async ({ paths: some, files }) => {
    for (const path of some) {
      const at = `${walked.root}/${path}`;
      const stat =
        walked.quickly.attempt(() => lstatSafely(at)) ??
        (await walked.quickly.run(
          () => lstatSafely(at),
          () => lstat(at).catch(() => undefined),
        ));
      if (stat?.isFile()) files.push({ path, stamp: { size: stat.size, mtime: stat.mtimeMs } });
      // A linked note is listed, so that one that leads outside or in a circle is reported when it is read.
      else if (!stat || stat.isSymbolicLink()) files.push({ path });
    }
  });
  return sortInParts(
    parts.flatMap(({ files }) => files),
    (a, b) => order(a.path, b.path),
  );
}

function lstatSafely(at: string): Stats | undefined {
  try {
    return lstatSync(at, notThrowing);
  } catch {
    // It is listed without a stamp, and whoever reads it is told why that fails.
    return undefined;
  }
}

const notThrowing = { throwIfNoEntry: false } as const;

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every regular file under `starts`: what there is to search where git cannot say which files are code. */
export async function walkCode(walked: Walk, cancel?: CancelSignal): Promise<string[]> {
  const paths: string[] = [];
  for (const start of walked.starts) {
    await walk(
      walked,
      start,
      (folder, entries) => {
        for (const entry of entries) {
          if (entry instanceof Dirent && entry.isFile())
            paths.push(folder === '' ? entry.name : `${folder}/${entry.name}`);
        }
      },
      cancel,
    );
  }
  return paths;
}
