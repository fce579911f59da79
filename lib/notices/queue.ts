import "server-only";
import type { Tx } from "@/lib/core/db";
import type { Template, NoticeData } from "@/lib/notices/data";

/** Somebody to be told something. `email` where the person has no account yet. */
export type Notice = { [T in Template]: { template: T; data: NoticeData[T]; to: { personId: string; email: string } | { email: string } } }[Template];

/** What is decided on a partner's case: its receipt goes with the notice. */
const withReceipt: ReadonlySet<Template> = new Set<Template>(["application-approved", "application-refused", "permit-suspended", "permit-resumed", "permit-revoked", "stop-ordered", "stop-ended", "stop-set-aside", "stop-upheld", "appeal-decided"]);

/** Puts notices into the outbox, in the decision's own transaction: a decision that is undone tells nobody. `entryId` is the decision's entry. */
export async function queueNotices(tx: Tx, notices: Notice[], entryId: string | null = null): Promise<void> {
  if (notices.length === 0) return;
  await tx.notice.createMany({
    data: notices.map((notice) => ({
      email: notice.to.email,
      template: notice.template,
      data: notice.data,
      about: aboutOf(notice.data),
      ...(entryId && withReceipt.has(notice.template) ? { entryId } : {}),
      ...("personId" in notice.to ? { personId: notice.to.personId } : {}),
    })),
  });
}

/** The case or permit that a letter is about, by its reference. */
const aboutOf = (data: object): string | null => ("reference" in data && typeof data.reference === "string" ? data.reference : "permit" in data && typeof data.permit === "string" ? data.permit : null);

/** The members of a partner who act for it now: they are told what concerns it. */
export async function membersOf(tx: Tx, partnerId: string): Promise<{ personId: string; email: string }[]> {
  const members = await tx.person.findMany({ where: { status: "active", memberships: { some: { partnerId, endedAt: null } } }, orderBy: { id: "asc" }, select: { id: true, email: true } });
  return members.map(({ id, email }) => ({ personId: id, email }));
}

/** Letters about something, by its reference, are forgotten with whoever they went to: their words and their address. What was not sent yet is not sent any more. */
export async function forgetLetters(tx: Tx, about: string, now: Date): Promise<void> {
  await tx.notice.updateMany({ where: { about, deliveredAt: null, failedAt: null }, data: { failedAt: now } });
  await tx.notice.updateMany({ where: { about }, data: { email: "forgotten@forgotten.invalid", data: {}, subject: null, text: null, lastProblem: null } });
}

/** More letters than this within a day to an address that nobody confirmed, and somebody else has it filled. */
export const mostUnasked = 10;

/** Whether an address without an account was written to so often within a day that nothing more is sent to it: whoever typed it may not have it. */
export async function isWrittenToEnough(tx: Tx, email: string, now: Date): Promise<boolean> {
  return (await tx.notice.count({ where: { email, personId: null, createdAt: { gt: new Date(now.getTime() - 86_400_000) } } })) >= mostUnasked;
}
