import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { leafOf, type EntryRow } from "@/lib/ledger/leaf";
import { personalKinds } from "@/lib/ledger/personal";

const id = fc.uuid();
const word = fc.oneof(fc.constantFrom("permit.suspended", 'a "quoted" one', "line\nend", "Größe \u2028 é 🙂"), fc.string({ unit: "grapheme" }));
const rows: fc.Arbitrary<EntryRow> = fc.record({
  id,
  at: fc.date({ noInvalidDate: true, min: new Date("1970-01-01"), max: new Date("2999-01-01") }),
  name: word,
  subjectType: fc.constantFrom("Permit", "Person", "Grant", "Application"),
  subjectId: id,
  fromStatus: fc.option(word),
  toStatus: fc.option(word),
  grantId: fc.option(id),
  actorKind: word,
  open: fc.dictionary(word, fc.oneof(word, fc.integer(), fc.constant(null))),
  sealed: fc.dictionary(word, word),
  causeId: fc.option(id),
  causeType: fc.option(fc.constantFrom("Permit", "Person")),
  previousId: fc.option(id),
  policyVersion: fc.nat(),
});

describe("what is published of an entry", () => {
  it("is canonical JSON, whatever it holds", () => {
    fc.assert(
      fc.property(rows, (row) => {
        const leaf = leafOf(row);
        const read = JSON.parse(leaf) as Record<string, unknown>;
        expect(canonicalJson(read)).toBe(leaf);
        expect(read).toMatchObject({ v: 1, id: row.id, at: row.at.toISOString(), name: row.name, from: row.fromStatus, to: row.toStatus, actor: row.actorKind, policy: row.policyVersion });
      }),
    );
  });

  it("leads along no person", () => {
    fc.assert(
      fc.property(rows, (row) => {
        const { subject, previous, cause, grant } = JSON.parse(leafOf(row)) as { subject: object; previous: unknown; cause: unknown; grant: unknown };
        const isPersonal = personalKinds.has(row.subjectType);
        expect(subject).toEqual(isPersonal ? { type: row.subjectType } : { type: row.subjectType, id: row.subjectId });
        expect([previous, grant]).toEqual(isPersonal ? [null, null] : [row.previousId, row.grantId]);
        expect(cause).toBe(isPersonal || row.causeType === "Person" ? null : row.causeId);
      }),
    );
  });
});
