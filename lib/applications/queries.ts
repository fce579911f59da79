import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain } from "@/lib/access/explain";
import { db, type Prisma } from "@/lib/core/db";
import type { ApplicationStatus } from "@/lib/core/prisma-client/client";
import { isId, readReference } from "@/lib/core/ids";
import { timelineOf } from "@/lib/ledger/queries";
import type { Who } from "@/lib/session/current";
import { contentSchema } from "@/lib/applications/schema";
import { draftOf } from "@/lib/applications/draft";

const byReference = (reference: string): Prisma.ApplicationWhereInput => {
  const known = readReference(decodeURIComponent(reference));
  return known ? { reference: known } : { id: { in: [] } };
};

/** A member's applications, newest first. */
export const ownApplications = (who: Who) =>
  db.application.findMany({ where: authorizedWhere(who.ability, "read", "Application"), orderBy: { id: "desc" }, take: 200, include: { partner: { select: { name: true, status: true } } } });

/** One application as its partner sees it: the draft, what was sent, and what happened to it. */
export async function ownApplication(who: Who, reference: string) {
  const application = await db.application.findFirst({
    where: { AND: [byReference(reference), authorizedWhere(who.ability, "read", "Application")] },
    include: { partner: true, submissions: { orderBy: { number: "desc" }, include: { sentBy: { select: { name: true } } } }, permit: { select: { reference: true, status: true } } },
  });
  if (!application) return null;
  const { draft: _, ...rest } = application;
  return { ...rest, draft: draftOf(application) };
}

export const ownTimeline = (application: { id: string }) => timelineOf([{ type: "Application", id: application.id }], { leaveOut: ["application.saved"] });

export const views = ["open", "mine", "nobody", "waiting"] as const;
export type View = (typeof views)[number];
/** Which statuses a view shows, and what else holds of its cases. */
const viewsOf = (who: Who): Record<View, { statuses: ApplicationStatus[]; also: Prisma.ApplicationWhereInput }> => ({
  open: { statuses: ["submitted", "in_review"], also: {} },
  mine: { statuses: ["submitted", "in_review", "changes_requested"], also: { heldById: who.person.id } },
  nobody: { statuses: ["submitted"], also: { heldById: null } },
  waiting: { statuses: ["changes_requested"], also: {} },
});

export const queuePageSize = 25;
const dueFirst = [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }] satisfies Prisma.ApplicationOrderByWithRelationInput[];

/** The cases an officer may see, those due soonest first, by keyset: the cost does not grow with the table. */
export async function casesInQueue(who: Who, { view, find = "", tier, after }: { view: View; find?: string | undefined; tier?: number | undefined; after?: string | undefined }) {
  const known = readReference(find);
  const { statuses, also } = viewsOf(who)[view];
  const where: Prisma.ApplicationWhereInput = {
    AND: [
      authorizedWhere(who.ability, "examine", "Application"),
      also,
      tier ? { tier } : {},
      find ? (known ? { reference: known } : { OR: [{ title: { contains: find, mode: "insensitive" } }, { partner: { name: { contains: find, mode: "insensitive" } } }] }) : {},
      afterDue(after),
    ],
  };
  // One query a status, since an index is in order of the day only within one status; together they are read like one.
  const found = await Promise.all(
    statuses.map((status) =>
      db.application.findMany({
        where: { AND: [where, { status }] },
        orderBy: dueFirst,
        take: queuePageSize + 1,
        select: { id: true, reference: true, title: true, status: true, tier: true, dueOn: true, submittedAt: true, partner: { select: { name: true } }, heldBy: { select: { id: true, name: true } }, zone: { select: { name: true } } },
      }),
    ),
  );
  const day = ({ dueOn }: { dueOn: Date | null }) => dueOn?.getTime() ?? Number.MAX_VALUE;
  const cases = found.flat().toSorted((a, b) => day(a) - day(b) || (a.id < b.id ? -1 : 1)).slice(0, queuePageSize + 1);
  const last = cases[queuePageSize - 1];
  return { cases: cases.slice(0, queuePageSize), more: cases.length > queuePageSize && last ? `${last.dueOn?.toISOString().slice(0, 10) ?? "none"}_${last.id}` : undefined };
}

/** "2026-12-01_<id>": the last case of the page before. */
function afterDue(after: string | undefined): Prisma.ApplicationWhereInput {
  const [due = "", id = ""] = (after ?? "").split("_");
  if (!isId(id)) return {};
  if (due === "none") return { dueOn: null, id: { gt: id } };
  const dueOn = new Date(`${due}T00:00:00.000Z`);
  if (Number.isNaN(dueOn.getTime())) return {};
  return { OR: [{ dueOn: { gt: dueOn } }, { dueOn, id: { gt: id } }, { dueOn: null }] };
}

const countedTo = 100;

/** How many cases each view holds, counted to a hundred; 101 means more. */
export async function queueCounts(who: Who): Promise<Record<View, number>> {
  const allowed = authorizedWhere(who.ability, "examine", "Application");
  const counts = await Promise.all(
    views.map(async (view) => {
      const { statuses, also } = viewsOf(who)[view];
      // The first hundred in the order of an index; `count` would look for them in the order of id, through all that is long decided.
      const found = await Promise.all(statuses.map((status) => db.application.findMany({ where: { AND: [allowed, also, { status }] }, orderBy: dueFirst, take: countedTo + 1, select: { id: true } })));
      return Math.min(found.flat().length, countedTo + 1);
    }),
  );
  return Object.fromEntries(views.map((view, index) => [view, counts[index] ?? 0])) as Record<View, number>;
}

/** A whole case on one page, as it was sent, with what this officer may do and why not. Null where it is not theirs to see. */
export async function caseFile(who: Who, reference: string) {
  const found = await db.application.findFirst({
    where: { AND: [byReference(reference), authorizedWhere(who.ability, "examine", "Application")] },
    include: {
      partner: true,
      agency: { select: { name: true } },
      zone: { select: { name: true } },
      heldBy: { select: { id: true, name: true } },
      submissions: { orderBy: { number: "desc" }, include: { sentBy: { select: { name: true } } } },
      permit: { select: { id: true, reference: true, status: true, conditions: { orderBy: { number: "asc" } } } },
    },
  });
  const submission = found?.submissions[0];
  if (!found || !submission) return null;
  const acts = ["take", "request_changes", "approve", "refuse"] as const;
  const explained = await Promise.all(acts.map((action) => explain(who.held, action, "Application", found)));
  const previous = found.submissions[1];
  return {
    ...found,
    content: contentSchema.parse(submission.content),
    previous: previous ? { number: previous.number, sentAt: previous.sentAt, content: contentSchema.parse(previous.content) } : null,
    may: Object.fromEntries(acts.map((action, index) => [action, explained[index]])) as Record<(typeof acts)[number], Awaited<ReturnType<typeof explain>>>,
    timeline: await timelineOf([{ type: "Application", id: found.id }, ...(found.permit ? [{ type: "Permit", id: found.permit.id }] : [])], { leaveOut: ["application.saved"] }),
  };
}
