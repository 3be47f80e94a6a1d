import type { Piece } from './pieces';

/**
 * The first piece that should have stayed as it is and did not; `undefined` when `after` holds every fixed piece, byte
 * for byte and in order, with other text only where changeable pieces were, or when it holds all that there was and more
 * at one place.
 */
export function firstHarmed(
  pieces: readonly Piece[],
  after: string,
  mayChange: (part: string) => boolean,
): string | undefined {
  const runs: string[] = [];
  let run = '';
  for (const { part, text } of pieces) {
    if (!mayChange(part)) {
      run += text;
    } else if (run !== '' || runs.length === 0) {
      runs.push(run);
      run = '';
    }
  }
  runs.push(run);
  if (isInsertion(pieces.map(({ text }) => text).join(''), after)) return undefined;
  const [first = '', ...rest] = runs;
  const last = rest.pop();
  if (last === undefined) return 'more than one place';
  if (!after.startsWith(first)) return first;
  let at = first.length;
  for (const middle of rest) {
    const found = after.indexOf(middle, at);
    if (found < 0) return middle;
    at = found + middle.length;
  }
  return after.length - last.length >= at && after.endsWith(last) ? undefined : last;
}

function isInsertion(before: string, after: string): boolean {
  let head = 0;
  while (head < before.length && before[head] === after[head]) head++;
  return after.endsWith(before.slice(head)) && after.length >= before.length;
}
