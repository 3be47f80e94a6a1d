import { breather } from '../util/breather';
import type { Compactor } from './compact';
import type { Held } from './held';

/** Raised whenever what is written, or what parsing a note yields, changes: older caches are then ignored. */
const version = 1;
const magic = `decision-notes index ${version} `;
/** Notes a block: small enough to decode in one go without holding the main loop. */
const perBlock = 200;

type Row = readonly [
  file: string,
  size: number,
  mtime: number,
  hash: number,
  note: Held['note'] | null,
  problems: Held['problems'],
  idLine: number,
  codeLines: readonly number[],
];

/**
 * Encodes the index for a warm start: a line that names version and `key`, then blocks, each a line `<bytes> <digest>`
 * followed by that many bytes of JSON. Notes without a stamp or digest are left out, so that they are read anew.
 */
export async function encodeIndex(key: string, notes: Iterable<Held>): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [encoder.encode(`${magic}${JSON.stringify(key)}\n`)];
  const breath = breather();
  let rows: Row[] = [];
  const flush = () => {
    parts.push(...encodeBlock(rows));
    rows = [];
  };
  for (const held of notes) {
    if (!held.stamp || held.hash === undefined) continue;
    const { size, mtime } = held.stamp;
    rows.push([held.file, size, mtime, held.hash, held.note ?? null, held.problems, held.idLine, held.codeLines]);
    if (rows.length < perBlock) continue;
    flush();
    if (breath.due()) await breath.pause();
  }
  if (rows.length > 0) flush();
  return joined(parts);
}

/** The line before a block, and the block. */
export function encodeBlock(rows: unknown): [Uint8Array, Uint8Array] {
  const encoder = new TextEncoder();
  const block = encoder.encode(JSON.stringify(rows));
  return [encoder.encode(`${block.length} ${checksum(block)}\n`), block];
}

/** Decodes what `encodeIndex` wrote, by file. Anything else, another version or `key`, or damage: an empty map. */
export async function decodeIndex(key: string, bytes: Uint8Array, compact: Compactor): Promise<Map<string, Held>> {
  const notes = new Map<string, Held>();
  const decoder = new TextDecoder();
  const breath = breather();
  let at = bytes.indexOf(10) + 1;
  if (decoder.decode(bytes.subarray(0, at)) !== `${magic}${JSON.stringify(key)}\n`) return notes;
  try {
    while (at < bytes.length) {
      const headEnd = bytes.indexOf(10, at);
      const [size, digest] = decoder.decode(bytes.subarray(at, headEnd)).split(' ').map(Number);
      const block = bytes.subarray(headEnd + 1, headEnd + 1 + (size ?? 0));
      if (headEnd < 0 || block.length !== size || checksum(block) !== digest) return new Map();
      for (const row of JSON.parse(decoder.decode(block)) as Row[]) {
        const [file, length, mtime, hash, note, problems, idLine, codeLines] = row;
        if (!Array.isArray(problems) || !Array.isArray(codeLines)) return new Map();
        const stamp = { size: length, mtime };
        const read = note ? compact.share(note) : undefined;
        notes.set(file, { file, note: read, problems, idLine, codeLines, stamp, hash, cached: true });
      }
      at = headEnd + 1 + size;
      if (breath.due()) await breath.pause();
    }
  } catch {
    // Damage that kept its digest: as good as no cache.
    return new Map();
  }
  return notes;
}

/** Four bytes at a time: damage is looked for, not malice. */
function checksum(block: Uint8Array): number {
  // A copy of its own, because words must be aligned and a buffer's `slice` may be no copy.
  const words = new Uint32Array(new Uint8Array(block.subarray(0, block.length - (block.length % 4))).buffer);
  let sum = 0x811c9dc5;
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193) ^ (sum >>> 15);
  for (const byte of block.subarray(words.length * 4)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
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
