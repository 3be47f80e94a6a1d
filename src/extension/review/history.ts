import { confirmationDays } from '../../core/review/queue';
import type { Root } from '../root';
import type { History } from './model';

/** What git tells of a root for the queue: who was around in the last year. `undefined` where git cannot say. */
export async function readHistory(root: Root): Promise<History | undefined> {
  const authors = await root.host.git?.authors(confirmationDays);
  if (!authors) return undefined;
  const known = new Set(authors.map((author) => author.toLowerCase()));
  return { heat: () => 0, authors: known };
}
