/** A function that reads each object once. */
export interface Remembered<Key extends object, Value> {
  (key: Key): Value;
  /** Notes what a reading would give, where that is known already. */
  note(key: Key, value: Value): void;
  /** Whether it was read, or noted. */
  has(key: Key): boolean;
}

/** Makes a pure function read each object once, for as long as the object lives. */
export function remember<Key extends object, Value>(read: (key: Key) => Value): Remembered<Key, Value> {
  const known = new WeakMap<Key, { readonly value: Value }>();
  const note = (key: Key, value: Value) => void known.set(key, { value });
  const reader = (key: Key) => {
    const found = known.get(key);
    if (found !== undefined) return found.value;
    const value = read(key);
    note(key, value);
    return value;
  };
  return Object.assign(reader, { note, has: (key: Key) => known.has(key) });
}
