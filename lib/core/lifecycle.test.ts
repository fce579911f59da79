import { expect, it } from "vitest";
import { move, type Moves } from "@/lib/core/lifecycle";

type Door = "open" | "ajar" | "shut";
const doors: Moves<Door> = { open: { from: ["shut"], to: "open" }, shut: { from: ["open", "ajar"], to: "shut" } };

it("a move from where it may begin ends where it says", () => {
  expect(move<Door, Moves<Door>>(doors, "shut", "open")).toEqual({ ok: true, value: "open" });
  expect(move<Door, Moves<Door>>(doors, "ajar", "shut")).toEqual({ ok: true, value: "shut" });
});

it("any other is refused with the status that stands", () => {
  expect(move<Door, Moves<Door>>(doors, "ajar", "open")).toEqual({ ok: false, refusal: "not_from_here", about: { status: "ajar" } });
  expect(move<Door, Moves<Door>>(doors, "open", "fly")).toMatchObject({ refusal: "not_from_here" });
});
