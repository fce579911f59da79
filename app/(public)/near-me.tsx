import { headers } from "next/headers";
import { Icon } from "@/components/show/icon";
import type { Language } from "@/app/languages/language";

/** Shows what is around one. The page runs nothing else, so this is a file of its own, and without scripts it is not there. */
export async function NearMe({ words, to }: Pick<Language, "words" | "to">) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      <button type="button" className="button button--link" hidden data-near={to("/devices")} data-looking={words.near.looking} data-failed={words.near.failed}>
        <Icon name="near" />
        {words.near.me}
      </button>
      <span role="status" className="note" data-near-status="" />
      <script type="module" defer src="/near-me.js" nonce={nonce} data-own="" />
    </>
  );
}
