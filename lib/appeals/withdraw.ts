import "server-only";
import { move } from "@/lib/core/lifecycle";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { appealMoves } from "@/lib/appeals/lifecycle";
import { withdrawAppealInput } from "@/lib/appeals/schema";

/** A member takes an appeal back. */
export const withdrawAppeal = decision({
  name: "appeal.withdrawn",
  input: withdrawAppealInput,
  may: ["withdraw", "Appeal"],
  find: ({ tx, input }) => tx.appeal.findUnique({ where: { id: input.appealId }, include: { application: true, permit: true } }),
  async decide({ tx, input, record: appeal }) {
    const next = move(appealMoves, appeal.status, "withdraw");
    if (!next.ok) return refused("appeal_is_over");
    const { count } = await tx.appeal.updateMany({ where: { id: appeal.id, version: input.version, status: "lodged" }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const of = appeal.application ?? appeal.permit;
    if (!of) throw new Error("an appeal is about nothing");
    return ok({ subject: { type: appeal.application ? "Application" : "Permit", id: of.id }, from: of.status, to: of.status, open: { appeal: appeal.number }, reference: of.reference });
  },
});
