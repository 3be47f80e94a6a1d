/**
 * Characters that could move a terminal's cursor, recolour it, or turn text around: controls, format characters, line
 * separators, halves of pairs, private and unassigned ones.
 */
const unsafe = /[\p{C}\u2028\u2029]/gu;

/** Text that is safe to print on a terminal: what is unsafe shows as `\u{1b}`. `kept` names what is let through. */
export function printable(text: string, kept = ''): string {
  return text.replace(unsafe, (character) =>
    kept.includes(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** JSON on one line in which every unsafe character is escaped, so that it can be shown on a terminal too. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
