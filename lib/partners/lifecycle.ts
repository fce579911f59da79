import type { Moves } from "@/lib/core/lifecycle";
import type { PartnerStatus } from "@/lib/core/prisma-client/client";

export const partnerMoves = {
  verify: { from: ["registered", "refused"], to: "verified" },
  refuse: { from: ["registered"], to: "refused" },
} as const satisfies Moves<PartnerStatus>;
