/**
 * The same work, done once for each key and remembered. From `most` keys on it forgets them all and begins again, so that
 * what is asked from outside cannot fill the memory.
 */
export function kept<Key, Value extends {}>(work: (key: Key) => Value, most: number): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = work(key);
    if (known.size >= most) known.clear();
    known.set(key, made);
    return made;
  };
}
