import type { Disposable } from '../host';
import { after } from '../util/after';
import { Lru } from '../util/lru';
import { Seeker } from './locateInText';

/** Seekers by text, so that many notes of one file share what was worked out for the first. */
export interface Seekers extends Disposable {
  /** One string for all that say the same: comparing two long ones takes milliseconds. `digest`: of the text. */
  one(text: string, digest: string): string;
  get(text: string, original: string | undefined): Seeker;
}

const kept = 4;
/** A long file's table takes memory: it goes when nobody has asked for so long. */
const idleMs = 5000;

/** Keeps the last few for a while. */
export function recentSeekers(): Seekers {
  const recent = new Lru<string, { text: string; original: string | undefined; seeker: Seeker }>(kept);
  const texts = new Lru<string, string>(kept);
  let idle: Disposable | undefined;

  function clear(): void {
    recent.clear();
    texts.clear();
  }

  function touch(): void {
    idle?.dispose();
    idle = after(idleMs, clear);
  }

  return {
    one(text, digest) {
      touch();
      const known = texts.get(digest);
      if (known === undefined) texts.set(digest, text);
      return known ?? text;
    },
    get(text, original) {
      touch();
      const key = `${text.length} ${original?.length ?? ''}`;
      const known = recent.get(key);
      if (known?.text === text && known.original === original) return known.seeker;
      const seeker = new Seeker(text, original);
      recent.set(key, { text, original, seeker });
      return seeker;
    },
    dispose() {
      idle?.dispose();
      clear();
    },
  };
}
