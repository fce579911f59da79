import "server-only";
import { randomUUID } from "node:crypto";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { addNetworkInput } from "@/lib/assets/schema";

/** An officer lists a public network that devices may be allowed on. */
export const addNetwork = decision({
  name: "network.added",
  input: addNetworkInput,
  may: ["manage_assets", "Network"],
  async find({ tx, input }) {
    const agency = await tx.agency.findUnique({ where: { id: input.agencyId }, select: { id: true } });
    return agency && { id: randomUUID(), agencyId: agency.id };
  },
  async decide({ tx, input, record }) {
    await tx.network.create({ data: { ...input, id: record.id } });
    return ok({ subject: { type: "Network", id: record.id }, from: null, to: "listed", open: { kind: input.kind }, sealed: { code: input.code } });
  },
});
