import { expect, it } from "vitest";
import { move, type Moves } from "@/lib/core/lifecycle";

const doors = { open: { from: ["shut"], to: "open" }, shut: { from: ["open", "ajar"], to: "shut" } } as const satisfies Moves<"open" | "ajar" | "shut">;

it("a move from where it may begin ends where it says", () => {
  expect(move(doors, "shut", "open")).toEqual({ ok: true, value: "open" });
  expect(move(doors, "ajar", "shut")).toEqual({ ok: true, value: "shut" });
});

it("any other is refused with the status that stands", () => {
  expect(move(doors, "ajar", "open")).toEqual({ ok: false, refusal: "not_from_here", about: { status: "ajar" } });
  expect(move<"open" | "ajar" | "shut", Moves<"open" | "ajar" | "shut">>(doors, "open", "fly")).toMatchObject({ refusal: "not_from_here" });
});
