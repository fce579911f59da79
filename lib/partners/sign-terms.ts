import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { signTermsInput } from "@/lib/partners/schema";
import { termsHash, termsAt } from "@/lib/partners/terms";

/** Somebody who may bind a partner signs the city's terms for it, by name and by the hash of what they read. Refuses another version than the one that applies today, and a second signature. */
export const signTerms = decision({
  name: "terms.signed",
  input: signTermsInput,
  may: ["sign", "Partner"],
  async find({ tx, input }) {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162011, hashtext(${input.partnerId}))`;
    return tx.partner.findUnique({ where: { id: input.partnerId } });
  },
  async decide({ tx, input, record: partner, now, personId }) {
    const current = termsAt(now);
    if (input.termsVersion !== current.version) return refused("terms_changed", { about: { version: current.version } });
    if (await tx.termsSignature.findFirst({ where: { partnerId: partner.id, termsVersion: current.version }, select: { id: true } })) return refused("terms_signed_already");
    const hash = termsHash(current);
    await tx.termsSignature.create({ data: { id: newId(), partnerId: partner.id, termsVersion: current.version, termsHash: hash, signedById: personId, capacity: input.capacity, signedAt: now }, select: { id: true } });
    return ok({
      subject: { type: "Partner", id: partner.id },
      from: partner.status,
      to: partner.status,
      open: { terms: current.version, termsHash: hash },
      // Sealed for the one who signed: it goes with them when they are forgotten.
      sealed: { ofPerson: personId, capacity: input.capacity },
    });
  },
});
