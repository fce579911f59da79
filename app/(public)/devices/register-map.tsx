import { clusterPoints } from "@/components/map/cluster";
import { fitted, panned, viewAround, viewToText, zoomed, type View } from "@/components/map/projection";
import { StreetMap } from "@/components/map/street-map";
import type { Words } from "@/app/languages/words";
import { MovingMap } from "./moving-map";
import { addressWith } from "./search";
import { baseOf, cityView } from "@/lib/assets/queries";
import { placesListed, type Search } from "@/lib/registry/queries";

const width = 640;
const height = 800;
/** So little of the earth, in degrees, is a few streets: its middle is a place that somebody can mean. */
const closeBy = 0.012;

/** The same search as the list, on a map that is markup: the page's devices with their numbers, and what else is near. */
export async function RegisterMap({ given, search, devices, words, to }: { words: Words; to: (path: string) => string; given: Record<string, string | string[] | undefined>; search: Search; devices: { id: string; code: string; name: string; lat: number; lon: number; asset: { code: string } }[] }) {
  const around: View | null = search.view ?? (devices.length > 0 ? viewAround(devices.map(({ lon, lat }) => ({ lon, lat })), 0.15) : await cityView());
  if (!around) return <p className="note">{words.register.noMap}</p>;
  const view = fitted(around, width, height);
  const [base, others] = await Promise.all([baseOf(view), placesListed(search, view)]);
  const all = devices.map((device, index) => ({ key: device.id, lon: device.lon, lat: device.lat, label: `${index + 1}: ${device.name}, ${device.asset.code}`, number: index + 1, to: to(`/devices/${device.code}`) }));
  // A number that would lie on another is drawn without: the list has them all.
  const apart = (view.east - view.west) * 0.05;
  const numbered = all.map((point, index) => (all.slice(0, index).some((other) => Math.hypot(other.lon - point.lon, (other.lat - point.lat) * 1.6) < apart) ? withoutNumber(point) : point));
  const shown = new Set(devices.map(({ id }) => id));
  const rest = others.filter(({ id }) => !shown.has(id)).map((device) => ({ key: device.id, lon: device.lon, lat: device.lat, label: `${device.name}, ${device.asset.code}`, to: to(`/devices/${device.code}`) }));
  const at = (next: View) => `${addressWith(to("/devices"), given, { view: viewToText(next), before: undefined })}#map`;
  const { points, clusters } = clusterPoints([...numbered, ...rest], view, width, height, 44, at);
  // Where one looks is where something hangs that is not on it.
  const middle = `${((view.north + view.south) / 2).toFixed(5)},${((view.west + view.east) / 2).toFixed(5)}`;
  return (
    <>
      <MovingMap view={view} question={addressWith("", given, { view: undefined, before: undefined })} words={words} to={to} locale={words.locale}>
        <StreetMap
          title={words.register.mapTitle}
          words={words.map}
          view={view}
          width={width}
          height={height}
          base={base}
          points={points}
          clusters={clusters}
          controls={{ zoomIn: at(zoomed(view, 2)), zoomOut: at(zoomed(view, 0.5)), north: at(panned(view, 0, 0.5)), south: at(panned(view, 0, -0.5)), east: at(panned(view, 0.5, 0)), west: at(panned(view, -0.5, 0)) }}
        />
      </MovingMap>
      {view.east - view.west < closeBy && (
        <p className="note">
          <a href={to(`/concerns/new?kind=unlisted&at=${middle}`)}>{words.concern.missingOnMap}</a>
        </p>
      )}
    </>
  );
}

function withoutNumber<P extends { number?: number }>({ number: _, ...point }: P): Omit<P, "number"> {
  return point;
}
