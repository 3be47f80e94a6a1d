const longest = 200;

/** One line of plain text: no markdown marks, no control characters or bidirectional overrides, spaces collapsed. */
export function plainLine(markdown: string): string {
  let text = markdown.slice(0, 4 * longest);
  if (/[[\]`*_<\\]/.test(text)) {
    text = text
      .replace(/!?\[([^[\]]*)\](?:\([^()]*\)|\[[^[\]]*\])/g, '$1')
      .replace(/(?<!\\)<\/?[A-Za-z][^<>]*>/g, '')
      .replace(/`+([^`]*)`+/g, '$1')
      .replace(/(\*\*|__)(?=\S)([^*_]+)\1/g, '$2')
      .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)([^*_]+)\1(?![\p{L}\p{N}])/gu, '$2')
      .replace(/\\([!-/:-@[-`{-~])/g, '$1');
  }
  text = text.replace(invisible, ' ').replace(/\s+/g, ' ').trim();
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}

/** Control characters, bidirectional overrides, and characters that hide what follows them. */
const invisible = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+/gu;
