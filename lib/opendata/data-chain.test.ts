import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { identifiesLevels, purposes, transferMechanisms } from "@/lib/applications/schema";
import { dataChainOf, type ChainOf } from "@/lib/opendata/data-chain";

const camera: ChainOf = { code: "4F2K9XQ", name: "Plate camera", purpose: "traffic_and_parking", identifies: "yes", keptWords: "30 days", sharedWords: "the police, by order of a court", decidedAt: new Date("2026-11-19T14:00:00Z"), handling: { transfer: "standard_clauses" } };
const idsOf = (device: ChainOf) => dataChainOf(device).instance.elements.map(({ element_id }) => element_id);

/** Every chain that there can be. */
const all = purposes.flatMap((purpose) => identifiesLevels.flatMap((identifies) => [...transferMechanisms, undefined].flatMap((transfer) => ["nobody", "the water board"].map((sharedWords): ChainOf => ({ ...camera, purpose, identifies, sharedWords, keptWords: sharedWords === "nobody" ? "not kept" : "a week", handling: transfer ? { transfer } : {} })))));

describe("a data chain", () => {
  it("says who answers first, then what for, what, who sees it, where and how long", () => {
    expect(idsOf(camera)).toEqual(["institution", "organization", "mobility", "personal", "available_to_vendor", "available_to_3rd_parties", "stored_primarily_internationally", "data_retained"]);
    expect(dataChainOf(camera).instance.elements.at(-1)).toMatchObject({ variables: [{ id: "duration", value: "30 days" }] });
  });

  it("guesses nothing that was not declared", () => {
    expect(idsOf({ ...camera, identifies: "no", sharedWords: "Nobody", keptWords: "Nothing is kept", handling: {} })).toEqual(["institution", "organization", "mobility", "available_to_vendor", "no_data_retained"]);
    expect(idsOf({ ...camera, identifies: "anonymous" })).toContain("de_identified");
  });

  it("keeps to the rules of the standard: at most three purposes, known categories, an order of whole numbers, an instant", () => {
    for (const device of all) {
      const { datachain, instance } = dataChainOf(device);
      const categories = new Set<string>(datachain.categories.map(({ id }) => id));
      for (const { category_id, priority } of instance.elements) expect([categories.has(category_id), Number.isInteger(priority) && priority >= 0]).toEqual([true, true]);
      expect(instance.elements.filter(({ category_id }) => category_id === "device__purpose").length).toBeLessThanOrEqual(3);
      expect(new Date(instance.created_at).toISOString()).toBe(instance.created_at);
      expect(datachain.categories.map(({ order }) => order)).toEqual([...categories].map((_, index) => index));
    }
  });

  const list = "../shared/data/dtpr/dtpr-v1-device.json";
  it.skipIf(!existsSync(list))("names only elements and categories that the standard has, each where it belongs", () => {
    const { elements, categories } = JSON.parse(readFileSync(list, "utf8")) as { elements: { id: string; categories: string[] }[]; categories: { id: string }[] };
    for (const device of all) for (const { element_id, category_id } of dataChainOf(device).instance.elements) expect(elements.find(({ id }) => id === element_id)?.categories, element_id).toContain(category_id);
    for (const { id } of dataChainOf(camera).datachain.categories) expect(categories.map((each) => each.id)).toContain(id);
  });
});
