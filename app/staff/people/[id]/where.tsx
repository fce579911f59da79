import type { Geometry } from "geojson";
import { ZoneSheet } from "@/components/map/zone-sheet";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { listWords, limitsOf } from "@/lib/people/words";
import { zonesDrawn, type GrantOfFile } from "@/lib/people/queries";
import { shortWords } from "@/app/staff/access/short-words";

/** Where in the city somebody may do what: a sheet of its parts, and the same as a list. Nothing where no permission is about a place. */
export async function Where({ grants, name }: { grants: GrantOfFile[]; name: string }) {
  const placed = grants.filter(({ capability }) => isCapability(capability) && (capabilities[capability].scope as readonly string[]).includes("zone"));
  const zones = await zonesDrawn();
  if (placed.length === 0 || zones.length === 0) return null;
  const everywhere = placed.filter(({ zoneId }) => zoneId === null);
  const named = zones.map((zone) => ({ ...zone, geometry: zone.geometry as unknown as Geometry, here: placed.filter(({ zoneId }) => zoneId === zone.id) }));
  const some = named.filter(({ here }) => here.length > 0);
  const says = (held: GrantOfFile[]) => listWords([...new Set(held.map((grant) => [shortWords(grant.capability).toLowerCase(), ...limitsOf({ ...grant, zone: null }).map(({ before, name: limit }) => `${before} ${limit}`)].join(", ")))]);
  return (
    <section className="aside-part" aria-labelledby="where">
      <h2 id="where">Where</h2>
      <ZoneSheet title={`Map of the city’s parts. ${name} may act ${everywhere.length > 0 ? "in the whole city" : `in ${listWords(some.map((zone) => zone.name))}`}.`} zones={named.map((zone) => ({ ...zone, on: everywhere.length > 0 || zone.here.length > 0 }))} />
      <ul className="zone-key">
        {everywhere.length > 0 && (
          <li>
            <b>The whole city</b>
            {says(everywhere)}
          </li>
        )}
        {some.map((zone) => (
          <li key={zone.id}>
            <b>{zone.name}</b>
            {says(zone.here)}
          </li>
        ))}
      </ul>
      {everywhere.length === 0 && some.length < zones.length && <p className="note soft">Nothing in {listWords(named.filter(({ here }) => here.length === 0).map((zone) => zone.name), "or")}.</p>}
    </section>
  );
}
