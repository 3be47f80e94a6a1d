/** Longest slug, in characters: names stay readable and far from any file system's limit. */
const longestSlug = 60;

/** A title as part of a file name: small letters and digits of any script, `-` between words; `note` when nothing is left. */
export function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu);
  let text = '';
  for (const word of words ?? []) {
    const next = text === '' ? word : `${text}-${word}`;
    if (next.length > longestSlug) break;
    text = next;
  }
  if (text === '')
    text = Array.from(words?.[0] ?? '')
      .slice(0, longestSlug / 2)
      .join('');
  return text === '' ? 'note' : text;
}

/**
 * The file name of a new note: `2026-11-22-retry-only-idempotent-calls.md`.
 *
 * @param date `YYYY-MM-DD`; anything else is left out
 * @param attempt 1 for the name itself; from 2 on a suffix tells it from names that are taken
 */
export function newNoteFileName(date: string, title: string, attempt = 1): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}-` : '';
  return `${day}${slug(title)}${attempt > 1 ? `-${attempt}` : ''}.md`;
}
