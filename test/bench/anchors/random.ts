/** Numbers that look random and are the same in every run. */
export interface Random {
  /** From 0 to below 1. */
  unit(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
}

/** Mulberry32 by Tommy Ettinger (public domain), seeded by a number or a text. */
export function seeded(seed: number | string): Random {
  let state =
    typeof seed === 'number'
      ? seed
      : Array.from(seed).reduce((sum, char) => Math.imul(sum, 31) + char.charCodeAt(0), 7);
  const unit = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  return {
    unit,
    int,
    chance: (share) => unit() < share,
    pick: (items) => {
      if (items.length === 0) throw new Error('Nothing to pick from.');
      return items[int(0, items.length - 1)]!;
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let index = copy.length - 1; index > 0; index--) {
        const other = int(0, index);
        [copy[index], copy[other]] = [copy[other]!, copy[index]!];
      }
      return copy;
    },
  };
}
