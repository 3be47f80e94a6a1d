const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** A path as git prints it, read: C-style quotes with octal bytes are undone, anything else comes back as it is. */
export function unquotePath(written: string): string {
  if (written.length < 2 || !written.startsWith('"') || !written.endsWith('"')) return written;
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (const [part, octal, letter] of written.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|[^\\]+|\\$/gsu)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8) & 255);
    else if (letter !== undefined) bytes.push(...encoder.encode(String.fromCodePoint(escapes[letter] ?? 63)));
    else for (const byte of encoder.encode(part)) bytes.push(byte);
  }
  return new TextDecoder().decode(new Uint8Array(bytes));
}
