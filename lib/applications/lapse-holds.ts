import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { lapseApplicationInput } from "@/lib/applications/schema";

/** The worker writes down that places are not held any more, since the application was not sent in time, and tells its partner. They were free before that, by the time alone. */
export const lapseHolds = decision({
  name: "places.lapsed",
  input: lapseApplicationInput,
  may: { operator: "time alone ends it, by the day that the partner was told" },
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId } }),
  async decide({ tx, record: application, now }) {
    await tx.slotHold.updateMany({ where: { applicationId: application.id, status: "held", until: { lte: now } }, data: { status: "lapsed" } });
    const lapsed = await tx.slotHold.findMany({ where: { applicationId: application.id, status: "lapsed", lapseTold: false }, select: { id: true, asset: { select: { code: true } } }, orderBy: { id: "asc" } });
    if (lapsed.length === 0) return refused("nothing_lapsed");
    const { count } = await tx.slotHold.updateMany({ where: { id: { in: lapsed.map(({ id }) => id) }, lapseTold: false }, data: { lapseTold: true } });
    if (count !== lapsed.length) return refused("nothing_lapsed");
    const places = lapsed.map(({ asset }) => asset.code);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      open: { places: places.length },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "places-lapsed" as const, to, data: { reference: application.reference, title: application.title, places, link: `${origin()}/partner/applications/${application.reference}/sites` } })),
    });
  },
});
