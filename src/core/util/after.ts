import type { Disposable } from '../host';

/** Calls `call` once after `milliseconds`, unless disposed before. */
export function after(milliseconds: number, call: () => void): Disposable {
  const handle = setTimeout(call, milliseconds);
  return { dispose: () => clearTimeout(handle) };
}
