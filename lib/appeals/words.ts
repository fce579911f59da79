import type { AppealAgainst } from "@/lib/core/prisma-client/client";

export const againstWords: Record<AppealAgainst, string> = { refusal: "A refusal", suspension: "A stop for a time", revocation: "A withdrawal for good" };
