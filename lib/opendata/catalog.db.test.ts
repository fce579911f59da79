import { expect, it } from "vitest";
import { testCity } from "@/lib/core/test-city";
import { catalog } from "@/lib/opendata/catalog";

const city = await testCity();
await city.application("approved");

interface Dataset {
  title: string;
  description: string;
  identifier: string;
  publisher: { name: string };
  contactPoint: { fn: string; hasEmail: string };
  distribution: { downloadURL?: string; accessURL?: string; mediaType: string }[];
}

it("is a catalogue by DCAT-US 3.0: what each dataset must have, and where it is to be had", async () => {
  const told = JSON.parse(String((await catalog()).body)) as { "@type": string; conformsTo: object; dataset: Dataset[]; service: { servesDataset: string[]; endpointURL: string[] }[] };
  expect(told["@type"]).toBe("Catalog");
  expect(told.dataset.map(({ title }) => title)).toEqual(["Devices", "Assets"]);
  for (const dataset of told.dataset) {
    expect(dataset).toMatchObject({ title: expect.any(String), description: expect.any(String), identifier: expect.stringMatching(/^http/), publisher: { name: expect.any(String) }, contactPoint: { fn: expect.any(String), hasEmail: expect.stringMatching(/^mailto:.+@/) } });
    for (const { downloadURL, accessURL, mediaType } of dataset.distribution) expect([downloadURL ?? accessURL, mediaType]).toEqual([expect.stringMatching(/^http/), expect.stringMatching(/^[a-z]+\/[a-z+]+$/)]);
    expect(told.service[0]?.servesDataset).toContain(dataset.identifier);
  }
});
