import { ownVerifiers } from "@/lib/ledger/signers";
import { forNow, plain } from "../published";

/** Each key by which checkpoints are signed now, a line each; the one of today first. */
export const GET = (): Response => new Response(`${ownVerifiers().map(({ text }) => text).join("\n")}\n`, { headers: { ...forNow, ...plain } });
