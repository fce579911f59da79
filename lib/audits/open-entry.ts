import "server-only";
import { openEntryInput } from "@/lib/audits/schema";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** Somebody who may opens what is sealed in an entry, for a purpose. From then on, for an hour, the entry's page shows it to them. */
export const openEntry = decision({
  name: "ledger.opened",
  input: openEntryInput,
  may: ["open", "LedgerEntry"],
  find: ({ tx, input }) => tx.ledgerEntry.findUnique({ where: { id: input.entryId }, select: { id: true, sealed: true } }),
  async decide({ input, record: entry }) {
    return ok({ subject: { type: "LedgerEntry", id: entry.id }, from: null, to: "opened", open: { fields: Object.keys(entry.sealed as object) }, sealed: { reason: input.reason }, reference: entry.id });
  },
});
