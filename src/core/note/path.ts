/**
 * A path written in a note, as a root path: relative to the root, `/` between segments, no `.` or `..` segment.
 * A leading `./` and a trailing `/` are forgiven.
 */
export type CheckedPath =
  { readonly path: string; readonly reason?: never } | { readonly path?: never; readonly reason: string };

const control = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const longest = 4096;
/** What nothing below finds fault with: plain names, none starting with a dot. */
const usual = /^[\w+-][\w+.-]*(?:\/[\w+-][\w+.-]*)*$/;

/** Checks a path that somebody wrote. `reason` completes "The path … ": what is wrong with it, for a person. */
export function checkPath(written: string): CheckedPath {
  if (usual.test(written) && written.length <= longest) return { path: written };
  if (written === '') return { reason: 'is empty' };
  if (written.length > longest) return { reason: `is longer than ${longest} characters` };
  if (control.test(written)) return { reason: 'holds control characters' };
  if (written.includes('\\')) return { reason: 'holds a backslash; write "/" between folders, on every platform' };
  if (/^[A-Za-z]:|^[A-Za-z][\w+.-]*:\/\//.test(written)) {
    return { reason: 'is absolute; write it relative to the root of the repository' };
  }
  if (written.startsWith('/')) return { reason: 'is absolute; write it relative to the root of the repository' };
  const segments = written
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/$/, '')
    .split('/');
  for (const segment of segments) {
    if (segment === '') return { reason: 'holds an empty folder name' };
    if (leaves(segment)) return { reason: 'may not step out of its folder with "." or ".."' };
    if (isGit(segment)) return { reason: 'leads into the ".git" folder' };
  }
  return { path: segments.join('/') };
}

/** Git's own folder, in every spelling that some disk takes for it: case, ends, streams, short names, ignored characters. */
function isGit(segment: string): boolean {
  const [name = ''] = segment
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .split(':');
  return /^(?:\.git|git~\d+)[. ]*$/.test(name);
}

/** Dots, plainly or percent-encoded; Windows drops trailing dots and spaces, so `.. ` counts. */
function leaves(segment: string): boolean {
  if (!segment.includes('%')) return /^[. ]+$/.test(segment);
  const decoded = segment.replace(/%(2e|2f|5c|00|20)/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
  return decoded !== segment && /[/\\\0]|^[. ]+$/.test(decoded);
}
