import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable, Logger } from '../../core/index';
import { createFinder } from '../../core/store/finder';
import { cacheSlot } from '../../node/cacheSlot';
import { FinderThread } from '../../node/finderThread';
import { newFolders } from '../../node/newFolders';
import { nodeHost } from '../../node/nodeHost';
import type { Platform } from './platform';

/**
 * The platform of a desktop, or of a remote machine: its disk, its git program, and a thread beside the extension
 * host's. `bundles`: the folder that the thread's code is in.
 */
export function nodePlatform(log: Logger, bundles = __dirname): Platform & Disposable {
  const thread = new FinderThread(join(bundles, 'finder.js'), log);
  return {
    realPath: (path) => realpath(path).catch(() => path),
    async host(root) {
      const host = await nodeHost(root);
      const { root: top, folders, notesFolder, trusted } = root;
      const finder = thread.open({ root: top, folders, notesFolder, trusted }, () => createFinder(host));
      return { ...host, finder };
    },
    newFolders,
    cache: cacheSlot,
    dispose: () => thread.dispose(),
  };
}
