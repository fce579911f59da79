/** What Next puts into a page for its own sake: its scripts, and the page's content a second time, for them. */
const script = /<script\b([^>]*)>[\s\S]*?<\/script>/g;
const scriptAhead = /<link\b[^>]*\bas="script"[^>]*>/g;
const nonce = /(<(?:link|style|script)\b[^>]*?) nonce="[^"]*"/g;

/** Scripts that belong to the page itself say so, and data is no script. */
const isOwn = (attributes: string): boolean => /\bdata-own\b/.test(attributes) || attributes.includes('type="application/ld+json"');

/**
 * A page as whoever only reads it needs it: the same markup without the framework's runtime, which weighs more than everything else on it. What the
 * page itself brings (`data-own`) stays. What people wrote cannot look like a script here, since React writes `<` as `&lt;`.
 */
export const plainPage = (html: string): string =>
  html
    .replace(script, (whole, attributes: string) => (isOwn(attributes) ? whole : ""))
    .replace(scriptAhead, "")
    .replace(nonce, "$1");
