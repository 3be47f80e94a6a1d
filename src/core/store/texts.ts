import type { FileStamp, Host } from '../host';
import { turn } from '../util/turn';
import { hashText } from '../util/hash';
import { Lru } from '../util/lru';
import { isRacy } from './racy';

/** A file's text with a digest that differs when the text does. */
export interface DigestedText {
  readonly text: string;
  readonly digest: string;
}

/** Present texts of code files, kept while their stamps stay. */
export interface Texts {
  /** `undefined` when there is no such file, when it is too large, or when it is no text. Never rejects. */
  read(path: string): Promise<DigestedText | undefined>;
}

/** Texts are kept up to this many UTF-16 units each; of larger ones only the last. */
const keptLength = 400_000;
const keptTexts = 24;

/** Reads through the host's files. */
export function codeTexts(host: Host): Texts {
  const kept = new Lru<string, { stamp: FileStamp; content: DigestedText }>(keptTexts);
  const keptLarge = new Lru<string, { stamp: FileStamp; content: DigestedText }>(1);
  return {
    async read(path) {
      try {
        const stamp = await host.files.stamp(path);
        if (!stamp) return undefined;
        const known = kept.get(path) ?? keptLarge.get(path);
        if (known?.stamp.size === stamp.size && known.stamp.mtime === stamp.mtime) return known.content;
        const text = await decodeCode(await host.files.read(path));
        if (text === undefined) return undefined;
        const content = { text, digest: await digestText(text) };
        const list = text.length <= keptLength ? kept : keptLarge;
        if (!isRacy(stamp, host.clock.now())) list.set(path, { stamp, content });
        return content;
      } catch (error) {
        host.log.debug(`${path} was not looked at: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
    },
  };
}

/** Bytes that are decoded in one go, which takes a few milliseconds; in parts it takes twice as long, for they are joined. */
const decoded = 4_000_000;
/** Bytes of which decoding is worth a turn of its own. */
const long = 500_000;
/** UTF-16 units that are digested between two looks at the clock. */
const digested = 200_000;

/**
 * UTF-8 text without a byte order mark, decoded in parts where there is much of it; `undefined` for what looks binary,
 * as git sees it: a NUL near the start.
 */
export async function decodeCode(bytes: Uint8Array): Promise<string | undefined> {
  if (bytes.subarray(0, 8000).includes(0)) return undefined;
  if (bytes.length > long) await turn.next();
  const decoder = new TextDecoder();
  const texts: string[] = [];
  let at = 0;
  for (; at + decoded < bytes.length; at += decoded) {
    texts.push(decoder.decode(bytes.subarray(at, at + decoded), { stream: true }));
    if (turn.isSpent()) await turn.next();
  }
  texts.push(decoder.decode(bytes.subarray(at)));
  // One flat text: reading the characters of one that is made of two takes several times as long.
  return texts.length === 1 ? texts[0] : texts.join('');
}

/** A digest of the text and its length, made in parts so that a long text does not hold the main loop. */
export async function digestText(text: string): Promise<string> {
  if (text.length <= digested) return `${text.length}.${hashText(text)}`;
  const digests: number[] = [];
  for (let at = 0; at < text.length; at += digested) {
    digests.push(hashText(text, at, Math.min(text.length, at + digested)));
    if (turn.isSpent()) await turn.next();
  }
  return `${text.length}.${hashText(digests.join(' '))}`;
}
