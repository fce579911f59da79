import "server-only";
import { newId } from "@/lib/core/ids";
import { readLedgerInput } from "@/lib/audits/schema";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** Whoever looks things up in the ledger, or takes some of it out, is written down too: how and by what, in the open; for whom or what, sealed. */
export const readLedger = decision({
  name: "ledger.read",
  input: readLedgerInput,
  may: ["examine", "LedgerEntry"],
  find: async () => ({ id: newId() }),
  async decide({ input, record }) {
    const sealed: Record<string, Partial<Record<string, string>>> = Object.keys(input.looked).length > 0 ? { looked: input.looked } : {};
    return ok({ subject: { type: "LedgerRead", id: record.id }, from: null, to: null, open: { how: input.how, by: input.by, count: input.count }, sealed });
  },
});
