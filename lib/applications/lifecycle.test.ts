import { describe, expect, it } from "vitest";
import { move } from "@/lib/core/lifecycle";
import type { ApplicationStatus } from "@/lib/core/prisma-client/client";
import { applicationMoves, isOpen, isWritable } from "@/lib/applications/lifecycle";

const all: ApplicationStatus[] = ["draft", "submitted", "in_review", "changes_requested", "approved", "approved_with_conditions", "refused", "withdrawn", "lapsed"];
const decided: ApplicationStatus[] = ["submitted", "in_review"];

describe("which status may follow which", () => {
  it.each<[keyof typeof applicationMoves, ApplicationStatus[], ApplicationStatus]>([
    ["submit", ["draft", "changes_requested"], "submitted"],
    ["take", decided, "in_review"],
    ["request_changes", decided, "changes_requested"],
    ["approve", decided, "approved"],
    ["approve_with_conditions", decided, "approved_with_conditions"],
    ["refuse", decided, "refused"],
    ["reopen", ["refused"], "changes_requested"],
    ["withdraw", ["draft", "submitted", "in_review", "changes_requested"], "withdrawn"],
  ])("%s", (name, from, to) => {
    for (const status of all) expect(move(applicationMoves, status, name)).toEqual(from.includes(status) ? { ok: true, value: to } : { ok: false, refusal: "not_from_here", about: { status } });
  });

  it("a partner writes only while it is theirs, and nothing follows an end, save an appeal against a refusal", () => {
    expect(all.filter(isWritable)).toEqual(["draft", "changes_requested"]);
    expect(all.filter(isOpen)).toEqual(["draft", "submitted", "in_review", "changes_requested"]);
    for (const status of all.filter((each) => !isOpen(each))) for (const name of Object.keys(applicationMoves) as (keyof typeof applicationMoves)[]) expect([status, name, move(applicationMoves, status, name).ok]).toEqual([status, name, status === "refused" && name === "reopen"]);
  });
});
