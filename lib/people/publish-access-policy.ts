import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { publishPolicyInput } from "@/lib/people/schema";

/** A new version of the rules of access, in force from the next request on. The versions before stay, so that every past day can be answered for. */
export const publishAccessPolicy = decision({
  name: "policy.published",
  input: publishPolicyInput,
  may: ["publish", "AccessPolicy"],
  find: async ({ tx }) => ({ last: await tx.accessPolicy.findFirst({ orderBy: { number: "desc" }, select: { number: true } }) }),
  async decide({ tx, input, record: { last }, personId }) {
    if ((last?.number ?? 0) !== input.number) return refused("changed_since_read");
    const policy = await tx.accessPolicy.create({ data: { number: input.number + 1, content: input.content, reason: input.reason, publishedById: personId }, select: { id: true } });
    return ok({ subject: { type: "AccessPolicy", id: policy.id }, from: null, to: "effective", open: { number: input.number + 1, content: input.content, reason: input.reason } });
  },
});
