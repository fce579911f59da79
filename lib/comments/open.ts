import "server-only";
import { addDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { commentable, fewestDays, mostDays, stillCommented } from "@/lib/comments/periods";
import { openCommentsInput } from "@/lib/comments/schema";

/** An officer asks residents what they think of an application, until a day. Until then it is not decided. Its partner is told. */
export const openComments = decision({
  name: "comments.opened",
  input: openCommentsInput,
  may: ["request_changes", "Application"],
  find: ({ tx, input }) => tx.application.findUnique({ where: { id: input.applicationId }, include: { partner: { select: { name: true } } } }),
  async decide({ tx, input, record: application, now, personId, actor }) {
    if (application.version !== input.version) return refused("changed_since_read");
    if (!commentable.includes(application.status)) return refused("not_from_here", { about: { status: application.status } });
    const today = dayOf(now);
    if (input.until < addDays(today, fewestDays)) return refused("comments_too_short", { field: "until", about: { days: fewestDays } });
    if (input.until > addDays(today, mostDays)) return refused("comments_too_long", { field: "until", about: { days: mostDays } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const open = await stillCommented(tx, application.id, now);
    if (open) return open;
    const { number } = await tx.commentPeriod.create({ data: { id: newId(), applicationId: application.id, about: input.about, openedAt: now, openedById: personId, until: input.until }, select: { number: true } });
    const { name } = actor.kind === "person" ? await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } }) : { name: "" };
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      open: { reference: application.reference, title: application.title, period: number, until: isoDay(input.until) },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((to) => ({ template: "message" as const, to, data: { reference: application.reference, title: application.title, from: name, words: `Residents may say what they think of this application until ${wordDay(input.until)}. It is not decided before. What they read of it:\n\n${input.about}`, link: `${origin()}/comments/${application.reference}` } })),
    });
  },
});
