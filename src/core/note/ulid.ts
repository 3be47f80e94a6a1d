const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const randomLength = 16;

/**
 * Makes a source of ULIDs (https://github.com/ulid/spec): 48 bits of time and 80 random bits, 26 characters in
 * Crockford's base 32. Ids of one source grow strictly, within a millisecond and when the clock goes back.
 *
 * @param now milliseconds since the epoch
 * @param random as many random bytes as asked for
 */
export function createIds(now: () => number, random: (length: number) => Uint8Array): () => string {
  let lastTime = -1;
  let last: number[] = [];
  return () => {
    const time = Math.max(Math.floor(now()), lastTime);
    if (time > lastTime || !increment(last)) {
      // All 80 bits used up within one millisecond: the next millisecond starts early.
      lastTime = time > lastTime ? time : lastTime + 1;
      last = Array.from(random(randomLength), (byte) => byte & 31);
    }
    return encodeTime(lastTime) + last.map((digit) => alphabet.charAt(digit)).join('');
  };
}

/** Whether a text is a ULID, in either case. */
export function isId(text: string): boolean {
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text);
}

function encodeTime(time: number): string {
  let rest = time;
  let text = '';
  for (let index = 0; index < timeLength; index++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Adds one; false when all digits were at their highest. */
function increment(digits: number[]): boolean {
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = digits[index] ?? 0;
    if (digit < 31) {
      digits[index] = digit + 1;
      return true;
    }
    digits[index] = 0;
  }
  return false;
}
