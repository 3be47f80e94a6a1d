/** A note's text, read from its bytes. A byte order mark stays part of the text. */
export interface Decoded {
  readonly text: string;
  /** Set when the bytes are not UTF-8: then `text` is the best that can be shown, and must never be written back. */
  readonly fault?: { readonly line: number; readonly message: string };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; what is not UTF-8 is still made readable. Never throws. */
export function decodeNote(bytes: Uint8Array): Decoded {
  try {
    return { text: strict.decode(bytes) };
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    return decodeOther(bytes);
  }
}

function decodeOther(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  if (wide !== undefined) {
    const message = `The note is written in ${wide.toUpperCase().slice(0, 6)}. Save it as UTF-8.`;
    return { text: new TextDecoder(wide).decode(bytes), fault: { line: 1, message } };
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return {
    text,
    fault: { line: firstBadLine(bytes), message: 'This line is not valid UTF-8. Save the note as UTF-8.' },
  };
}

/** 1-based line of the first byte that is not UTF-8. Line feeds are never part of a longer character. */
function firstBadLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
      return line;
    }
    start = end;
  }
  return line;
}
