/**
 * A 53-bit digest of bytes, for telling whether content changed. Two lanes of FNV-1a (Fowler, Noll, Vo), the second one
 * over bytes with another offset, joined. Not for keeping secrets: whoever wants two equal digests can make them.
 */
export function hashBytes(bytes: Uint8Array): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 15);
  }
  return join(a, b);
}

/** The same for text, or a part of it, over its UTF-16 units. */
export function hashText(text: string, from = 0, to = text.length): number {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15);
  }
  return join(a, b);
}

function join(a: number, b: number): number {
  return (b >>> 11) * 2 ** 32 + (a >>> 0);
}
