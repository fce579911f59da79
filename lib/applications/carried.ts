/** A device as an application names it, and the place that it asks for. */
export interface Wanted {
  assetId: string | undefined;
  name: string;
  make: string;
  model: string;
  serial: string;
}

/**
 * Which device of the permit that is replaced each wanted one is: the same box on the same asset, so that it keeps its code and its history. By its
 * serial number; where none is given, by all that is said of it; then by make and model. Each is taken once.
 * @returns by the index of the wanted, the id of the device that goes on; absent where it is a new one
 */
export function carriedOver(wanted: readonly Wanted[], there: readonly (Wanted & { id: string })[]): Map<number, string> {
  const carried = new Map<number, string>();
  const left = new Set(there);
  const isSame: ((a: Wanted, b: Wanted) => boolean)[] = [
    (a, b) => a.serial !== "" && a.serial === b.serial && a.make === b.make && a.model === b.model,
    (a, b) => a.serial === b.serial && a.name === b.name && a.make === b.make && a.model === b.model,
    // A serial number that was given meanwhile, or the one without.
    (a, b) => (a.serial === "" || b.serial === "") && a.make === b.make && a.model === b.model,
  ];
  for (const same of isSame) {
    for (const [index, each] of wanted.entries()) {
      if (carried.has(index)) continue;
      const found = [...left].find((device) => device.assetId === each.assetId && same(each, device));
      if (!found) continue;
      carried.set(index, found.id);
      left.delete(found);
    }
  }
  return carried;
}
