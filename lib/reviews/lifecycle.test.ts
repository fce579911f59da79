import { describe, expect, it } from "vitest";
import { move } from "@/lib/core/lifecycle";
import type { ReviewStatus } from "@/lib/core/prisma-client/client";
import { reviewMoves } from "@/lib/reviews/lifecycle";

const all: ReviewStatus[] = ["open", "closed", "remediated"];

describe("which status may follow which", () => {
  it.each<[keyof typeof reviewMoves, Partial<Record<ReviewStatus, ReviewStatus>>]>([
    ["close", { open: "closed" }],
    ["finish", { closed: "remediated" }],
  ])("%s", (name, allowed) => {
    for (const status of all) {
      const next = move(reviewMoves, status, name);
      if (allowed[status]) expect(next).toEqual({ ok: true, value: allowed[status] });
      else expect(next).toEqual({ ok: false, refusal: "not_from_here", about: { status } });
    }
  });
});
