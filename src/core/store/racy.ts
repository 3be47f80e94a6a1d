import type { FileStamp } from '../host';

/**
 * Whether a file changed so shortly before `now` (milliseconds since the epoch) that a later write could leave its stamp
 * as it is: git's "racy" files. A time with a fraction of a second comes from a disk with fine times; others may count in
 * steps of two seconds.
 */
export function isRacy(stamp: FileStamp, now: number): boolean {
  const window = stamp.mtime % 1000 === 0 ? 2000 : 20;
  return now - stamp.mtime < window;
}
