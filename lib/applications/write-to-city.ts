import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { heldBy as holdings } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { origin } from "@/lib/core/mode";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { messageInput } from "@/lib/applications/schema";

/** A member writes to the city about an application that was sent. Both sides see it on the case, and whoever holds the case is told. */
export const writeToCity = decision({
  name: "message.sent_to_city",
  input: messageInput,
  may: ["write", "Application"],
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId }, include: { partner: { select: { name: true } }, heldBy: { select: { id: true, email: true, status: true } } } }),
  async decide({ tx, input, record: application, now, personId }) {
    if (!application.submittedAt) return refused("not_sent_yet");
    await tx.message.create({ data: { id: newId(), applicationId: application.id, side: "partner", words: input.words, byId: personId, at: now } });
    // Whoever took it once may have lost their grant or gained a tie since: then these words are not theirs to read.
    const holder = application.heldBy;
    const heldBy = holder && (await beyondTheWall(tx, async () => may(abilityOf((await holdings(tx, holder.id, { secondFactor: true })).held), "examine", "Application", application))).may ? holder : null;
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      sealed: { words: input.words },
      reference: application.reference,
      notices: heldBy?.status === "active" ? [{ template: "message", to: { personId: heldBy.id, email: heldBy.email }, data: { reference: application.reference, title: application.title, from: application.partner.name, words: input.words, link: `${origin()}/staff/cases/${application.reference}/messages` } }] : [],
    });
  },
});
