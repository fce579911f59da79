import type { AppealAgainst } from "@/lib/core/prisma-client/client";

export const againstWords: Record<AppealAgainst, string> = { refusal: "Against a refusal", suspension: "Against a stop for a time", revocation: "Against a withdrawal for good" };
