import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, type TestCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, type Row } from "@/lib/core/test-refusals";
import type { SectionName } from "@/lib/applications/schema";
import type { Decision } from "@/lib/decisions/decision";

/** What is the same of every decision with which a member writes one section of a draft. `other` are answers that differ. */
export async function savesASection<I>(decide: Decision<I>, of: { city: TestCity; section: SectionName; answers: Record<string, unknown>; stored: unknown; other: Record<string, unknown>; refused?: (input: Record<string, unknown>) => Row[] | Promise<Row[]> }): Promise<void> {
  const { city, section, answers, stored, other } = of;
  const { member } = city.partner;
  const ofDraft = ({ id, version }: { id: string; version: number }): Record<string, unknown> => ({ applicationId: id, version, ...answers });

  describe("a member saves it", () => {
    it("into the draft, and nothing else; by which grant is in the ledger", async () => {
      const application = await city.application("complete");
      const before = await db.application.findUniqueOrThrow({ where: { id: application.id } });
      const outcome = await must(decide, member.actor, ofDraft(application));
      const after = await db.application.findUniqueOrThrow({ where: { id: application.id } });
      expect(after.draft).toEqual({ ...(before.draft as object), [section]: stored });
      expect([after.status, after.version]).toEqual(["draft", before.version + 1]);
      expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.saved", subjectType: "Application", subjectId: application.id, fromStatus: "draft", toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
      // What was written is the partner's: the ledger says only which section.
      expect(await entryOf(outcome.entryId)).toMatchObject({ open: { section }, sealed: {} });
    });

    it("also where the city asked for changes, and by a colleague", async () => {
      const application = await city.application("changes_requested");
      await must(decide, city.secondMember.actor, ofDraft(application));
      expect((await db.application.findUniqueOrThrow({ where: { id: application.id } })).status).toBe("changes_requested");
    });
  });

  const input = ofDraft(await city.application("complete"));
  const more = (await of.refused?.(input)) ?? [];
  refuses(decide, [
    ...(await membersWhoMayNot(city, input)),
    ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
    ["a page older than what is stored", member, { ...input, version: 1 }, "changed_since_read"],
    ["what was sent", member, ofDraft(await city.application("submitted")), "not_a_draft"],
    ["what is being read by an officer", member, ofDraft(await city.application("in_review")), "not_a_draft"],
    ["what is approved", member, ofDraft(await city.application("approved")), "not_a_draft"],
    ["what was withdrawn", member, ofDraft(await city.application("withdrawn")), "not_a_draft"],
    ...more,
  ]);
  refusesGarbage(decide, member, input);

  describe("at the same moment", () => {
    oneWins(decide, async () => ({ who: [member, city.secondMember], input: ofDraft(await city.application("complete")) }));
    sentTwice(decide, async () => {
      const sent = ofDraft(await city.application("complete"));
      return { who: member, input: sent, other: { ...sent, ...other } };
    });

    it("nothing of a frozen submission changes", async () => {
      const application = await city.application("changes_requested");
      const frozen = await db.submission.findMany({ where: { applicationId: application.id } });
      await must(decide, member.actor, ofDraft(application));
      expect(await db.submission.findMany({ where: { applicationId: application.id } })).toEqual(frozen);
    });
  });
}
