import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits until a value can be had: `probe` is asked again while it returns `undefined` or `false` or throws.
 * Rejects after `limitMs` with its last error or with `what`.
 */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = 30_000,
): Promise<T> {
  let last: unknown;
  for (const start = Date.now(); Date.now() - start < limitMs;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await wait(50);
  }
  throw new Error(`Not within ${limitMs} ms: ${what}`, { cause: last });
}
