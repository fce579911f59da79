import { expect, it } from "vitest";
import { move } from "@/lib/core/lifecycle";
import type { PartnerStatus } from "@/lib/core/prisma-client/client";
import { partnerMoves } from "@/lib/partners/lifecycle";

it.each<[PartnerStatus, keyof typeof partnerMoves, PartnerStatus | null]>([
  ["registered", "verify", "verified"],
  ["registered", "refuse", "refused"],
  ["refused", "verify", "verified"],
  ["refused", "refuse", null],
  ["verified", "verify", null],
  ["verified", "refuse", null],
])("a %s partner, to %s: %s", (status, name, to) => {
  expect(move(partnerMoves, status, name)).toEqual(to ? { ok: true, value: to } : { ok: false, refusal: "not_from_here", about: { status } });
});
