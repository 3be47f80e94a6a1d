import type { CacheSlot } from '../host';
import { turn } from '../util/turn';
import { HeatIndex, type HeatData } from './heat';

/** Files whose lines are written between two looks at the clock. */
const atOnce = 100;

/**
 * Reads what `keepHeat` wrote. An empty index, which reads the history anew, where there is nothing or something else.
 * A line a file, so that no step of reading or writing holds the main loop however many files there are.
 */
export async function readHeat(slot: CacheSlot | undefined): Promise<HeatIndex> {
  const bytes = await slot?.read();
  if (!bytes) return new HeatIndex();
  const [head, ...lines] = new TextDecoder().decode(bytes).split('\n');
  const files: unknown[] = [];
  for (const line of lines) {
    if (turn.isSpent()) await turn.next();
    const row = parsed(line);
    if (row === undefined) return new HeatIndex();
    files.push(row);
  }
  return HeatIndex.fromData({ ...(parsed(head ?? '') as object | undefined), files });
}

/** Keeps an index for the next session. */
export async function keepHeat(slot: CacheSlot | undefined, index: HeatIndex): Promise<void> {
  const data = index.toData();
  if (!slot || data === undefined) return;
  const { version, head, files }: HeatData = data;
  const encoder = new TextEncoder();
  const parts = [encoder.encode(JSON.stringify({ version, head }))];
  for (let at = 0; at < files.length; at += atOnce) {
    const rows = files.slice(at, at + atOnce).map((row) => `\n${JSON.stringify(row)}`);
    parts.push(encoder.encode(rows.join('')));
    if (turn.isSpent()) await turn.next();
  }
  await slot.write(parts);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Cut off, or written by something else: the history says it again.
    return undefined;
  }
}
