import type { AssetClass } from "@/lib/core/prisma-client/client";
import { assetClassWord } from "@/lib/applications/words";
import { modelKey, type ModelRow } from "@/lib/applications/rules";
import type { Content, purposes, radios } from "@/lib/applications/schema";

type Purpose = (typeof purposes)[number];

interface Limits {
  /** what one device may weigh at most, in kilograms */
  kg: number;
  /** its longest side, in centimetres */
  cm: number;
  /** what may not be hung there at all, by what it is for, and why */
  closedTo?: { purposes: readonly Purpose[]; because: string };
  /** what may not send from there, and why */
  silent?: { radios: readonly (typeof radios)[number][]; because: string };
}

/** What each kind of asset carries, and what may not be put on it. It is published, and printed from here. */
export const siting: Record<AssetClass, Limits> = {
  light_pole: { kg: 15, cm: 80 },
  traffic_pole: {
    kg: 6,
    cm: 50,
    closedTo: { purposes: ["information"], because: "Screens beside a signal distract drivers" },
    silent: { radios: ["radar"], because: "Radar disturbs the detectors of the signal" },
  },
  cabinet: { kg: 10, cm: 60 },
  shelter: { kg: 20, cm: 120 },
  kiosk: { kg: 20, cm: 120 },
  rooftop: { kg: 60, cm: 250 },
  duct: {
    kg: 10,
    cm: 60,
    closedTo: { purposes: ["information", "lighting"], because: "Nobody sees what is under the street" },
  },
  other: { kg: 10, cm: 60 },
};

/** Why what is for this may not be put on this kind of asset at all; null where it may. */
export function closedTo(assetClass: AssetClass, purpose: string | undefined): string | null {
  const closed = siting[assetClass].closedTo;
  return closed && closed.purposes.some((each) => each === purpose) ? closed.because : null;
}

/** What keeps a device of this model from this kind of asset, in words; null where nothing does, or the model is not described. */
export function tooMuchFor(assetClass: AssetClass, model: Pick<ModelRow, "kg" | "size" | "radio"> | undefined): string | null {
  if (!model) return null;
  const { kg, cm, silent } = siting[assetClass];
  const what = assetClassWord[assetClass] ?? "public asset";
  const longest = Math.max(...model.size.split(" × ").map(Number));
  if (model.kg > kg) return `It weighs ${model.kg} kg, and a ${what} carries ${kg} kg`;
  if (longest > cm) return `It is ${longest} cm long, and on a ${what} there is room for ${cm} cm`;
  if (silent && silent.radios.some((radio) => model.radio.includes(radio))) return silent.because;
  return null;
}

/** The devices that may not go where they are to go, each with its place and why. Device and place belong together by their order. */
export function misplaced(of: { purpose: string | undefined; devices: readonly { make: string; model: string }[]; models: readonly ModelRow[]; sites: readonly ({ code: string; assetClass: string } | undefined)[] }): { index: number; code: string; why: string }[] {
  const models = new Map(of.models.map((row) => [modelKey(row), row]));
  return of.sites.flatMap((site, index) => {
    if (!site) return [];
    const assetClass = site.assetClass as AssetClass;
    const device = of.devices[index];
    const why = closedTo(assetClass, of.purpose) ?? (device ? tooMuchFor(assetClass, models.get(modelKey(device))) : null);
    return why ? [{ index, code: site.code, why }] : [];
  });
}

/** The same of a whole submission. */
export const misplacedIn = ({ purpose, devices, sites }: Pick<Content, "purpose" | "sites"> & { devices: { devices: readonly { make: string; model: string }[]; models?: readonly ModelRow[] | undefined } }) =>
  misplaced({ purpose: purpose.purpose, devices: devices.devices, models: devices.models ?? [], sites: sites.assets });
