import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { calendarFile } from "@/lib/permits/calendar-file";
import { commentsOpenOn } from "@/lib/registry/comments";
import { endingsOn, followable } from "@/lib/registry/queries";
import { forNow } from "../ledger/published";

/** When permits on a street, in a part of the city, of a partner or of a device end, and until when residents may comment there, for a calendar (RFC 5545). */
export async function GET(request: Request): Promise<Response> {
  const followed = await followable(Object.fromEntries(new URL(request.url).searchParams));
  if (!followed) return new Response("Ask for one street, zone, partner or device that is in the register.\n", { status: 404, headers: { ...forNow, "content-type": "text/plain; charset=utf-8" } });
  const [endings, open] = await Promise.all([endingsOn(followed), commentsOpenOn(followed)]);
  const asked = open.map(({ reference, title, partner, until, number }) => ({ id: `comments-${number}`, on: until, words: `Last day to say what you think: ${title}, ${partner} (${reference})`, link: `${origin()}/comments/${reference}` }));
  const dates = endings.map(({ reference, title, partner, on, code }) => ({ id: `${reference}-ends`, on, words: `Permit ends: ${title}, ${partner} (${reference})`, link: `${origin()}/devices/${code}` }));
  return new Response(calendarFile({ name: `${followed.name}, ${city.office}`, dates: [...dates, ...asked] }, new URL(origin()).hostname, new Date()), { headers: { ...forNow, "content-type": "text/calendar; charset=utf-8", "content-disposition": 'attachment; filename="permits.ics"' } });
}
