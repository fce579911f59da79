import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { dropViewInput } from "@/lib/people/schema";

/** A person keeps a search no more. */
export const dropView = decision({
  name: "view.dropped",
  input: dropViewInput,
  may: ["follow", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true } }),
  async decide({ tx, input, record: person }) {
    const { count } = await tx.savedView.deleteMany({ where: { id: input.viewId, personId: person.id } });
    if (count !== 1) return refused("already_ended");
    return ok({ subject: { type: "Person", id: person.id }, from: person.status, to: person.status });
  },
});
