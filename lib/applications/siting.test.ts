import { describe, expect, it } from "vitest";
import { closedTo, misplaced, siting, tooMuchFor } from "@/lib/applications/siting";
import { purposes, radios } from "@/lib/applications/schema";
import type { AssetClass } from "@/lib/core/prisma-client/client";

const light = { kg: 1, size: "20 × 10 × 5", radio: [] };
const classes = Object.keys(siting) as AssetClass[];

describe("what each kind of place carries", () => {
  it.each(classes)("a %s carries what it says, and not a gram or a centimetre more", (on) => {
    const { kg, cm } = siting[on];
    expect(tooMuchFor(on, { ...light, kg, size: `${cm} × 1 × 1` })).toBeNull();
    expect(tooMuchFor(on, { ...light, kg: kg + 0.001 })).toMatch(new RegExp(`^It weighs ${kg + 0.001} kg, and a .* carries ${kg} kg$`));
    // The longest side counts, whichever comes first.
    for (const size of [`${cm + 1} × 1 × 1`, `1 × ${cm + 1} × 1`, `1 × 1 × ${cm + 1}`]) expect(tooMuchFor(on, { ...light, size })).toMatch(new RegExp(`^It is ${cm + 1} cm long`));
  });

  it.each(classes)("a %s is open to whatever its table does not name", (on) => {
    const closed = siting[on].closedTo;
    for (const purpose of purposes) expect(closedTo(on, purpose)).toBe(closed?.purposes.includes(purpose) ? closed.because : null);
    const silent = siting[on].silent;
    for (const radio of radios) expect(tooMuchFor(on, { ...light, radio: [radio] })).toBe(silent?.radios.includes(radio) ? silent.because : null);
  });

  it("says nothing of what is not described, nor of what is for nothing yet", () => {
    expect(tooMuchFor("traffic_pole", undefined)).toBeNull();
    expect(closedTo("traffic_pole", undefined)).toBeNull();
  });
});

describe("devices that are in the wrong place", () => {
  const models = [{ make: "Tern", model: "TC-2", power: "mains" as const, sockets: [], kg: 12, size: "30 × 20 × 10", radio: [] }];
  const sites = [{ code: "A 1", assetClass: "light_pole" }, { code: "T 1", assetClass: "traffic_pole" }, undefined];

  it("each by its own place, in whatever letters its model is written", () => {
    const devices = [{ make: "TERN", model: " tc-2 " }, { make: "tern", model: "TC-2" }, { make: "Tern", model: "TC-2" }];
    expect(misplaced({ purpose: "lighting", devices, models, sites })).toEqual([{ index: 1, code: "T 1", why: "It weighs 12 kg, and a traffic-signal pole carries 6 kg" }]);
  });

  it("a place that is not for this comes before what hangs there; also one without a device yet", () => {
    expect(misplaced({ purpose: "information", devices: [], models, sites })).toEqual([{ index: 1, code: "T 1", why: "Screens beside a signal distract drivers" }]);
  });

  it("another model, or one nobody described, goes anywhere", () => {
    expect(misplaced({ purpose: "lighting", devices: [{ make: "Tern", model: "TC-3" }, { make: "Tern", model: "TC-3" }], models, sites })).toEqual([]);
  });
});
