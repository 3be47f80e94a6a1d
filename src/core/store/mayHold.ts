import type { Anchor } from '../anchor/anchor';

/**
 * Whether it is worth looking for a lost anchor's code in this text: a cheap test that lets most files go. The longest
 * line of the quote, or the symbol's name, must be in it.
 */
export function mayHold(text: string, { quote, symbol }: Anchor): boolean {
  const name = symbol?.split(/[.:#]+/).pop() ?? '';
  if (name.length > 3 && text.includes(name)) return true;
  const lines = (quote ?? '').split('\n').map((line) => line.trim());
  const longest = lines.reduce((one, other) => (other.length > one.length ? other : one), '');
  return longest.length > 8 && text.includes(longest);
}
