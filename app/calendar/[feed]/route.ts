import { origin } from "@/lib/core/mode";
import { calendarFile } from "@/lib/permits/calendar-file";
import { datesBehind } from "@/lib/permits/dates";

/** A person's dates, for a calendar that cannot sign in. Whoever has no address of theirs learns nothing, not even whether there is one. */
export async function GET(_: Request, { params }: RouteContext<"/calendar/[feed]">) {
  const { feed } = await params;
  const now = new Date();
  const found = feed.length < 200 && feed.endsWith(".ics") ? await datesBehind(feed.slice(0, -4), now) : null;
  if (!found) return new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" } });
  return new Response(calendarFile(found, new URL(origin()).hostname, now), { headers: { "content-type": "text/calendar; charset=utf-8", "content-disposition": 'attachment; filename="lamppost.ics"', "cache-control": "private, no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex" } });
}
