import type { Anchor, Location } from '../anchor/anchor';
import type { CancelSignal, Disposable, FilesChange, Finder, Host } from '../host';
import { turn } from '../util/turn';
import { isUnder } from '../util/rootPath';
import { Emitter } from '../util/emitter';
import { keyOf } from './anchorKey';
import type { InnerStore } from './createStore';
import { jobs } from './jobs';
import { movedAnchors } from './movedAnchors';
import type { AnchoredNote, Locations, PlacedNote } from './noteStore';
import { placedAnchors, type Placed } from './placedAnchors';
import { seenRenames } from './renames';
import { orphanFinder } from './orphans';

/** How many notes without a place are looked at anew when a file changes. */
const reviewedLost = 200;

/** Computes places in the background, newest request first, and keeps them while what they rest on stays the same. */
export function createLocations(host: Host, store: InnerStore, finder: Finder): Locations {
  const renames = seenRenames();
  const queue = jobs(2);
  const changes = new Emitter<readonly string[] | undefined>(host.log);
  const placed = placedAnchors();
  const moved = movedAnchors(store.index);
  const told = new Set<string>();
  /** Counts every change that was seen, and those of HEAD. */
  let generation = 0;
  let epoch = 0;
  /** Counts open texts that were asked about: each is a job of its own. */
  let asked = 0;
  let head: Promise<string | undefined> | undefined;
  let watcher: Disposable | undefined;
  const orphans = orphanFinder(host, store, (anchored) => of(anchored));
  store.movedInto = (path) => {
    const renamed = renames.before(path).flatMap((earlier) => store.index.anchoredIn(earlier));
    if (renamed.length === 0) return moved.into(path);
    const both = [...moved.into(path), ...renamed];
    return both.filter(
      ({ entry, index }, at) => both.findIndex((one) => one.entry === entry && one.index === index) === at,
    );
  };

  // Where there are notes, somebody will ask for their places.
  const filled = store.onDidChange(() => {
    filled.dispose();
    finder.prepare();
  });

  function begin(): void {
    watcher ??= host.files.watch(seen);
    head ??= host.git?.head();
  }

  /** Marks what rests on these files; nothing is computed until somebody asks. */
  function seen({ everything, paths }: FilesChange): void {
    finder.changed();
    generation++;
    if (everything) {
      for (const known of placed.values()) known.fresh = false;
      changes.fire(undefined);
      orphans.look(undefined);
    } else {
      const touched = mark(placed.readFrom(paths));
      void reviewLost(paths);
      orphans.look([...paths, ...touched]);
    }
    void lookAtHead();
  }

  /** A commit, a checkout or a pull may have renamed what was looked for by its history. */
  async function lookAtHead(): Promise<void> {
    const before = head;
    const now = (head = host.git?.head());
    if ((await before) === (await now)) return;
    epoch++;
    mark(placed.wide());
  }

  /** Returns the paths where the anchors were recorded and found. */
  function mark(stale: Iterable<Placed>): ReadonlySet<string> {
    const touched = new Set<string>();
    for (const known of stale) {
      if (!known.fresh) continue;
      known.fresh = false;
      touched.add(known.anchor.path).add(known.location.path);
    }
    if (touched.size > 0) changes.fire([...touched]);
    return touched;
  }

  /** Code that was lost may turn up in a file that has just been written. */
  async function reviewLost(paths: readonly string[]): Promise<void> {
    const without = placed.lost(reviewedLost).filter(({ fresh }) => fresh);
    if (without.length === 0 || paths.length > reviewedLost) return;
    const anchors = without.map(({ anchor }) => anchor);
    for (const path of paths) {
      const may = await finder.mayHold(path, anchors);
      mark(without.filter((_, at) => may[at]));
    }
  }

  async function of(anchored: AnchoredNote, cancel?: CancelSignal): Promise<Location> {
    begin();
    const key = keyOf(anchored.anchor);
    const known = placed.get(key);
    const found = known?.fresh ? known : await queue.run(key, (signal) => place(anchored.anchor, signal), cancel);
    settle(anchored, found);
    return found.location;
  }

  async function place(anchor: Anchor, cancel: CancelSignal): Promise<Placed> {
    const key = keyOf(anchor);
    const before = placed.get(key);
    const startedIn = { epoch, generation };
    const found = await finder.find(anchor, before && restsOn(before), cancel);
    // What changed meanwhile may have touched it.
    const fresh = startedIn.generation === generation;
    if (!fresh) tell(anchor.path);
    const now = found ? { anchor, ...found, epoch: startedIn.epoch, fresh } : before;
    if (!now) throw new Error('Nothing was read before, and yet it is as it was.');
    now.fresh = fresh;
    placed.set(key, now);
    return now;
  }

  /** What must be as it was for the place to hold; `undefined` when nothing can say so. */
  function restsOn({ reads, wide, epoch: about, location, anchor }: Placed): Placed['reads'] | undefined {
    if (!anchor.lines || (wide && (about !== epoch || !location.lines))) return undefined;
    return reads;
  }

  /** Draws the conclusions from an anchor's place on disk, and tells when they are news. */
  function settle(anchored: AnchoredNote, { location, gone }: Placed): void {
    const { anchor, entry, index } = anchored;
    store.setMissing(entry.file, index, gone);
    for (const path of moved.set(anchored, location.path === anchor.path ? undefined : location.path)) tell(path);
  }

  function tell(path: string): void {
    if (told.size === 0)
      setTimeout(() => {
        const paths = [...told];
        told.clear();
        changes.fire(paths);
      });
    told.add(path);
  }

  async function inFile(path: string, text: string, cancel?: CancelSignal): Promise<readonly PlacedNote[]> {
    begin();
    orphans.begin();
    return queue.run(`${path} ${++asked}`, (signal) => placeAll(path, text, signal), cancel);
  }

  async function placeAll(path: string, text: string, cancel: CancelSignal): Promise<PlacedNote[]> {
    const anchored = store.anchoredIn(path);
    if (anchored.length === 0) return [];
    const anchors = anchored.map(({ anchor }) => anchor);
    const found = await finder.findAround({ path, text }, anchors, cancel);
    return anchored.flatMap((one, at) => {
      const location = found[at];
      return location?.path === path ? [{ ...one, location }] : [];
    });
  }

  return {
    of,
    async check(anchored) {
      const key = keyOf(anchored.anchor);
      const before = placed.get(key);
      if (before) before.fresh = false;
      const location = await of(anchored);
      if (before && placed.get(key) !== before) tell(anchored.anchor.path);
      return location;
    },
    inFile,
    known: ({ anchor }) => placed.get(keyOf(anchor))?.location,
    async survey(cancel) {
      await store.ready();
      const anchors = store.all().flatMap((entry) => store.index.anchors(entry.file));
      for (const anchored of anchors) {
        if (cancel?.aborted) return;
        await of(anchored, cancel);
        if (turn.isSpent()) await turn.next();
      }
    },
    onDidChange: (listener) => changes.on(listener),
    renamed(moves) {
      renames.add(moves);
      finder.renamed(moves);
      generation++;
      const touched = new Set<string>();
      for (const path of [...store.index.codePaths()]) {
        const now = renames.after(path) ?? path;
        const move = moves.find(({ to }) => isUnder(now, to));
        if (move)
          touched
            .add(path)
            .add(now)
            .add(move.from + now.slice(move.to.length));
      }
      if (touched.size === 0) return;
      for (const known of placed.values()) if (touched.has(known.anchor.path)) known.fresh = false;
      changes.fire([...touched]);
    },
    dispose() {
      filled.dispose();
      orphans.dispose();
      watcher?.dispose();
      queue.dispose();
      changes.dispose();
    },
  };
}
