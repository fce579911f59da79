import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { BaseFeature } from "./base";
import type { MapPoint } from "./cluster";
import { AssetPickerMap } from "./asset-picker-map";
import { StreetMap } from "./street-map";

const view = { west: 1.2, south: 52.6, east: 1.3, north: 52.66 };
const features: BaseFeature[] = [
  { kind: "street", name: "Lantern Row", main: true, geometry: { type: "LineString", coordinates: [[1.1, 52.63], [1.4, 52.63]] } },
];
const points: MapPoint[] = [
  { key: "HQ 0412", lon: 1.25, lat: 52.63, label: "1. Air quality sensor, HQ 0412", number: 1, to: "/devices/a" },
  { key: "HQ 0413", lon: 1.26, lat: 52.64, label: "HQ 0413, held by another permit", state: "taken" },
  { key: "far", lon: 9, lat: 40, label: "Far away" },
];
const controls = { zoomIn: "?in", zoomOut: "?out", north: "?n", south: "?s", east: "?e", west: "?w" };

describe("StreetMap", () => {
  const html = renderToStaticMarkup(
    <StreetMap title="Map of Lantern Row" view={view} base={{ features }} points={points} controls={controls} clusters={[{ lon: 1.22, lat: 52.62, count: 1284, to: "?closer" }]} />,
  );

  it("is a named group with points that are links or pictures with names", () => {
    expect(html).toContain('role="group" aria-label="Map of Lantern Row"');
    expect(html).toContain('href="/devices/a" aria-label="1. Air quality sensor, HQ 0412"><title>1. Air quality sensor, HQ 0412</title>');
    expect(html).toContain('role="img" aria-label="HQ 0413, held by another permit"');
    expect(html).toContain('aria-label="1,284 here, look closer"');
    expect(html).not.toContain("Far away");
  });

  it("has named links to move it, a scale and squares", () => {
    for (const name of ["Look closer", "See more around", "Move north", "Move south", "Move east", "Move west"]) expect(html).toContain(`aria-label="${name}"`);
    expect(html).toMatch(/>\d+ k?m<\/text>/);
    expect(html).toContain(">A</text>");
    expect(html).toContain(">Lantern Row</text>");
  });

  it("has nothing that the content security policy would refuse", () => {
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/);
  });

  it("is a picture where nothing on it can be followed, and speaks the page's language", () => {
    const other = renderToStaticMarkup(
      <StreetMap title="Plano" view={view} base={{ features: [] }} points={[]} controls={controls} words={{ zoomIn: "Acercar" }} />,
    );
    expect(other).toContain('role="img" aria-label="Plano"');
    expect(other).toContain('aria-label="Acercar"');
  });
});

describe("AssetPickerMap", () => {
  it("is the drawing alone until a script runs, with a key on what can be chosen", () => {
    const html = renderToStaticMarkup(<AssetPickerMap name="asset" title="Poles" view={view} base={{ features }} points={points} />);
    expect(html).toContain('data-map-key="HQ 0412"');
    expect(html).not.toContain('data-map-key="HQ 0413"');
    expect(html).not.toContain('role="checkbox"');
    expect(html).not.toContain("/devices/a");
  });
});
