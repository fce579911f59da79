import { city } from "@/lib/core/city";
import { ownVerifiers } from "@/lib/ledger/signers";
import { verifyPage, witnessKeys } from "./verify-page";

/** The page that checks receipts. Which keys it trusts is written into it, so that it works as well from a disk. */
export function GET(): Response {
  const { html, policy } = verifyPage({ log: ownVerifiers().map(({ text }) => text), witnesses: witnessKeys(process.env.LAMPPOST_WITNESSES) }, city.name);
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy, "cache-control": "no-cache", "x-content-type-options": "nosniff" } });
}
