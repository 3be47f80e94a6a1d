import { parent } from '../util/rootPath';

/**
 * A link's target that is safe to offer in an editor: http and https, a fragment, or a path that stays inside the root.
 * `undefined` for everything else: every other scheme (a command, a script, a file), absolute and network paths.
 *
 * @param file root path of the note, against which relative paths count
 */
export function safeUrl(url: string, file: string): string | undefined {
  if (url === '' || url.length > 2000 || /[\p{Cc}\u202a-\u202e\u2066-\u2069\\]/u.test(url)) return undefined;
  if (/^https?:\/\/[^/?#\s]/i.test(url)) return encode(url);
  const decoded = decode(url);
  if (decoded === undefined || /^\s|[\p{Cc}\\]|^[^/?#]*:|^\//u.test(decoded)) return undefined;
  if (/^\s*[^/?#]*:/.test(url)) return undefined;
  const [path = ''] = decoded.split(/[?#]/);
  let depth = parent(file) === '' ? 0 : parent(file).split('/').length;
  for (const segment of path.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return undefined;
  }
  return encode(url);
}

/** What stands for itself in no link's target; brackets too, since a renderer may find another link between them. */
function encode(url: string): string {
  return url
    .replace(/[\s<>"`|]/g, (char) => encodeURIComponent(char))
    .replace(/[[\]()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** `undefined` when it is not encoded properly. */
function decode(url: string): string | undefined {
  try {
    return decodeURIComponent(url);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    return undefined;
  }
}
