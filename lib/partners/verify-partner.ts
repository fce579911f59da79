import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { partnerMoves } from "@/lib/partners/lifecycle";
import { verifyPartnerInput } from "@/lib/partners/schema";

/** An officer confirms that an organisation is who it says. Only then can it send applications. */
export const verifyPartner = decision({
  name: "partner.verified",
  input: verifyPartnerInput,
  may: ["verify", "Partner"],
  find: ({ tx, input }) => tx.partner.findUnique({ where: { id: input.partnerId } }),
  async decide({ tx, input, record: partner }) {
    const next = move(partnerMoves, partner.status, "verify");
    if (!next.ok) return next;
    const { count } = await tx.partner.updateMany({ where: { id: partner.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const members = await membersOf(tx, partner.id);
    return ok({
      subject: { type: "Partner", id: partner.id },
      from: partner.status,
      to: next.value,
      open: { name: partner.name },
      sealed: { reason: input.reason },
      notices: members.map((to) => ({ template: "partner-verified" as const, to, data: { partner: partner.name, link: `${origin()}/partner` } })),
    });
  },
});
