import { NotesError, type ErrorCode } from '../core/errors';

const meanings: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOENT: ['not-found', 'there is no such file'],
  ENOTDIR: ['not-found', 'a part of its path is a file, not a folder'],
  EEXIST: ['exists', 'a file of that name is already there'],
  EISDIR: ['io', 'it is a folder'],
  ELOOP: ['io', 'its symbolic links lead in a circle'],
  EACCES: ['read-only', 'the permission is missing'],
  EPERM: ['read-only', 'the operation is not permitted'],
  EROFS: ['read-only', 'the disk is read-only'],
  ENOSPC: ['io', 'the disk is full'],
  ENAMETOOLONG: ['io', 'its name is too long for the disk'],
  EMFILE: ['io', 'too many files are open'],
};

/** The system's code of a failed file operation, such as `ENOENT`; `''` for any other value. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Turns what `node:fs` throws into the one error class of core. `doing` completes "could not …": "read", "create". */
export function fileError(error: unknown, doing: string, file: string): NotesError {
  if (error instanceof NotesError) return error;
  const [code, why] = meanings[systemCode(error)] ?? ['io', error instanceof Error ? error.message : String(error)];
  return new NotesError(code, `Could not ${doing} ${file}: ${why}.`, { file, cause: error });
}
