import type { ConcernKind, InspectionOutcome, InspectionSettled } from "@/lib/core/prisma-client/client";

export const kindWords: Record<ConcernKind, string> = { wrong: "Something is wrong", unlisted: "Not in the register", bothers: "It bothers me" };
export const outcomeWords: Record<InspectionOutcome, string> = { on_register: "It is in the register", missing: "It is missing in the register", nothing_there: "There is nothing", not_ours: "It needs no permit" };
export const settledWords: Record<InspectionSettled, string> = { registered: "It was registered since", removed: "It was taken down" };
