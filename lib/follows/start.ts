import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { inStreet } from "@/lib/assets/areas";
import { decision } from "@/lib/decisions/decision";
import { isWrittenToEnough } from "@/lib/notices/queue";
import { pageFor } from "@/lib/notices/to-residents";
import { startFollowInput } from "@/lib/follows/schema";
import { tokenOf } from "@/lib/follows/token";

/** Somebody wants to be told of what is decided. They get one mail, and nothing more unless they say that it is theirs. */
export const startFollow = decision({
  name: "follow.asked",
  input: startFollowInput,
  may: { visitor: "anybody may be told what anybody may read; nothing is sent before whoever has the address confirmed it" },
  find: async () => ({}),
  async decide({ tx, input, now }) {
    if (input.website !== "") return refused("written_by_no_hand");
    const { email, language, street, zoneId, partnerId, deviceId } = input;
    const [zone, partner, device] = await Promise.all([
      zoneId ? tx.zone.findUnique({ where: { id: zoneId }, select: { name: true } }) : null,
      partnerId ? tx.partner.findUnique({ where: { id: partnerId, status: "verified" }, select: { name: true } }) : null,
      deviceId ? tx.device.findUnique({ where: { id: deviceId }, select: { name: true } }) : null,
    ]);
    // Into somebody else's mail goes only what stands in the register anyway.
    const [known] = street ? await tx.$queryRaw<{ place: string }[]>`SELECT a.place FROM "Asset" a WHERE ${inStreet(street)} LIMIT 1` : [];
    if (street && !known) return refused("street_unknown", { field: "street" });
    const name = zone?.name ?? partner?.name ?? device?.name ?? street;
    if (name === "") return refused("not_found");
    if (await isWrittenToEnough(tx, email, now)) return refused("written_to_enough", { field: "email" });
    const id = newId();
    await tx.follow.create({ data: { id, email, language, ...(zoneId ? { zoneId } : partnerId ? { partnerId } : deviceId ? { deviceId } : { street }), startedAt: now } });
    return ok({
      subject: { type: "Follow", id },
      from: null,
      to: "asked",
      notices: [{ template: "follow-asked" as const, to: { email }, data: { reference: id, language, name, link: pageFor(language, `/follow/${tokenOf(id)}`) } }],
    });
  },
});
