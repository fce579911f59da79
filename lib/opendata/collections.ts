import "server-only";
import { identifiesLevels, purposes } from "@/lib/applications/schema";
import { assetClasses, zonesListed } from "@/lib/registry/queries";
import { assetAsFeature, assetsAsFeatures, deviceAsFeature, devicesAsFeatures, type FeaturesPage } from "@/lib/opendata/features";
import { Misasked, type Filters, type Wanted } from "@/lib/opendata/parameters";

/** The collections of features that anybody may take, and by what each can be searched. */
export interface Collection {
  id: "devices" | "assets";
  title: string;
  description: string;
  filters: Filters;
  /** whether each of them has a time of its own */
  isTimed: boolean;
  page(wanted: Wanted, now: Date): Promise<FeaturesPage>;
  /** as its JSON */
  one(id: string, now: Date): Promise<string | null>;
}

const viewOf = ({ bbox }: Wanted) => (bbox ? { view: { west: bbox[0], south: bbox[1], east: bbox[2], north: bbox[3] } } : {});

async function zoneOf({ filters }: Wanted): Promise<string | undefined> {
  if (filters.zone === undefined) return undefined;
  const zones = await zonesListed();
  const zone = zones.find(({ name }) => name === filters.zone);
  if (!zone) throw new Misasked(`"zone" is one of ${zones.map(({ name }) => name).join(", ")}.`);
  return zone.id;
}

const day = (at: number | null): Date | null => (at === null ? null : new Date(at));

export const collections: readonly Collection[] = [
  {
    id: "devices",
    title: "Devices",
    description: "What is or was allowed on the city’s poles, cabinets and shelters: what it does, whose it is, what it collects, and how its permit stands now. Its time is that of its permit.",
    filters: { q: null, purpose: purposes, identifies: identifiesLevels, assetClass: assetClasses, zone: null, partner: null, plate: null, inForce: ["true"] },
    isTimed: true,
    page: async (wanted, now) =>
      devicesAsFeatures(
        {
          past: wanted.filters.inForce === undefined,
          find: wanted.filters.q,
          purposes: wanted.filters.purpose ? [wanted.filters.purpose] : [],
          identifies: wanted.filters.identifies ? [wanted.filters.identifies] : [],
          assetClass: wanted.filters.assetClass,
          zone: await zoneOf(wanted),
          partner: wanted.filters.partner,
          plate: wanted.filters.plate,
          ...(wanted.datetime ? { between: { from: day(wanted.datetime.from), until: day(wanted.datetime.until) } } : {}),
          ...viewOf(wanted),
        },
        wanted.after,
        wanted.limit,
        now,
      ),
    one: (id, now) => deviceAsFeature(id, now),
  },
  {
    id: "assets",
    title: "Assets",
    description: "The public things that devices may hang on: poles, cabinets, shelters, roofs and ducts, by the number on their plate. They have no time.",
    filters: { assetClass: assetClasses, zone: null },
    isTimed: false,
    page: async (wanted, now) => assetsAsFeatures({ assetClass: wanted.filters.assetClass, zone: await zoneOf(wanted), ...viewOf(wanted) }, wanted.after, wanted.limit, now),
    one: (id, now) => assetAsFeature(id, now),
  },
];

