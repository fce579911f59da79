import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { saveViewInput } from "@/lib/people/schema";

/** How many somebody keeps at the most. */
const most = 20;

/** A person keeps a search of the queue under a name of theirs; under one that they have it takes the other's place. */
export const saveView = decision({
  name: "view.saved",
  input: saveViewInput,
  may: ["follow", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true } }),
  async decide({ tx, input: { personId, name, ...search }, record: person, now }) {
    // In a row with themselves in another window.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162009, hashtext(${personId}))`;
    await tx.savedView.deleteMany({ where: { personId, name } });
    if ((await tx.savedView.count({ where: { personId } })) >= most) return refused("views_too_many", { about: { most } });
    await tx.savedView.create({ data: { id: newId(), personId, name, search: Object.fromEntries(Object.entries(search).filter(([, value]) => value !== "")), savedAt: now }, select: { id: true } });
    return ok({ subject: { type: "Person", id: person.id }, from: person.status, to: person.status });
  },
});
