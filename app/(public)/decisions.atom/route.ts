import { origin } from "@/lib/core/mode";
import { city } from "@/lib/core/city";
import { decisionsOn, followable, publicEntries } from "@/lib/registry/queries";
import { decisionSentence, decisionTitle, officerWords } from "../decisions/words";
import { forNow } from "../ledger/published";

const xml = (text: string): string =>
  text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The newest fifty decisions, to follow in a reader of feeds (RFC 4287): all of them, or those on a street, a part of the city, a partner or a device. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const isOfAll = searchParams.size === 0;
  const followed = isOfAll ? null : await followable(Object.fromEntries(searchParams));
  if (!isOfAll && !followed) return new Response("Ask for one street, zone, partner or device that is in the register; or for nothing, to have all decisions.\n", { status: 404, headers: { ...forNow, "content-type": "text/plain; charset=utf-8" } });
  const decisions = followed ? await decisionsOn(followed) : await publicEntries({ take: 50 });
  const self = `${origin()}/decisions.atom${followed ? `?${followed.query}` : ""}`;
  const entries = decisions.map((decision) =>
    [
      "<entry>",
      `<id>urn:uuid:${decision.id}</id>`,
      `<title>${xml(decisionTitle(decision))}</title>`,
      `<updated>${decision.at.toISOString()}</updated>`,
      `<author><name>${xml(officerWords(decision))}</name></author>`,
      `<link rel="alternate" href="${origin()}/ledger/entries/${decision.id}"/>`,
      `<link rel="related" title="Receipt" href="${origin()}/ledger/receipts/${decision.id}"/>`,
      `<summary>${xml(decisionSentence(decision))}</summary>`,
      "</entry>",
    ].join(""),
  );
  const updated = decisions[0]?.at ?? new Date(0);
  const feed = `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><id>${xml(followed ? self : `${origin()}/decisions`)}</id><title>${xml(`Decisions of ${city.name}${followed ? `: ${followed.name}` : ""}`)}</title><updated>${updated.toISOString()}</updated><link rel="self" href="${xml(self)}"/><link rel="alternate" href="${origin()}/decisions"/>${entries.join("\n")}</feed>\n`;
  return new Response(feed, { headers: { ...forNow, "content-type": "application/atom+xml; charset=utf-8" } });
}
