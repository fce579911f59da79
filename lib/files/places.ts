import "server-only";
import type { Action, SubjectName } from "@/lib/access/ability";
import type { Tx } from "@/lib/core/db";
import type { FilePlace } from "@/lib/core/prisma-client/client";
import { considerationStateOn } from "@/lib/hearings/lifecycle";
import { isOpenMatter } from "@/lib/hearings/rules";
import { applicationStatusOn, isWritable } from "@/lib/applications/lifecycle";
import { isPartOpen } from "@/lib/applications/rules";
import type { SectionName } from "@/lib/applications/schema";

/** Who files in a place: whoever writes what the file goes with. */
export const filesAs: Record<FilePlace, [Action, SubjectName]> = { application: ["write", "Application"], notice: ["answer", "Consideration"], obligation: ["show", "Permit"], removal: ["show", "Permit"] };

/** What a file hangs on, in every place the same. */
export interface Place {
  /** the columns of the file that name it */
  of: { applicationId?: string; permitId?: string; considerationId?: string; obligationId?: string; removalId?: string };
  subject: { type: "Application" | "Permit"; id: string };
  partnerId: string;
  status: string;
  /** by which it is found again: an application's reference, the number of the others */
  address: string;
  /** of the case or permit */
  title: string;
  reference: string;
  /** whether something may be filed there, or taken back, on this day */
  isOpen(today: Date, section: SectionName | undefined): boolean;
}

/** The record that decides who may file there, with its place; null where there is none. */
export async function placeOf(tx: Tx, place: FilePlace, id: string): Promise<(Record<string, unknown> & { at: Place }) | null> {
  if (place === "application") {
    const application = await tx.application.findUnique({ where: { id } });
    return application && { ...application, at: { of: { applicationId: id }, subject: { type: "Application", id }, partnerId: application.partnerId, status: application.status, address: application.reference, title: application.title, reference: application.reference, isOpen: (today, section) => section !== undefined && isWritable(applicationStatusOn(application, today)) && isPartOpen(application, section) } };
  }
  if (place === "notice") {
    const notice = await tx.consideration.findUnique({ where: { id }, include: { application: { include: { submissions: { orderBy: { number: "desc" }, take: 1, select: { id: true } } } }, permit: true } });
    const { application, permit } = notice ?? {};
    const about = application ?? permit;
    if (!notice || !about) return null;
    return { ...notice, at: { of: { considerationId: id, ...(application ? { applicationId: application.id } : { permitId: about.id }) }, subject: { type: application ? "Application" : "Permit", id: about.id }, partnerId: notice.partnerId, status: about.status, address: String(notice.number), title: about.title, reference: about.reference, isOpen: (today) => considerationStateOn(notice, today) === "open" && isOpenMatter(notice) } };
  }
  if (place === "obligation") {
    const obligation = await tx.obligation.findUnique({ where: { id }, include: { permit: true } });
    return obligation && { ...obligation.permit, at: { of: { permitId: obligation.permitId, obligationId: id }, subject: { type: "Permit", id: obligation.permitId }, partnerId: obligation.partnerId, status: obligation.permit.status, address: String(obligation.number), title: obligation.permit.title, reference: obligation.permit.reference, isOpen: () => obligation.status === "due" || obligation.status === "sent_back" } };
  }
  const removal = await tx.removal.findUnique({ where: { id }, include: { permit: true } });
  return removal && { ...removal.permit, at: { of: { permitId: removal.permitId, removalId: id }, subject: { type: "Permit", id: removal.permitId }, partnerId: removal.partnerId, status: removal.permit.status, address: String(removal.number), title: removal.permit.title, reference: removal.permit.reference, isOpen: () => removal.status === "reported" } };
}
