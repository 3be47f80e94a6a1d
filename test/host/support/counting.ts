import { ChildProcess } from 'node:child_process';
import type { Logger } from '../../../src/core/index';
import { nodePlatform } from '../../../src/extension/host/nodePlatform';
import type { Platform } from '../../../src/extension/host/platform';
import { nodeHost } from '../../../src/node/nodeHost';

/** How often each was done. */
export interface Counts {
  /** Files read, notes and code. */
  read: number;
  /** Files looked at without reading. */
  stamp: number;
  /** Listings of all notes. */
  listNotes: number;
  /** Listings of all code. */
  listCode: number;
}

/** The extension's platform on this machine, with what its hosts do counted: all of it in this thread. */
export function countingPlatform(): { makePlatform: (log: Logger) => Platform; counts: Counts } {
  const counts: Counts = { read: 0, stamp: 0, listNotes: 0, listCode: 0 };
  const makePlatform = (log: Logger): Platform => ({
    ...nodePlatform(log),
    async host(root) {
      const host = await nodeHost(root);
      const { files } = host;
      return {
        ...host,
        files: {
          ...files,
          read(path, maxBytes) {
            counts.read++;
            return files.read(path, maxBytes);
          },
          readNow(path, stamp) {
            const bytes = files.readNow?.(path, stamp);
            if (bytes) counts.read++;
            return bytes;
          },
          stamp(path) {
            counts.stamp++;
            return files.stamp(path);
          },
          listNotes(name, cancel) {
            counts.listNotes++;
            return files.listNotes(name, cancel);
          },
          listCode(cancel) {
            counts.listCode++;
            return files.listCode(cancel);
          },
        },
      };
    },
  });
  return { makePlatform, counts };
}

/**
 * Counts the git processes that any copy of the extension starts in this extension host, the installed one included, by
 * an option that git's own extension does not use.
 */
export function countGit(): { readonly started: readonly string[]; dispose(): void } {
  const started: string[] = [];
  const prototype = ChildProcess.prototype as unknown as { spawn: (options: { args?: readonly string[] }) => unknown };
  const original = prototype.spawn;
  prototype.spawn = function (this: unknown, options) {
    if (options.args?.includes('grep.fallbackToNoIndex=false')) {
      const settings = options.args.lastIndexOf('-c');
      started.push(options.args.slice(settings + 2).join(' '));
    }
    return original.call(this, options);
  };
  return { started, dispose: () => (prototype.spawn = original) };
}
