/** What every file of the ledger is answered with: for anybody, from anywhere. */
const open = { "access-control-allow-origin": "*", "x-content-type-options": "nosniff" };

/** A file that never changes: whoever has it need not ask again. */
export const forEver = { ...open, "cache-control": "public, max-age=31536000, immutable" };
/** One that changes with the next entry. */
export const forNow = { ...open, "cache-control": "no-cache" };
export const plain = { "content-type": "text/plain; charset=utf-8" };

export const notThere = (words: string): Response => new Response(`${words}\n`, { status: 404, headers: { ...forNow, ...plain } });
