import { type Evidence, type FileDelta } from '../core/anchor/evidence';
import { recentSeekers, type Seekers } from '../core/anchor/seekers';
import { type Files } from '../core/host';
import { NotesError } from '../core/errors';
import { Lru } from '../core/util/lru';
import { catFile, type CatFile } from './catFile';
import { diffTree, parseRaw, type DiffTree } from './diffTree';
import { grep } from './grep';
import { type GitProgram } from './program';

const maxBlobBytes = 8 * 1024 * 1024;
const maxRemembered = 8;
/** Texts that are kept: questions about one file often come one after the other. */
const keptTexts = 8;

/** What reads a repository: the program, its two persistent processes, and what was read last. */
export interface Readers {
  readonly git: GitProgram;
  readonly objects: CatFile;
  readonly trees: DiffTree;
  readonly seekers: Seekers;
  /** Text of a file of a commit; `undefined` when there is none, or when it is binary or too large. */
  text(commit: string, path: string): Promise<string | undefined>;
  dispose(): void;
}

/** On the repository of `git`. */
export function readers(git: GitProgram): Readers {
  const objects = catFile(git);
  const trees = diffTree(git, objects);
  const seekers = recentSeekers();
  const texts = new Lru<string, { readonly text: string | undefined }>(keptTexts);
  return {
    git,
    objects,
    trees,
    seekers,
    async text(commit, path) {
      const name = `${commit}:${path}`;
      let known = texts.get(name);
      if (!known) {
        known = { text: await textAt(objects, commit, path) };
        texts.set(name, known);
      }
      return known.text;
    },
    dispose() {
      objects.dispose();
      trees.dispose();
      seekers.dispose();
    },
  };
}

/** The present of a repository, bare or not: one of its commits, or the files of its work tree. */
export interface Revision {
  /** What the engine may ask. With `history` false: the present files alone. */
  evidence(history: boolean): Evidence;
}

/** Full id of the commit that `name` stands for; `undefined` when there is none. */
export async function commitId(git: GitProgram, name: string): Promise<string | undefined> {
  if (/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(name)) return name;
  if (name.startsWith('-') || /[\0\n]/.test(name)) return undefined;
  const output = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  return output?.toString('latin1').trim().split('\n').pop();
}

/** Text of a file of a commit; `undefined` when there is none, or when it is binary or too large. */
export async function textAt(objects: CatFile, commit: string, path: string): Promise<string | undefined> {
  const bytes = await objects.blob(`${commit}:${path}`, maxBlobBytes);
  return bytes && decode(bytes);
}

/** `to` is a full commit id. */
export function commitRevision(reader: Readers, to: string): Revision {
  const { git, trees } = reader;
  const past = history(reader, (commit) => trees.changes(commit, to));
  let listed: Promise<readonly string[]> | undefined;
  const present: Evidence = {
    text: (path) => reader.text(to, path),
    seeker: (text, original) => reader.seekers.get(text, original),
    paths() {
      listed ??= trees.files(to).then((found) => found ?? listTree(git, to));
      return listed;
    },
    async grep(words, limit, extensions) {
      return (await grep(git, words, { commit: to, extensions }))?.slice(0, limit);
    },
  };
  return { evidence: (withHistory) => (withHistory ? { ...present, ...past } : present) };
}

/** The files on disk, uncommitted changes included. `head`: the commit that they are based on. */
export function treeRevision(reader: Readers, files: Files, head: string | undefined): Revision {
  const { git } = reader;
  const past = head === undefined ? {} : history(reader, (commit) => changesSince(git, commit));
  let listed: Promise<readonly string[]> | undefined;
  const present: Evidence = {
    async text(path) {
      try {
        return decode(Buffer.from(await files.read(path, maxBlobBytes)));
      } catch (error) {
        if (error instanceof NotesError) return undefined;
        throw error;
      }
    },
    seeker: (text, original) => reader.seekers.get(text, original),
    paths() {
      listed ??= files.listCode();
      return listed;
    },
    async grep(words, limit, extensions) {
      return (await grep(git, words, { extensions }))?.slice(0, limit);
    },
  };
  return { evidence: (withHistory) => (withHistory ? { ...present, ...past } : present) };
}

/** Renames are not asked for: what changed since leads to the file sooner than walking the history does. */
type History = Required<Pick<Evidence, 'original' | 'changes'>>;

/** What git knows of the past. `compare`: what changed since an old commit. */
function history(reader: Readers, compare: History['changes']): History {
  const deltas = new Map<string, Promise<readonly FileDelta[] | undefined>>();
  return {
    original: (commit, path) => reader.text(commit, path),
    changes(commit) {
      let known = deltas.get(commit);
      if (!known) {
        if (deltas.size >= maxRemembered) deltas.clear();
        known = compare(commit);
        deltas.set(commit, known);
      }
      return known;
    },
  };
}

/** All files of a commit, by a process of its own: the one that compares commits may have met an object that is not there. */
async function listTree(git: GitProgram, commit: string): Promise<readonly string[]> {
  const output = await git.run(['ls-tree', '-r', '-z', '--name-only', commit]);
  return output?.toString('utf8').split('\0').filter(Boolean) ?? [];
}

/** Files of the work tree that differ from a commit. */
async function changesSince(git: GitProgram, commit: string): Promise<readonly FileDelta[] | undefined> {
  const output = await git.run([
    ...['diff', '--no-ext-diff', '--no-textconv', '-z', '--no-renames', '--raw', '--no-abbrev', commit, '--'],
  ]);
  return output && parseRaw(output.toString('utf8'));
}

/** UTF-8 text, or `undefined` for what looks binary. */
function decode(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 4000).includes(0)) return undefined;
  return bytes.toString('utf8');
}
