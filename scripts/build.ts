import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mapLibrary, mapLibraryAt } from "@/lib/map/library";
import { runChild } from "./child-process";
import { fingerprint } from "./fingerprint";

const stamp = ".next/lamppost-build";

/** Whatever the built pages are made of. */
const sources = ["app", "components", "lib", "prisma", "public", "package-lock.json", "next.config.ts", "postcss.config.mjs", "proxy.ts", "instrumentation.ts"];
const isNoSource = (path: string) => path === "lib/core/prisma-client" || /\.test\.tsx?$/.test(path);

/** The build failed; `lines` is what the compiler said. */
export class BuildProblem extends Error {
  override name = "BuildProblem";
  constructor(readonly lines: readonly string[]) {
    super("The pages could not be built.");
  }
}

/** What draws the moving map is a file of the portal's own, taken from what is installed. */
function layMapLibrary(): void {
  const folder = `public${mapLibraryAt}`;
  if (mapLibrary.files.every((file) => existsSync(`${folder}/${file}`))) return;
  rmSync("public/maplibre", { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of mapLibrary.files) copyFileSync(`node_modules/maplibre-gl/dist/${file}`, `${folder}/${file}`);
}

/**
 * Builds the pages for production when anything they are made of has changed since. Needs no database.
 * @returns whether they were built now
 * @throws {BuildProblem}
 */
export async function buildPages(): Promise<boolean> {
  layMapLibrary();
  const wanted = fingerprint(sources, isNoSource);
  if (existsSync(stamp) && existsSync(".next/BUILD_ID") && readFileSync(stamp, "utf8") === wanted) return false;
  rmSync(stamp, { force: true });
  const { code, lines } = await runChild({
    name: "The build",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "build"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (code !== 0) throw new BuildProblem(lines);
  writeFileSync(stamp, wanted);
  return true;
}
