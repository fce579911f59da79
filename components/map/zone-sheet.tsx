import type { Geometry, Position } from "geojson";
import { fitted, projectionOf, viewAround } from "./projection";

const width = 420;
const height = 300;

const ringsOf = (geometry: Geometry): Position[][] => (geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : []);

/**
 * The parts of the city as a small sheet: those that are `on` filled, the others pale. It says in words what it shows; the list
 * beside it has the same, and more.
 */
export function ZoneSheet({ title, zones }: { title: string; zones: { id: string; name: string; geometry: Geometry; on: boolean }[] }) {
  const places = zones.flatMap(({ geometry }) => ringsOf(geometry).flatMap((ring) => ring.map(([lon = 0, lat = 0]) => ({ lon, lat }))));
  if (places.length === 0) return null;
  const projection = projectionOf(fitted(viewAround(places, 0.05), width, height), width, height);
  const path = (geometry: Geometry) =>
    ringsOf(geometry)
      .map((ring) => `M${ring.map(([lon = 0, lat = 0]) => projection.toPixel(lon, lat)).map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}z`)
      .join("");
  return (
    <svg className="zone-sheet" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
      {[...zones].sort((a, b) => Number(a.on) - Number(b.on)).map((zone) => (
        <path key={zone.id} className={zone.on ? "on" : undefined} d={path(zone.geometry)} fillRule="evenodd">
          <title>{zone.name}</title>
        </path>
      ))}
    </svg>
  );
}
