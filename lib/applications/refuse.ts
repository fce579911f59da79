import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { stillCommented } from "@/lib/comments/periods";
import { findApplication, inARow } from "@/lib/applications/draft";
import { heard } from "@/lib/hearings/heard";
import { groundWords } from "@/lib/hearings/words";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { releaseSlots } from "@/lib/applications/occupancy";
import { refuseInput } from "@/lib/applications/schema";

/** An officer refuses, on coded grounds and with a reason that anyone may read, once the partner was heard. The places become free. */
export const refuseApplication = decision({
  name: "application.refused",
  input: refuseInput,
  may: ["refuse", "Application"],
  async find(scene) {
    // Whoever reviews it at this moment is waited for, and seen: they do not refuse it as well.
    await inARow(scene.tx, scene.input.applicationId);
    return findApplication(scene);
  },
  async decide({ tx, input, record: application, now }) {
    if (application.version !== input.version) return refused("changed_since_read");
    const next = move(applicationMoves, application.status, "refuse");
    if (!next.ok) return next;
    const commented = await stillCommented(tx, application.id, now);
    if (commented) return commented;
    const submission = await tx.submission.findFirst({ where: { applicationId: application.id }, orderBy: { number: "desc" }, select: { id: true } });
    const hearing = await heard(tx, { applicationId: application.id, submissionId: submission?.id ?? "" }, { intends: "refusal", without: input.without }, now);
    if (!hearing.ok) return hearing;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await releaseSlots(tx, application.id, now);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      open: { reference: application.reference, title: application.title, reason: input.reason, grounds: input.grounds, ...hearing.value },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "application-refused" as const, to, data: { reference: application.reference, title: application.title, grounds: input.grounds.map((ground) => groundWords[ground]), reason: input.reason, link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
