import type { Anchor, Location } from '../anchor/anchor';
import { locate } from '../anchor/locate';
import { recentSeekers } from '../anchor/seekers';
import { NotesError } from '../errors';
import { parseNote } from '../markdown/parseNote';
import type { CancelSignal, Finder, Host, OpenText, Reads } from '../host';
import { Lru } from '../util/lru';
import { turn } from '../util/turn';
import { keyOf } from './anchorKey';
import { evidenceSource, type RecordedEvidence } from './evidence';
import { mayHold } from './mayHold';
import { seenRenames } from './renames';
import { codeTexts, digestText, type DigestedText } from './texts';

const keptByContent = 20_000;
const keptForEditors = 2_000;

/** One that works in this thread, in short turns. */
export function createFinder(host: Host): Finder {
  const texts = codeTexts(host);
  const renames = seenRenames();
  const seekers = recentSeekers();
  const source = evidenceSource(host, texts, renames, seekers);
  /** Answers that rest on one text alone hold for ever: a branch that comes back finds them. */
  const byContent = new Lru<string, Location>(keptByContent);
  const forEditors = new Lru<string, Location>(keptForEditors);

  /** Asks the engine, unless the same text has been asked about before. */
  async function search(anchor: Anchor, recorded: RecordedEvidence, cancel?: CancelSignal): Promise<Location> {
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
    refuse(cancel);
    if (!recorded.wide && digest !== undefined) byContent.set(content, location);
    return location;
  }

  /** A note may be about a file or folder as a whole, text or not. */
  async function isThere(path: string): Promise<boolean> {
    const stamp = await host.files.stamp(path).catch(() => undefined);
    if (stamp) return true;
    return (await source.paths()).some((code) => code.startsWith(`${path}/`));
  }

  /** The first of the files that does not say what it said, and what it says now. */
  async function changedOf(reads: Reads): Promise<{ path: string; content?: DigestedText } | undefined> {
    for (const [path, digest] of reads) {
      const content = await texts.read(path);
      if (content?.digest !== digest) return content ? { path, content } : { path };
    }
    return undefined;
  }

  async function findIn(anchor: Anchor, open: DigestedText & OpenText, cancel?: CancelSignal): Promise<Location> {
    const key = `${keyOf(anchor)} ${open.path} ${open.digest}`;
    const known = forEditors.get(key);
    if (known) return known;
    const location = await search(anchor, source.record(open), cancel);
    forEditors.set(key, location);
    return location;
  }

  return {
    prepare: () => undefined,
    async find(anchor, read, cancel) {
      refuse(cancel);
      const changed = read && (await changedOf(read));
      if (read && !changed) return undefined;
      const recorded = source.record(changed?.content && { path: changed.path, ...changed.content });
      const location = await search(anchor, recorded, cancel);
      const { reads, wide } = recorded;
      const gone = location.state === 'lost' && reads.get(anchor.path) === undefined && !(await isThere(anchor.path));
      return { location, reads, wide, gone };
    },
    async findAround(open, anchors, cancel) {
      const digested = { ...open, digest: await digestText(open.text) };
      const found: Location[] = [];
      for (const anchor of anchors) {
        refuse(cancel);
        found.push(await findIn(anchor, digested, cancel));
        if (turn.isSpent()) await turn.next();
      }
      return found;
    },
    async mayHold(path, anchors) {
      const content = await texts.read(path);
      return anchors.map((anchor) => content !== undefined && mayHold(content.text, anchor));
    },
    parseNote,
    renamed(moves) {
      renames.add(moves);
      source.forget();
    },
    changed() {
      forEditors.clear();
      source.forget();
    },
    dispose: () => seekers.dispose(),
  };
}

function refuse(cancel: CancelSignal | undefined): void {
  if (cancel?.aborted) throw new NotesError('cancelled', 'The request was cancelled.');
}

function whole(anchor: Anchor): Location {
  return { path: anchor.path, state: 'exact', confidence: 1, drift: 0, reasons: ['it is there'], candidates: [] };
}
