import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

type Ignored = (path: string) => boolean;

function filesUnder(path: string, ignored: Ignored): string[] {
  if (!existsSync(path) || ignored(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name), ignored));
}

/**
 * One text that changes when the name or the content of any file in these places changes.
 * @param places files and folders relative to the project; those that do not exist count as empty
 * @param ignored whether to leave out a file or folder, given as it is reached from `places`
 */
export function fingerprint(places: readonly string[], ignored: Ignored = () => false): string {
  const hash = createHash("sha256");
  for (const file of places.flatMap((place) => filesUnder(place, ignored))) {
    const content = readFileSync(file);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}
