import { turn } from '../util/turn';
import type { Compactor } from './compact';
import type { Held } from './held';
import { unpackBlock, wholeBlock, type Contents, type RawBlock } from './cachedHeld';
import { packBlock, type Block } from './noteRow';

/** Raised whenever what is written, or what parsing a note yields, changes: older caches are then ignored. */
const version = 6;
const magic = `decision-notes index ${version} `;
/** Notes a block: small enough to decode in one go without holding the main loop. */
const perBlock = 64;

/**
 * Encodes the index for a warm start: a line that names version and `key`, then blocks, each a line
 * `<bytes> <bytes> <bytes> <bytes> <digest>` followed by that many bytes of JSON for the rows, of JSON for what lists
 * ask, of JSON for what else the notes say, and of text. Notes without a stamp or digest are left out, so that they are read anew.
 */
export async function encodeIndex(key: string, notes: readonly Held[]): Promise<readonly Uint8Array[]> {
  const parts: Uint8Array[] = [new TextEncoder().encode(`${magic}${JSON.stringify(key)}\n`)];
  let length = parts[0]?.length ?? 0;
  for (let at = 0; at < notes.length;) {
    const whole = wholeBlock(notes, at);
    const end = whole ? at + whole.count : endOfNew(notes, at);
    const raw = whole?.raw ?? encodeBlock(packBlock(notes.slice(at, end)));
    const line = lineOf(raw, length);
    parts.push(line, raw.bytes);
    length += line.length + raw.bytes.length;
    at = end;
    if (turn.isSpent()) await turn.next();
  }
  return parts;
}

/** Where the block ends that begins at `at` and has to be made. */
function endOfNew(notes: readonly Held[], at: number): number {
  let end = at + 1;
  while (end < notes.length && end - at < perBlock && !wholeBlock(notes, end)) end++;
  return end;
}

/** A block's bytes, and what the line before it says of them. */
export function encodeBlock({ rows, briefs, table, notes, text }: Block): RawBlock {
  const encoder = new TextEncoder();
  const [one, two, three] = [rows, briefs, [table, notes]].map((part) => encoder.encode(JSON.stringify(part))) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const four = encoder.encode(text);
  const bytes = joined([one, two, three, four]);
  return { lengths: [one.length, two.length, three.length, four.length], digest: checksum(bytes), bytes };
}

/** The line before a block, which then begins at a multiple of four when the line is written at `offset`. */
export function lineOf({ lengths, digest }: RawBlock, offset: number): Uint8Array {
  const line = `${lengths.join(' ')} ${digest}`;
  return new TextEncoder().encode(`${line}${' '.repeat(3 - ((offset + line.length) % 4))}\n`);
}

/**
 * Decodes what `encodeIndex` wrote, by file. Anything else, another version or `key`, or damage: an empty map. What notes
 * say is decoded when somebody asks; damage that kept its digest shows only then, and `damaged` hears of it.
 */
export async function decodeIndex(
  key: string,
  bytes: Uint8Array,
  compact: Compactor,
  damaged: (files: readonly string[]) => void,
): Promise<Map<string, Held>> {
  const known = new Map<string, Held>();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let at = bytes.indexOf(10) + 1;
  if (decoder.decode(bytes.subarray(0, at)) !== `${magic}${JSON.stringify(key)}\n`) return known;
  try {
    while (at < bytes.length) {
      const start = bytes.indexOf(10, at) + 1;
      const line = decoder.decode(bytes.subarray(at, start)).split(' ').map(Number);
      const [rows = 0, briefs = 0, data = 0, text = 0, digest] = line;
      const whole = rows + briefs + data + text;
      const end = start + whole;
      const block = bytes.subarray(start, end);
      if (start === 0 || block.length !== whole || checksum(block) !== digest) return new Map();
      const json = (from: number, length: number): unknown =>
        JSON.parse(decoder.decode(block.subarray(from, from + length)));
      const contents: Contents = {
        briefs: () => json(rows, briefs),
        notes() {
          const [table, notes] = json(rows + briefs, data) as [Block['table'], Block['notes']];
          return { table, notes, text: decoder.decode(block.subarray(rows + briefs + data)) };
        },
      };
      const row = json(0, rows);
      const raw: RawBlock = { lengths: [rows, briefs, data, text], digest, bytes: block };
      for (const held of unpackBlock(raw, row, contents, compact.one, damaged)) known.set(held.entry.file, held);
      at = end;
      if (turn.isSpent()) await turn.next();
    }
  } catch {
    // Damage that kept its digest: as good as no cache.
    return new Map();
  }
  return known;
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
