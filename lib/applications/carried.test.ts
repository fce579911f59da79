import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carriedOver, type Wanted } from "@/lib/applications/carried";

const box = (assetId: string, serial = "", model = "TC-2", name = "Counter"): Wanted => ({ assetId, serial, model, name, make: "Tern" });
const there = (...boxes: Wanted[]) => boxes.map((each, index) => ({ ...each, id: `d${index + 1}` }));

describe("what goes on from a permit that is replaced", () => {
  it.each<[string, Wanted[], Wanted[], [number, string][]]>([
    ["is the same box on the same pole", [box("a", "S1")], [box("a", "S1")], [[0, "d1"]]],
    ["is told by its serial number, whatever it is called now", [box("a", "S2", "TC-2", "New name"), box("a", "S1")], [box("a", "S1"), box("a", "S2")], [[0, "d2"], [1, "d1"]]],
    ["is told by make and model where no number was given", [box("a")], [box("a", "", "TC-2", "Another name")], [[0, "d1"]]],
    ["keeps on where its number was given meanwhile", [box("a", "S1")], [box("a")], [[0, "d1"]]],
    ["is not another box of the same kind", [box("a", "S9")], [box("a", "S1")], []],
    ["is not another model with the same number", [box("a", "S1", "TC-3")], [box("a", "S1")], []],
    ["is not the same box elsewhere: it gets the sign of where it is", [box("b", "S1")], [box("a", "S1")], []],
    ["is taken once", [box("a"), box("a")], [box("a")], [[0, "d1"]]],
    ["is none where there was none", [box("a")], [], []],
  ])("%s", (_, wanted, existing, carried) => expect([...carriedOver(wanted, there(...existing))]).toEqual(carried));

  it("each box goes on once at the most, to where it hangs; and what is asked for as it was goes on whole", () => {
    const any = fc.record({ assetId: fc.constantFrom("a", "b", "c"), name: fc.constantFrom("n", "m"), make: fc.constant("Tern"), model: fc.constantFrom("x", "y"), serial: fc.constantFrom("", "1", "2", "3") });
    fc.assert(fc.property(fc.array(any, { maxLength: 8 }), fc.array(any, { maxLength: 8 }), (wanted, existing) => {
      const known = there(...existing);
      const carried = carriedOver(wanted, known);
      expect(new Set(carried.values()).size).toBe(carried.size);
      for (const [index, id] of carried) expect(known.find((each) => each.id === id)?.assetId).toBe(wanted[index]?.assetId);
      expect(carriedOver(existing, known).size).toBe(existing.length);
    }), { seed: 1, numRuns: 500 });
  });
});
