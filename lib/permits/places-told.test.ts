import { describe, expect, it } from "vitest";
import { namedIn } from "@/lib/permits/places-told";

const places = [{ code: "HQ 0412", place: "Tollgate Street 14" }, { code: "LR-7", place: "Lantern Row, by the mill" }];

describe("words that residents read say where something is", () => {
  it.each<[words: string, named: string | null]>([
    ["Cameras at the water works", null],
    ["Camera on HQ 0412", "HQ 0412"],
    ["camera on hq0412.", "HQ 0412"],
    ["Cameras, tollgate street", "Tollgate Street 14"],
    ["Cameras of TOLLGATE  STREET, north", "Tollgate Street 14"],
    ["The tollgate of the street", null],
    ["Counters in Lantern Row, by the mill", "Lantern Row, by the mill"],
    ["Counters in Lantern Rowing Club", null],
    ["Counters on L R 7", null],
    ["Counters on LR7", "LR-7"],
    ["", null],
  ])("“%s”: %s", (words, named) => {
    expect(namedIn(["Nothing here", words], places)).toBe(named);
  });
});
