import { withLanguage } from "@/app/languages/addresses";
import { codes } from "@/app/languages/all";
import { origin } from "@/lib/core/mode";
import { requestTracked } from "@/lib/registry/rights";

/** Leads from a typed reference to what was asked under it; back to where it was typed, where there is none. */
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url);
  const typed = (searchParams.get("reference") ?? "").slice(0, 60);
  const language = codes.find((code) => code === searchParams.get("language")) ?? "en";
  const found = await requestTracked(typed);
  const to = withLanguage(language, found ? `/data-rights/${found.reference}` : `/data-rights?none=${encodeURIComponent(typed || "–")}`);
  return new Response(null, { status: 303, headers: { location: new URL(to, origin()).href, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}
