import { realpath } from 'node:fs/promises';
import { cacheSlot } from '../../node/cacheSlot';
import { newFolders } from '../../node/newFolders';
import { nodeHost } from '../../node/nodeHost';
import type { Platform } from './platform';

/** The platform of a desktop, or of a remote machine: its disk, and its git program. */
export const nodePlatform: Platform = {
  realPath: (path) => realpath(path).catch(() => path),
  host: nodeHost,
  newFolders,
  cache: cacheSlot,
};
