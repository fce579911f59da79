import { withLanguage } from "@/app/languages/addresses";
import { codes } from "@/app/languages/all";
import { origin } from "@/lib/core/mode";
import { concernTracked } from "@/lib/registry/concerns";
import { requestTracked } from "@/lib/registry/rights";

type Finds = (typed: string) => Promise<{ reference: string } | null>;
/** What each kind of reference leads to. */
const kinds: Record<string, Finds> = { "/concerns": concernTracked, "/data-rights": requestTracked };

/** Leads from a typed reference to what stands under it, whichever kind it is; back to where it was typed, where there is none. What was typed goes to nobody else. */
export async function leadTo(request: Request, under: string): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const typed = (searchParams.get("reference") ?? "").slice(0, 60);
  const language = codes.find((code) => code === searchParams.get("language")) ?? "en";
  const ways = await Promise.all(Object.entries(kinds).map(async ([way, find]) => ({ way, found: await find(typed) })));
  const { way = under, found = null } = ways.find((each) => each.found) ?? {};
  const to = withLanguage(language, found ? `${way}/${found.reference}` : `${under}?none=${encodeURIComponent(typed || "–")}`);
  return new Response(null, { status: 303, headers: { location: new URL(to, origin()).href, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}
