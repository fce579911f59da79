import { describe, expect, it } from "vitest";
import { recordKeys } from "@/lib/audits/record-keys";
import { must, operator, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses } from "@/lib/core/test-refusals";

const city = await testCity();
const input = { what: "signing_key_added", key: "lamppost.example/ledger+1234abcd+AbcdEfgh", signing: ["one", "two"] };

describe("a key of the ledger changes", () => {
  it("and everybody reads it in the ledger", async () => {
    const { entryId, subjectId } = await must(recordKeys, operator, input);
    expect(await entriesOf(entryId)).toEqual([{ name: "ledger.keys_changed", subjectType: "LedgerKey", subjectId, fromStatus: null, toStatus: "signing_key_added", actorId: null, actorKind: "operator", grantId: null }]);
    expect(await entryOf(entryId)).toMatchObject({ open: input, sealed: {} });
  });
});

refuses(recordKeys, [
  ["a visitor", visitor, input, "not_found"],
  ["the administrator", city.admin, input, "not_found"],
  ["a change that does not exist", operator, { ...input, what: "stolen" }, "bad_input"],
  ["no key", operator, { ...input, key: "" }, "bad_input"],
]);
