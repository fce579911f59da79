import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { aboutAsset, aboutDevice } from "@/lib/concerns/about";
import { isOpen } from "@/lib/concerns/lifecycle";
import { relateInput } from "@/lib/concerns/schema";

/** An officer finds out which device or asset a concern is about. With that it is its owner's, its partner's, and answered by those who answer for them. */
export const relateConcern = decision({
  name: "concern.related",
  input: relateInput,
  may: ["answer", "Concern"],
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId } }),
  async decide({ tx, input, record: concern }) {
    if (!isOpen(concern.status)) return refused("concern_is_over");
    const about = (await aboutDevice(tx, input.about)) ?? (await aboutAsset(tx, input.about));
    if (!about) return refused("code_unknown", { field: "about", about: { code: input.about } });
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: input.version }, data: { ...about, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: concern.status, open: { concern: concern.number, about: about.deviceId ? "device" : "asset" }, reference: String(concern.number) });
  },
});
