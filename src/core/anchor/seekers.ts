import type { Disposable } from '../host';
import { after } from '../util/after';
import { Lru } from '../util/lru';
import { Seeker } from './locateInText';

/** Seekers by text, so that many notes of one file share what was worked out for the first. */
export interface Seekers extends Disposable {
  get(text: string, original: string | undefined): Seeker;
}

const kept = 4;
/** A long file's table takes memory: it goes when nobody has asked for so long. */
const idleMs = 5000;

/** Keeps the last few for a while. */
export function recentSeekers(): Seekers {
  const recent = new Lru<string, { text: string; original: string | undefined; seeker: Seeker }>(kept);
  let idle: Disposable | undefined;
  return {
    get(text, original) {
      idle?.dispose();
      idle = after(idleMs, () => recent.clear());
      const key = `${text.length} ${original?.length ?? ''}`;
      const known = recent.get(key);
      if (known?.text === text && known.original === original) return known.seeker;
      const seeker = new Seeker(text, original);
      recent.set(key, { text, original, seeker });
      return seeker;
    },
    dispose() {
      idle?.dispose();
      recent.clear();
    },
  };
}
