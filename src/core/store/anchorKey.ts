import type { Anchor } from '../anchor/anchor';
import { hashText } from '../util/hash';

const keys = new WeakMap<Anchor, string>();

/** Anchors that say the same have the same key. */
export function keyOf(anchor: Anchor): string {
  let key = keys.get(anchor);
  if (key === undefined) {
    key = hashText(JSON.stringify(anchor)).toString(36);
    keys.set(anchor, key);
  }
  return key;
}
