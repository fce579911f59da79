import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";

const halfAYear = 183 * 86_400_000;

/** Whom to tell of a hole in the portal (RFC 9116). */
export function GET(): Response {
  const until = new Date(Math.ceil(Date.now() / halfAYear) * halfAYear + halfAYear);
  return new Response(`Contact: mailto:${city.mail}\nExpires: ${until.toISOString()}\nPreferred-Languages: en, es\nCanonical: ${origin()}/.well-known/security.txt\n`, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" } });
}
