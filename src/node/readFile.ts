import { close, closeSync, constants, fstat, fstatSync, open, openSync, read, readSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import { NotesError } from '../core/errors';

/** The last segment may not be a link; NONBLOCK so that a pipe in the tree cannot hang the reader. */
const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOFOLLOW);

const openFile = promisify(open);
const statFile = promisify<number, Stats>(fstat);
const closeFile = promisify(close);

/** Content of the regular file `at`, called `path` in messages. Throws NotesError, or what `node:fs` throws. */
export async function readWhole(at: string, path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await openFile(at, flags);
  try {
    const buffer = makeBuffer(await statFile(handle), path, maxBytes);
    let length = 0;
    for (;;) {
      const count = await readChunk(handle, buffer, length);
      length += count;
      if (count === 0 || length >= buffer.length - 1) break;
    }
    return whole(buffer, length, path);
  } finally {
    await closeFile(handle);
  }
}

/** The same at once. */
export function readWholeSync(at: string, path: string, maxBytes: number): Uint8Array {
  const handle = openSync(at, flags);
  try {
    const buffer = makeBuffer(fstatSync(handle), path, maxBytes);
    let length = 0;
    for (;;) {
      const count = readSync(handle, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0 || length >= buffer.length - 1) break;
    }
    return whole(buffer, length, path);
  } finally {
    closeSync(handle);
  }
}

/**
 * Reads a file that was listed as a regular one of `size` bytes into `room`, which must be longer; answers the part that
 * it fills. `undefined` when it cannot be read or is not of that size.
 */
export function readExpected(at: string, size: number, room: Buffer): Uint8Array | undefined {
  try {
    const handle = openSync(at, flags);
    try {
      return readSync(handle, room, 0, room.length, null) === size ? room.subarray(0, size) : undefined;
    } finally {
      closeSync(handle);
    }
  } catch {
    // Gone, a link, forbidden: whoever reads it the other way is told.
    return undefined;
  }
}

/** Room for one byte more than expected, so that a file which grew meanwhile shows. */
function makeBuffer(stat: Stats, path: string, maxBytes: number): Buffer {
  if (!stat.isFile()) throw new NotesError('io', `Could not read ${path}: it is not a regular file.`, { file: path });
  if (stat.size > maxBytes) {
    const limit = `${Math.floor(maxBytes / 1024)} KiB`;
    throw new NotesError('too-large', `${path} is larger than ${limit}, so it is not read.`, { file: path });
  }
  return Buffer.allocUnsafe(stat.size + 1);
}

function whole(buffer: Buffer, length: number, path: string): Uint8Array {
  if (length < buffer.length) return buffer.subarray(0, length);
  throw new NotesError('changed-on-disk', `${path} grew while it was read. Try again.`, { file: path });
}

function readChunk(handle: number, buffer: Buffer, offset: number): Promise<number> {
  return new Promise((resolve, reject) => {
    read(handle, buffer, offset, buffer.length - offset, null, (error, count) => {
      if (error) reject(error);
      else resolve(count);
    });
  });
}
