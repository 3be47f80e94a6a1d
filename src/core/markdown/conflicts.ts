/** Offset of the first line that starts a merge conflict, with its other two marks below it; -1 when there is none. */
export function findConflict(text: string): number {
  const found = text.startsWith('<<<<<<<') ? 0 : text.indexOf('\n<<<<<<<');
  if (found < 0) return -1;
  const middle = text.indexOf('\n=======', found);
  if (middle < 0 || !text.includes('\n>>>>>>>', middle)) return -1;
  return text.charAt(found) === '\n' ? found + 1 : found;
}

/**
 * Front matter without its merge conflicts: both sides of each become blank lines, and so does all of the entry that a
 * conflict cuts through, for neither side may be guessed. Keeps the count of lines. `undefined` when there are none.
 */
export function blankConflicts(matter: string): string | undefined {
  if (findConflict(matter) < 0) return undefined;
  const lines = matter.split('\n');
  const drop = new Set<number>();
  let inside = false;
  lines.forEach((line, index) => {
    if (line.startsWith('<<<<<<<')) {
      inside = true;
      if (/^[ \t-]/.test(lines[index + 1] ?? '')) dropUp(lines, index - 1, drop);
    }
    if (inside) drop.add(index);
    if (line.startsWith('>>>>>>>')) {
      inside = false;
      dropDown(lines, index + 1, drop);
    }
  });
  return lines.map((line, index) => (drop.has(index) ? '' : line)).join('\n');
}

function dropUp(lines: readonly string[], from: number, drop: Set<number>): void {
  for (let index = from; index >= 0; index--) {
    drop.add(index);
    if (/^[^\s#-]/.test(lines[index] ?? '')) return;
  }
}

function dropDown(lines: readonly string[], from: number, drop: Set<number>): void {
  for (let index = from; index < lines.length && !/^[^\s#-]/.test(lines[index] ?? ''); index++) drop.add(index);
}
