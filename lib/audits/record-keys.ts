import "server-only";
import { recordKeysInput } from "@/lib/audits/schema";
import { newId } from "@/lib/core/ids";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";

/** A key of the ledger is added, retired or replaced, at the machine's console; so that everybody learns of it from the ledger itself. */
export const recordKeys = decision({
  name: "ledger.keys_changed",
  input: recordKeysInput,
  may: { operator: "Keys are files of the machine: whoever may write them is its operator." },
  find: async () => ({ id: newId() }),
  async decide({ input, record }) {
    return ok({ subject: { type: "LedgerKey", id: record.id }, from: null, to: input.what, open: { what: input.what, key: input.key, signing: input.signing } });
  },
});
