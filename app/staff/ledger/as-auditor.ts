import { notFound } from "next/navigation";
import { signedIn, type Who } from "@/lib/session/current";

/** Whoever may read the ledger; for others these pages are not there. */
export async function asAuditor(from: string): Promise<Who> {
  const who = await signedIn(from);
  if (!who.ability.rulesFor("examine", "LedgerEntry").some((rule) => !rule.inverted)) notFound();
  return who;
}
