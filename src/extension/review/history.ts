import { heat } from '../../core/prompts/heat';
import { keepHeat, readHeat } from '../../core/prompts/heatCache';
import { updateHeat } from '../../core/prompts/updateHeat';
import { confirmationDays } from '../../core/review/queue';
import type { Root } from '../root';
import type { History } from './model';

/**
 * What git tells of a root for the queue: who was around in the last year, and how hot files are. Heat is
 * h(f) = churn · log2(1 + bytes / 40), without the share for what notes cover: every file in the queue has notes.
 * `undefined` where git cannot say.
 */
export async function readHistory(root: Root): Promise<History | undefined> {
  const authors = await root.host.git?.authors(confirmationDays);
  if (!authors) return undefined;
  const known = new Set(authors.map((author) => author.toLowerCase()));
  return { heat: await readHeatOf(root), authors: known };
}

async function readHeatOf({ core, host }: Root): Promise<History['heat']> {
  const { git, history, heatCache, clock } = host;
  const head = core.notes.all().length > 0 ? await git?.head() : undefined;
  if (!history || head === undefined) return () => 0;
  const kept = await readHeat(heatCache);
  const before = kept.head;
  const index = await updateHeat(kept, history, head);
  const sizes = await history.sizes(head);
  if (!index || !sizes) return () => 0;
  if (before !== head) await keepHeat(heatCache, index);
  const now = clock.now();
  return (path) => heat(index.churn(path, now), sizes.get(path) ?? 0);
}
