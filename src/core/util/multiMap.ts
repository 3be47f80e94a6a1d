/** Keys with one value or several. Most keys have one, and then cost no set. */
export class MultiMap<K, V> {
  readonly #values = new Map<K, V | Set<V>>();

  /** All values of `key`, in the order in which they were added. */
  get(key: K): readonly V[] {
    const found = this.#values.get(key);
    if (found === undefined) return [];
    return found instanceof Set ? [...found] : [found];
  }

  keys(): IterableIterator<K> {
    return this.#values.keys();
  }

  /** How many values `key` has. */
  count(key: K): number {
    const found = this.#values.get(key);
    return found === undefined ? 0 : found instanceof Set ? found.size : 1;
  }

  /** Returns how many values `key` has now. */
  add(key: K, value: V): number {
    const found = this.#values.get(key);
    if (found instanceof Set) return found.add(value).size;
    if (found === undefined || found === value) {
      this.#values.set(key, value);
      return 1;
    }
    this.#values.set(key, new Set([found, value]));
    return 2;
  }

  delete(key: K, value: V): void {
    const found = this.#values.get(key);
    if (found instanceof Set) {
      found.delete(value);
      if (found.size === 0) this.#values.delete(key);
    } else if (found === value) this.#values.delete(key);
  }
}
