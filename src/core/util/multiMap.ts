/** Keys with one value or several. Most keys have one, and then cost no set. */
export class MultiMap<K, V> {
  readonly #values = new Map<K, V | Set<V>>();

  /** All values of `key`, in the order in which they were added. */
  get(key: K): readonly V[] {
    const found = this.#values.get(key);
    if (found === undefined) return [];
    return found instanceof Set ? [...found] : [found];
  }

  add(key: K, value: V): void {
    const found = this.#values.get(key);
    if (found === undefined) this.#values.set(key, value);
    else if (found instanceof Set) found.add(value);
    else if (found !== value) this.#values.set(key, new Set([found, value]));
  }

  delete(key: K, value: V): void {
    const found = this.#values.get(key);
    if (found instanceof Set) {
      found.delete(value);
      if (found.size === 0) this.#values.delete(key);
    } else if (found === value) this.#values.delete(key);
  }
}
