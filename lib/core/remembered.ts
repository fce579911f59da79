import { onForget } from "@/lib/core/process-memory";

/**
 * A figure that may be a little old: computed at first use, then anew in the background once it is older than `ms`.
 * For public figures only; what depends on who asks is never remembered.
 */
export function remembered<T>(ms: number, compute: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  let renewing = false;
  onForget(() => (known = undefined));
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

/**
 * A figure that is as new as what it is made of: computed at first use, and anew once `mark` is another. Whoever asks meanwhile waits for the same one.
 * For public figures only.
 */
export function rememberedWhile<T>(mark: () => Promise<string>, compute: () => Promise<T>): () => Promise<T> {
  let known: { mark: string; value: Promise<T> } | undefined;
  onForget(() => (known = undefined));
  return async () => {
    const now = await mark();
    if (known?.mark !== now) {
      const begun = { mark: now, value: compute() };
      known = begun;
      // What failed is asked for anew by the next.
      begun.value.catch(() => {
        if (known === begun) known = undefined;
      });
    }
    return known.value;
  };
}
