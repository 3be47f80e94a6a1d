import type { Disposable, FilesChange, FileStamp, Finder, Host } from '../host';
import { turn } from '../util/turn';
import { Emitter } from '../util/emitter';
import { parallel } from '../util/parallel';
import type { Held } from './held';
import { NoteIndex } from './noteIndex';
import type { AnchoredNote, NoteStore, StoreChange } from './noteStore';
import { compactor } from './compact';
import { noteReader } from './noteReader';
import { noteSearch } from './search';
import { coalesce, type Round } from './sync';
import { cacheKeeper } from './cacheKeeper';

/** How many notes are read at once. */
const width = 32;
/**
 * So many changes at once are reason to look at all notes: a system's watcher can miss folders that come in a rush, and
 * then says nothing of what changes in them.
 */
const rush = 50;
/** How many are taken into the index at once. */
const perTurn = 100;

/** The store as the rest of core sees it. */
export interface InnerStore extends NoteStore {
  readonly index: NoteIndex;
  /** Says whether an anchor's code is gone from everywhere. */
  setMissing(file: string, index: number, missing: boolean): void;
  /** Says which anchors are known to have moved into the file `path`. */
  movedInto: (path: string) => readonly AnchoredNote[];
}

/** Makes the index of the notes in folders called `notesFolder`. Nothing is read or watched until somebody asks. */
export function createStore(host: Host, notesFolder: string, finder: Finder): InnerStore {
  const index = new NoteIndex();
  const changes = new Emitter<StoreChange>(host.log);
  const compact = compactor();
  const reader = noteReader(host, compact, finder);
  const search = noteSearch(index, reader);
  const cache = cacheKeeper(host, notesFolder, index, compact);
  const sync = coalesce(look);
  /** Notes of which the cache said nothing that holds together: what is read replaces it, though the file is as before. */
  const damaged = new Set<string>();
  let watcher: Disposable | undefined;
  let filled: Promise<void> | undefined;
  let disposed = false;

  const isNote = (path: string) => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    return path.endsWith('.md') && (folder === notesFolder || folder.endsWith(`/${notesFolder}`));
  };

  /** One round. Never rejects: what goes wrong with one file is that entry's problem. */
  async function look(round: Round): Promise<void> {
    const updates: [file: string, held: Held | undefined][] = [];
    const stamps = new Map<string, FileStamp | undefined>();
    for (const file of round.files) stamps.set(file, undefined);
    if (round.everything) {
      // Whoever asks has other things to do in this one.
      await turn.next();
      await addListed(stamps, updates);
    }
    const files = [...stamps];
    // Reading a note for the first time is long work by itself.
    if (files.length > rush) await turn.next();
    await parallel(files, width, async ([file, stamp]) => {
      if (disposed || (!stamp && (await isForeign(file)))) return;
      const now = stamp ?? (await stampOf(file));
      // One change can be told of several times.
      if (now && sameStamp(index.held(file)?.stamp, now)) return;
      const held = await reader.read(file, now);
      const before = index.held(file);
      const isNews = damaged.delete(file) || !held || !sameContent(before, held);
      if (isNews && (held ?? before)) updates.push([file, held]);
      else if (held && before) {
        index.restamp(file, held.stamp);
        cache.changed();
      }
    });
    await publish(updates);
  }

  /** Adds every listed file whose stamp is news to `stamps`, and every vanished one to `updates`. */
  async function addListed(stamps: Map<string, FileStamp | undefined>, updates: [string, Held | undefined][]) {
    const [listed, cached] = await Promise.all([
      host.files.listNotes(notesFolder).catch((error: unknown) => {
        host.log.error('The notes could not be listed.', error);
        return undefined;
      }),
      index.size === 0 ? cache.load(readAnew) : undefined,
    ]);
    if (!listed) return;
    const present = new Set<string>();
    const fresh = index.size === 0;
    for (const { path, stamp } of listed) {
      if (!fresh) present.add(path);
      const indexed = index.held(path);
      const held = indexed ?? cached?.get(path);
      const known = held && sameStamp(held.stamp, stamp) && !stamps.has(path);
      if (!known) stamps.set(path, stamp);
      else if (!indexed) updates.push([path, held]);
      if (turn.isSpent()) await turn.next();
    }
    if (fresh) return;
    for (const file of index.files()) if (!present.has(file) && !stamps.has(file)) updates.push([file, undefined]);
  }

  /** What the cache said of these files was nothing. Not within the call: somebody is looking at one of them. */
  function readAnew(files: readonly string[]): void {
    for (const file of files) {
      damaged.add(file);
      index.restamp(file, undefined);
    }
    void Promise.resolve().then(() => sync.request(files));
  }

  /** A listing leaves other repositories out; a watcher tells of what is written there, too. */
  async function isForeign(file: string): Promise<boolean> {
    return !index.held(file) && (await host.files.inOtherRepository(file).catch(() => false));
  }

  async function stampOf(file: string): Promise<FileStamp | undefined> {
    return host.files.stamp(file).catch(() => undefined);
  }

  /** Takes what was read into the index, in parts, and tells of it once. */
  async function publish(list: readonly (readonly [file: string, held: Held | undefined])[]): Promise<void> {
    const added: string[] = [];
    const changed = new Set<string>();
    const removed: string[] = [];
    for (let at = 0; at < list.length && !disposed; at += perTurn) {
      const change = index.apply(list.slice(at, at + perTurn));
      added.push(...change.added);
      for (const file of change.changed) changed.add(file);
      removed.push(...change.removed);
      if (turn.isSpent()) await turn.next();
    }
    // A note that was added and then found to share its id is new, no more.
    if (changed.size > 0) for (const file of added) changed.delete(file);
    const change = { added: added.sort(), changed: [...changed].sort(), removed: removed.sort() };
    // Who listens has something to do for each.
    if (turn.isSpent()) await turn.next();
    if (disposed || added.length + change.changed.length + removed.length === 0) return;
    search.invalidate(change);
    if (list.some(([, held]) => !held?.cached)) cache.changed();
    changes.fire(change);
  }

  function seen(change: FilesChange): void {
    if (change.everything) {
      void sync.request();
      return;
    }
    const notes = change.paths.filter(isNote);
    if (notes.length > 0) void sync.request(notes);
    if (change.paths.length >= rush) {
      void sync.request();
      return;
    }
    // A folder that appears, moves or goes is often told of by its own name alone.
    const others = change.paths.filter((path) => !isNote(path));
    if (others.some((path) => index.hasUnder(path))) void sync.request();
    else void lookForFolders(others.filter((path) => !path.includes('.', path.lastIndexOf('/') + 2)));
  }

  /** A name without a dot that is no file may be a folder that came with notes in it. */
  async function lookForFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (await stampOf(path)) continue;
      void sync.request();
      return;
    }
  }

  function ready(): Promise<void> {
    if (disposed) return Promise.resolve();
    watcher ??= host.files.watch(seen);
    filled ??= sync.request();
    return filled;
  }

  const store: InnerStore = {
    index,
    movedInto: () => [],
    ready,
    all: () => index.all(),
    get: (file) => index.entry(file),
    find: (reference) => index.find(reference),
    links: (file) => index.links(file),
    anchoredIn: (path) => [...index.anchoredIn(path), ...store.movedInto(path)],
    problems: () => index.problems(),
    text: (file) => reader.text(file),
    flush: () => cache.flush(),
    async search(query) {
      await ready();
      return search.find(query);
    },
    async refresh(files) {
      if (!filled) return ready();
      await sync.request(files?.filter(isNote));
    },
    onDidChange: (listener) => changes.on(listener),
    setMissing(file, at, missing) {
      if (index.setMissing(file, at, missing)) changes.fire({ added: [], changed: [file], removed: [] });
    },
    dispose() {
      disposed = true;
      watcher?.dispose();
      sync.dispose();
      cache.dispose();
      changes.dispose();
    },
  };
  return store;
}

function sameStamp(a: FileStamp | undefined, b: FileStamp | undefined): boolean {
  return a !== undefined && a.size === b?.size && a.mtime === b.mtime;
}

function sameContent(a: Held | undefined, b: Held): boolean {
  return a?.hash !== undefined && a.hash === b.hash;
}
