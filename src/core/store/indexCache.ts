import { turn } from '../util/turn';
import type { Compactor } from './compact';
import type { Held } from './held';
import { packBlock, unpackBlock, type Block } from './noteRow';

/** Raised whenever what is written, or what parsing a note yields, changes: older caches are then ignored. */
const version = 3;
const magic = `decision-notes index ${version} `;
/** Notes a block: small enough to decode in one go without holding the main loop. */
const perBlock = 64;

/**
 * Encodes the index for a warm start: a line that names version and `key`, then blocks, each a line
 * `<bytes> <bytes> <digest>` followed by that many bytes of JSON and of text. Notes without a stamp or digest are left
 * out, so that they are read anew.
 */
export async function encodeIndex(key: string, notes: readonly Held[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [new TextEncoder().encode(`${magic}${JSON.stringify(key)}\n`)];
  let length = parts[0]?.length ?? 0;
  for (let at = 0; at < notes.length; at += perBlock) {
    const encoded = encodeBlock(packBlock(notes.slice(at, at + perBlock)), length);
    parts.push(...encoded);
    for (const part of encoded) length += part.length;
    if (turn.isSpent()) await turn.next();
  }
  return joined(parts);
}

/** The line before a block, and the block, which begins at a multiple of four when the line is written at `offset`. */
export function encodeBlock({ table, rows, text }: Block, offset = 0): readonly [Uint8Array, Uint8Array] {
  const encoder = new TextEncoder();
  const data = encoder.encode(JSON.stringify([table, rows]));
  const quotes = encoder.encode(text);
  const block = joined([data, quotes]);
  const line = `${data.length} ${quotes.length} ${checksum(block)}`;
  return [encoder.encode(`${line}${' '.repeat(3 - ((offset + line.length) % 4))}\n`), block];
}

/** Decodes what `encodeIndex` wrote, by file. Anything else, another version or `key`, or damage: an empty map. */
export async function decodeIndex(key: string, bytes: Uint8Array, compact: Compactor): Promise<Map<string, Held>> {
  const notes = new Map<string, Held>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = bytes.indexOf(10) + 1;
  if (decoder.decode(bytes.subarray(0, at)) !== `${magic}${JSON.stringify(key)}\n`) return notes;
  try {
    while (at < bytes.length) {
      const start = bytes.indexOf(10, at) + 1;
      const [data = 0, quotes = 0, digest] = decoder.decode(bytes.subarray(at, start)).split(' ').map(Number);
      const end = start + data + quotes;
      const block = bytes.subarray(start, end);
      if (start === 0 || block.length !== data + quotes || checksum(block) !== digest) return new Map();
      const [table, rows] = JSON.parse(decoder.decode(block.subarray(0, data))) as [Block['table'], Block['rows']];
      const text = decoder.decode(block.subarray(data));
      for (const held of unpackBlock({ table, rows, text }, compact.one)) notes.set(held.entry.file, held);
      at = end;
      if (turn.isSpent()) await turn.next();
    }
  } catch {
    // Damage that kept its digest: as good as no cache.
    return new Map();
  }
  return notes;
}

/** Four bytes at a time: damage is looked for, not malice. */
function checksum(block: Uint8Array): number {
  // Words must be aligned; a block that is not is copied.
  const { buffer, byteOffset, length } = block.byteOffset % 4 === 0 ? block : block.slice();
  const words = new Uint32Array(buffer, byteOffset, length >> 2);
  const rest = new Uint8Array(4);
  rest.set(block.subarray(words.length * 4));
  return digest(new Uint32Array(rest.buffer), digest(words, 0x811c9dc5 ^ length)) >>> 0;
}

function digest(words: Uint32Array, start: number): number {
  let sum = start;
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193) ^ (sum >>> 15);
  return sum;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
