import { withLanguage } from "@/app/languages/addresses";
import { codes } from "@/app/languages/all";
import { origin } from "@/lib/core/mode";

/** Leads from a typed reference to what stands under it; back to where it was typed, where there is none. What was typed goes to nobody else. */
export async function leadTo(request: Request, under: string, find: (typed: string) => Promise<{ reference: string } | null>): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const typed = (searchParams.get("reference") ?? "").slice(0, 60);
  const language = codes.find((code) => code === searchParams.get("language")) ?? "en";
  const found = await find(typed);
  const to = withLanguage(language, found ? `${under}/${found.reference}` : `${under}?none=${encodeURIComponent(typed || "–")}`);
  return new Response(null, { status: 303, headers: { location: new URL(to, origin()).href, "cache-control": "no-store", "referrer-policy": "no-referrer" } });
}
