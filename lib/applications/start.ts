import "server-only";
import { randomUUID } from "node:crypto";
import { newReference } from "@/lib/core/ids";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { startInput } from "@/lib/applications/schema";

/** A member begins an application. The city cannot see it until it is sent. */
export const startApplication = decision({
  name: "application.started",
  input: startInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    const partner = await tx.partner.findUnique({ where: { id: input.partnerId }, select: { id: true } });
    return partner && { id: randomUUID(), partnerId: partner.id, agencyId: null, zoneId: null, assetClass: null, tier: 4, submittedAt: null };
  },
  async decide({ tx, input, record }) {
    const application = await tx.application.create({ data: { id: record.id, partnerId: record.partnerId, title: input.title, reference: newReference(), draft: { purpose: { title: input.title } } } });
    return ok({ subject: { type: "Application", id: application.id }, from: null, to: "draft", reference: application.reference });
  },
});
