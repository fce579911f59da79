import type { ApplicationStatus, PermitStatus } from "@/lib/core/prisma-client/client";

/** An officer has it and may decide it. */
export const withOfficer = ["submitted", "in_review"] as const satisfies readonly ApplicationStatus[];
export const isWithOfficer = (status: ApplicationStatus): boolean => (withOfficer as readonly ApplicationStatus[]).includes(status);

/** It was given and is not over: there is still something to stop or withdraw. */
export const stillGiven = ["scheduled", "active", "restricted", "suspended"] as const satisfies readonly PermitStatus[];
export const isStillGiven = (status: PermitStatus): boolean => (stillGiven as readonly PermitStatus[]).includes(status);

/** Whether what a notice considers can still be decided: of a case, the submission it is about, with an officer; of a permit, while it is given. */
export function isOpenMatter({ submissionId, application, permit }: { submissionId: string | null; application: { status: ApplicationStatus; submissions: { id: string }[] } | null; permit: { status: PermitStatus } | null }): boolean {
  if (application) return isWithOfficer(application.status) && application.submissions[0]?.id === submissionId;
  return permit !== null && isStillGiven(permit.status);
}
