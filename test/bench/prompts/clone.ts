import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { git } from './history';

const cache = path.join('node_modules', '.cache', 'decision-notes-clones');

/** Clones a repository, bare, into the cache of this project, or finds it there; none where that fails. */
export async function cloned(address: string): Promise<string[]> {
  const name = address
    .replace(/\/+$/, '')
    .split('/')
    .slice(-2)
    .join('+')
    .replace(/[^\w.+-]/g, '_');
  const folder = path.join(cache, name);
  if (existsSync(folder)) return [folder];
  const partial = `${folder}.part`;
  mkdirSync(cache, { recursive: true });
  rmSync(partial, { recursive: true, force: true });
  try {
    await git('.', ['clone', '--quiet', '--bare', '--single-branch', '--', address, partial]);
    renameSync(partial, folder);
    return [folder];
  } catch (error) {
    console.log(`not cloned: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
