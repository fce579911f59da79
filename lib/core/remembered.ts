/**
 * A figure that may be a little old: computed at first use, then anew in the background once it is older than `ms`.
 * For public figures only; what depends on who asks is never remembered.
 */
export function remembered<T>(ms: number, compute: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  let renewing = false;
  return () => {
    const now = Date.now();
    if (!known) {
      const value = compute();
      known = { at: now, value };
      value.catch(() => (known = undefined));
    } else if (now - known.at > ms && !renewing) {
      renewing = true;
      compute()
        .then((value) => (known = { at: Date.now(), value: Promise.resolve(value) }))
        .catch(() => undefined)
        .finally(() => (renewing = false));
    }
    return known.value;
  };
}
