import "server-only";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { newId } from "@/lib/core/ids";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { findApplication } from "@/lib/applications/draft";
import { messageInput } from "@/lib/applications/schema";

/** An officer writes to the partner about a case. Both sides see it on the case, and every member is told. It stops no clock: what must change is asked for. */
export const writeToPartner = decision({
  name: "message.sent_to_partner",
  input: messageInput,
  may: ["write_to_partner", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now, personId }) {
    await tx.message.create({ data: { id: newId(), applicationId: application.id, side: "city", words: input.words, byId: personId, at: now } });
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      sealed: { words: input.words },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "message" as const, to, data: { reference: application.reference, title: application.title, from: city.name, words: input.words, link: `${origin()}/partner/applications/${application.reference}/messages` } })),
    });
  },
});
