import type { DataRequestKind, DataRequestOutcome } from "@/lib/core/prisma-client/client";

export const requestKindWords: Record<DataRequestKind, string> = { access: "Wants to know what is held about them", correction: "Wants it put right", deletion: "Wants it deleted", objection: "Objects to its use" };
export const requestOutcomeWords: Record<DataRequestOutcome, string> = { done: "Done as asked", nothing_held: "Nothing is held", refused: "Refused" };
