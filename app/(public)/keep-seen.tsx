import { headers } from "next/headers";

/** Where somebody begins: from here on the pages that they read stay readable without a network. Without scripts they are not, and nothing else changes. */
export async function KeepSeen() {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return <script type="module" defer src="/keep-seen.js" nonce={nonce} data-own="" />;
}
