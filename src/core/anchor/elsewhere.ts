import type { CancelSignal } from '../host';
import type { Anchor } from './anchor';
import type { Evidence, FileDelta } from './evidence';
import { isWeak, normalise } from './lines';
import { limits } from './model';
import { pastText, type Past } from './past';
import { hasStem, likeliest, likenessTo, relatives, stem } from './paths';
import { LineTable } from './lineTable';
import { PresentFile } from './present';
import { turn } from '../util/turn';
import { rank, score, type Scored } from './rank';

/** How many files are compared in full, how many are read to choose those, and how many names a search may answer. */
const mostCompared = 10;
const mostRead = 80;
/** The files with the likeliest paths are tried by themselves first: a renamed file is mostly among them. */
const firstRead = 16;
/**
 * A file with less than this part of the words, rare ones weighing more, is not compared: it never was the right one where
 * that was looked at, and half of all are such.
 */
const leastShared = 0.2;
/** From this confidence on, the files with less likely paths are not read. */
const likelyEnough = 0.95;
/** At least so many files are compared before one of them is taken for certain. */
const fewest = 3;
const grepLimit = 400;

/** How other files are looked at. */
interface Search {
  /** The recorded file is still there. */
  readonly stays: boolean;
  /** Not only the files with the likeliest paths. */
  readonly far: boolean;
}

/** Looks for the range in other present files. */
export async function elsewhere(
  anchor: Anchor,
  past: Past,
  evidence: Evidence,
  { stays, far }: Search,
  cancel?: CancelSignal,
): Promise<Scored[]> {
  const deltas = anchor.commit === undefined ? undefined : await evidence.changes?.(anchor.commit);
  const found: Scored[] = [];
  const { enough, beyondDoubt } = limits(past.complete);
  const table = new LineTable();
  const compared = new Set<string>();
  const modified = new Set(deltas?.filter((delta) => delta.kind === 'modified').map((delta) => delta.path));
  const compare = async ({ path, text }: File): Promise<void> => {
    compared.add(path);
    const before =
      anchor.commit !== undefined && modified.has(path) ? await evidence.original?.(anchor.commit, path) : undefined;
    const file = new PresentFile(path, text, table);
    await file.prepare(past);
    if (turn.isSpent()) await turn.next();
    found.push(...score(past, file, stays, before));
  };
  const renamed = stays ? undefined : evidence.renamed?.(anchor.path);
  const there = renamed === undefined ? undefined : await evidence.text(renamed);
  if (renamed !== undefined && there !== undefined) {
    await compare({ path: renamed, text: there });
    if ((rank(past, found)[0]?.confidence ?? 0) >= enough) return found;
  }
  const words = searchWords(past);
  const others = await otherPaths(anchor, evidence, deltas);
  for (const wide of far ? [false, true] : [false]) {
    const pool = wide
      ? await widened(anchor, others, words, evidence)
      : await likeliest(others, anchor.path, firstRead);
    for (const file of await candidates(anchor, pool, words, evidence, cancel)) {
      if (cancel?.aborted) return [];
      if (compared.has(file.path)) continue;
      await compare(file);
      if (compared.size >= fewest && (rank(past, found)[0]?.confidence ?? 0) >= beyondDoubt) return found;
    }
    if (others.length <= firstRead || (rank(past, found)[0]?.confidence ?? 0) >= likelyEnough) break;
  }
  if (stays || anchor.commit === undefined || (rank(past, found)[0]?.confidence ?? 0) >= enough) return found;
  // Slow, and only worth it where the words did not lead there.
  const path = await evidence.follow?.(anchor.commit, anchor.path);
  if (path === undefined || compared.has(path) || cancel?.aborted) return found;
  const text = await evidence.text(path);
  if (text !== undefined) await compare({ path, text });
  return found;
}

interface File {
  readonly path: string;
  readonly text: string;
}

/** The files that share most words with the range, and look most like its file by name. */
async function candidates(
  anchor: Anchor,
  pool: readonly string[],
  words: readonly string[],
  evidence: Evidence,
  cancel: CancelSignal | undefined,
): Promise<File[]> {
  const likeness = likenessTo(anchor.path);
  const texts = await Promise.all(cancel?.aborted ? [] : pool.map((path) => evidence.text(path)));
  const files: (File & { words: string[] })[] = [];
  for (const [index, path] of pool.entries()) {
    const text = texts[index];
    if (text !== undefined) files.push({ path, text, words: words.filter((word) => text.includes(word)) });
    if (turn.isSpent()) await turn.next();
  }
  // A word that few files have says more.
  const spread = new Map(words.map((word) => [word, files.filter((file) => file.words.includes(word)).length]));
  const rarity = (word: string): number => 1 / Math.sqrt(spread.get(word) ?? 1);
  const total = words.reduce((sum, word) => sum + (spread.get(word) ? rarity(word) : 0), 0) || 1;
  return files
    .map((file) => {
      const shared = file.words.reduce((sum, word) => sum + rarity(word), 0) / total;
      return { file, shared, score: likeness(file.path) + 2 * shared };
    })
    .sort((a, b) => b.score - a.score || (a.file.path < b.file.path ? -1 : 1))
    .slice(0, mostCompared)
    .filter(({ shared }) => words.length === 0 || shared >= leastShared)
    .map(({ file }) => file);
}

/** The paths of files where the code may be. What has not changed since cannot be where it went. */
async function otherPaths(
  anchor: Anchor,
  evidence: Evidence,
  deltas: readonly FileDelta[] | undefined,
): Promise<readonly string[]> {
  const gone = deltas?.find((delta) => delta.path === anchor.path && delta.kind === 'deleted');
  const twins = deltas?.filter((delta) => delta.kind === 'added' && delta.after === gone?.before) ?? [];
  if (twins.length > 0) return twins.map((delta) => delta.path).slice(0, firstRead);
  return deltas?.filter((delta) => delta.kind !== 'deleted').map((delta) => delta.path) ?? (await evidence.paths());
}

/** Of many paths, those whose files hold words of the range, or have the name of its file; the likeliest first. */
async function widened(
  anchor: Anchor,
  others: readonly string[],
  words: readonly string[],
  evidence: Evidence,
): Promise<readonly string[]> {
  const found = others.length <= mostRead ? undefined : await evidence.grep?.(words, grepLimit, relatives(anchor.path));
  if (!found) return likeliest(others, anchor.path, mostRead);
  const grepped = new Set(found);
  const isNamesake = hasStem(stem(anchor.path));
  return likeliest(others, anchor.path, mostRead, (path) => grepped.has(path) || isNamesake(path));
}

/** What to search the tree for: the symbol, the range's longest lines and its longest words. */
function searchWords(past: Past): string[] {
  const lines = pastText(past)
    .slice(past.start, past.end + 1)
    .map((line) => line.trim())
    .filter((line) => !isWeak(normalise(line)));
  const longest = lines
    .filter((line) => line.length > 12 && line.length <= 200)
    .sort((a, b) => b.length - a.length)
    .slice(0, 4);
  const identifiers = [...new Set(lines.join(' ').match(/[\p{L}_$][\p{L}\p{N}_$]{5,60}/gu) ?? [])]
    .sort((a, b) => b.length - a.length)
    .slice(0, 5);
  const name = past.defines ?? past.symbol ?? '';
  const simple = /\s/.test(name) ? name : (name.split(/::|\./).pop() ?? '');
  const symbol = simple.length > 3 ? simple : simple === '' ? [] : `${simple}(`;
  return [...new Set([symbol, ...longest, ...identifiers].flat())];
}
