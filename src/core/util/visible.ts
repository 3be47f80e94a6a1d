/** A text for a message: what would steer a terminal, turn text around or hide shows as `\ufffd`. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, '\ufffd');
}
