import type { Anchor, Location } from '../anchor/anchor';
import { locate } from '../anchor/locate';
import { recentSeekers } from '../anchor/seekers';
import { NotesError } from '../errors';
import type { CancelSignal, Disposable, FilesChange, Host } from '../host';
import { turn } from '../util/turn';
import { isUnder } from '../util/rootPath';
import { Emitter } from '../util/emitter';
import { hashText } from '../util/hash';
import { Lru } from '../util/lru';
import type { InnerStore } from './createStore';
import { evidenceSource, type RecordedEvidence } from './evidence';
import { jobs } from './jobs';
import { movedAnchors } from './movedAnchors';
import type { AnchoredNote, Locations, PlacedNote } from './noteStore';
import { placedAnchors, type Placed } from './placedAnchors';
import { seenRenames } from './renames';
import { codeTexts, digestText, type DigestedText } from './texts';
import { mayHold } from './mayHold';
import { orphanFinder } from './orphans';

const keptByContent = 20_000;
const keptForEditors = 2_000;
/** How many notes without a place are looked at anew when a file changes. */
const reviewedLost = 200;

/** Computes places in the background, newest request first, and keeps them while what they rest on stays the same. */
export function createLocations(host: Host, store: InnerStore): Locations {
  const texts = codeTexts(host);
  const renames = seenRenames();
  const seekers = recentSeekers();
  const source = evidenceSource(host, texts, renames, seekers);
  const queue = jobs(2);
  const changes = new Emitter<readonly string[] | undefined>(host.log);
  const placed = placedAnchors();
  /** Answers that rest on one text alone hold for ever: a branch that comes back finds them. */
  const byContent = new Lru<string, Location>(keptByContent);
  const forEditors = new Lru<string, Location>(keptForEditors);
  const moved = movedAnchors(store.index);
  const told = new Set<string>();
  /** Counts every change that was seen, and those of HEAD. */
  let generation = 0;
  let epoch = 0;
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

  function begin(): void {
    watcher ??= host.files.watch(seen);
    head ??= host.git?.head();
  }

  /** Marks what rests on these files; nothing is computed until somebody asks. */
  function seen({ everything, paths }: FilesChange): void {
    forEditors.clear();
    source.forget();
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
    for (const path of paths) {
      const content = await texts.read(path);
      if (!content) continue;
      mark(without.filter(({ anchor }) => mayHold(content.text, anchor)));
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
    if (before && (await stillHolds(before))) {
      before.fresh = true;
      return before;
    }
    const recorded = source.record();
    const startedIn = { epoch, generation };
    const location = await search(anchor, recorded, cancel);
    if (cancel.aborted) throw new NotesError('cancelled', 'The request was cancelled.');
    const { reads, wide } = recorded;
    const fresh = startedIn.generation === generation;
    const gone = location.state === 'lost' && reads.get(anchor.path) === undefined && !(await isThere(anchor.path));
    const now: Placed = { anchor, location, reads, wide, gone, epoch: startedIn.epoch, fresh };
    placed.set(key, now);
    // What changed meanwhile may have touched it.
    if (!fresh) tell(anchor.path);
    return now;
  }

  async function stillHolds({ reads, wide, epoch: about, location, anchor }: Placed): Promise<boolean> {
    if (!anchor.lines || (wide && (about !== epoch || !location.lines))) return false;
    for (const [path, digest] of reads) if ((await texts.read(path))?.digest !== digest) return false;
    return true;
  }

  /** Asks the engine, unless the same text has been asked about before. */
  async function search(anchor: Anchor, recorded: RecordedEvidence, cancel: CancelSignal): Promise<Location> {
    if (!anchor.lines) {
      if (await isThere(anchor.path)) return whole(anchor);
      const now = renames.after(anchor.path);
      if (now !== undefined && (await isThere(now))) return { ...whole(anchor), path: now, state: 'moved' };
    }
    await recorded.evidence.text(anchor.path);
    const digest = recorded.reads.get(anchor.path);
    const content = `${keyOf(anchor)} ${digest ?? ''}`;
    const known = digest === undefined ? undefined : byContent.get(content);
    if (known) return known;
    const location = await locate(anchor, recorded.evidence, cancel);
    if (!recorded.wide && digest !== undefined && !cancel.aborted) byContent.set(content, location);
    return location;
  }

  /** A note may be about a file or folder as a whole, text or not. */
  async function isThere(path: string): Promise<boolean> {
    const stamp = await host.files.stamp(path).catch(() => undefined);
    if (stamp) return true;
    return (await source.paths()).some((code) => code.startsWith(`${path}/`));
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
    const open = { path, text, digest: await digestText(text) };
    return queue.run(`${path} ${open.digest} ${generation}`, (signal) => placeAll(open, signal), cancel);
  }

  async function placeAll(open: DigestedText & { path: string }, cancel: CancelSignal): Promise<PlacedNote[]> {
    const found: PlacedNote[] = [];
    for (const anchored of store.anchoredIn(open.path)) {
      if (cancel.aborted) break;
      const location = await placeOpen(anchored.anchor, open, cancel);
      if (location.path === open.path) found.push({ ...anchored, location });
      if (turn.isSpent()) await turn.next();
    }
    return found;
  }

  async function placeOpen(
    anchor: Anchor,
    open: DigestedText & { path: string },
    cancel: CancelSignal,
  ): Promise<Location> {
    const key = `${keyOf(anchor)} ${open.path} ${open.digest}`;
    const known = forEditors.get(key);
    if (known) return known;
    const location = await search(anchor, source.record(open), cancel);
    if (!cancel.aborted) forEditors.set(key, location);
    return location;
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
      source.forget();
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
      forEditors.clear();
      changes.fire([...touched]);
    },
    dispose() {
      orphans.dispose();
      seekers.dispose();
      watcher?.dispose();
      queue.dispose();
      changes.dispose();
    },
  };
}

const keys = new WeakMap<Anchor, string>();

/** Anchors that say the same have the same key. */
function keyOf(anchor: Anchor): string {
  let key = keys.get(anchor);
  if (key === undefined) {
    key = hashText(JSON.stringify(anchor)).toString(36);
    keys.set(anchor, key);
  }
  return key;
}

function whole(anchor: Anchor): Location {
  return { path: anchor.path, state: 'exact', confidence: 1, drift: 0, reasons: ['it is there'], candidates: [] };
}
