import "server-only";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { addDays, dayOf, wordDay } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { draftOf } from "@/lib/applications/draft";
import { isWritable } from "@/lib/applications/lifecycle";
import { heldDays, holdFreed } from "@/lib/applications/occupancy";
import { givePlaceInput } from "@/lib/applications/schema";

/** The worker holds a place that became free for whoever waits for it longest, and tells them until when. It is chosen for them, too; what they do with it is theirs. */
export const givePlace = decision({
  name: "place.given",
  input: givePlaceInput,
  may: { operator: "who comes next is settled by when each began to wait" },
  find: ({ tx, input }) => tx.placeWait.findUnique({ where: { id: input.waitId }, include: { application: true, asset: { select: { id: true, code: true } } } }),
  async decide({ tx, record: wait, now }) {
    const { application, asset } = wait;
    if (wait.endedAt || !isWritable(application.status)) return refused("not_waiting");
    const until = addDays(now, heldDays);
    if (!(await holdFreed(tx, wait, now, until))) return refused("asset_full", { about: { asset: asset.code } });
    const draft = draftOf(application);
    const assetIds = (draft.sites?.assetIds as string[] | undefined) ?? [];
    const chosen = { ...draft, sites: { ...draft.sites, assetIds: assetIds.includes(asset.id) ? assetIds : [...assetIds, asset.id] } } as Prisma.InputJsonObject;
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: application.version }, data: { draft: chosen, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      open: { asset: asset.code },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "place-free" as const, to, data: { reference: application.reference, title: application.title, place: asset.code, until: wordDay(dayOf(until)), link: `${origin()}/partner/applications/${application.reference}/sites` } })),
    });
  },
});
