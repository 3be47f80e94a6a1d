import type { CancelSignal } from '../host';
import type { Anchor, Location } from './anchor';
import { answer, lost, whole } from './answer';
import { elsewhere } from './elsewhere';
import type { Evidence } from './evidence';
import { pastOf, Seeker } from './locateInText';
import type { Past } from './past';
import type { PresentFile } from './present';
import { rank, score, type Ranked } from './rank';
import { turn } from '../util/turn';

/** From this confidence on, what was found in the recorded file is taken without looking at other files. */
const enough = 0.93;
/**
 * From this confidence on, only the files with the likeliest paths are looked at besides: of the places in public histories
 * whose own file said as much, none was in another file.
 */
const likely = 0.7;

/**
 * Finds where an anchor's code is now. Asks for as little as it can: the file itself first, then other files. Never
 * throws on what the evidence says; rejects only when the evidence itself does.
 */
export async function locate(anchor: Anchor, evidence: Evidence, cancel?: CancelSignal): Promise<Location> {
  const [text, original] = await Promise.all([
    evidence.text(anchor.path),
    anchor.commit === undefined ? undefined : evidence.original?.(anchor.commit, anchor.path),
  ]);
  if (!anchor.lines) return text === undefined ? lost(anchor, 'the file is gone') : whole(anchor);
  const seeker = text === undefined ? undefined : (evidence.seeker?.(text, original) ?? new Seeker(text, original));
  if (turn.isSpent()) await turn.next();
  const beside = seeker?.beside(anchor);
  if (beside) return beside;
  await seeker?.prepare(anchor.path);
  const quick = seeker?.quick(anchor) ?? seeker?.near(anchor);
  if (quick) return quick;
  const part = seeker?.part(anchor);
  const sought = part?.anchor ?? anchor;
  const past = pastOf(sought, part ?? { original });
  if (!past) return lost(anchor, 'the note quotes no code');
  await part?.file.prepare(past);
  const location = answer(sought, past, await rankedPlaces(sought, past, evidence, part?.file, cancel));
  return part?.whole(location) ?? location;
}

/** All places that are anything like it, best first. `file`: the recorded file, if it is still there. */
export async function rankedPlaces(
  anchor: Anchor,
  past: Past,
  evidence: Evidence,
  file: PresentFile | undefined,
  cancel?: CancelSignal,
): Promise<Ranked[]> {
  const here = file ? score(past, file, true) : [];
  const ranked = rank(past, here);
  const confidence = ranked[0]?.confidence ?? 0;
  if (confidence >= enough || cancel?.aborted) return ranked;
  const there = await elsewhere(
    anchor,
    past,
    evidence,
    { stays: file !== undefined, far: confidence < likely },
    cancel,
  );
  return rank(past, [...here, ...there]);
}
