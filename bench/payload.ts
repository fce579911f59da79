import { cpSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { keepChild, runChild } from "@/scripts/child-process";
import { freePort } from "@/scripts/database";

/** Payload CMS holding the same devices in the same database, listening at `base`. */
export interface Peer {
  base: string;
}

/** The rows as Payload's flat collection has them; its ids are their numbers in the order of ours, from 1 on. */
const fill = `
INSERT INTO payload.devices (code, name, make, model, purpose, why, identifies, collects, kept, shared, partner, contact, plate, place, asset_class, zone, status, permit, "from", until, lon, lat, words)
  SELECT d.code, d.name, d.make, d.model, d.purpose, d.why, d.identifies, array_to_string(d.collects, '; '), d."keptWords", d."sharedWords", partner.name, partner."publicContact", asset.code, asset.place, asset."assetClass", zone.name, d."permitStatus", p.reference, d."startsOn"::text, d."expiresOn"::text, d.lon, d.lat, d.words
  FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" JOIN "Partner" partner ON partner.id = d."partnerId" JOIN "Asset" asset ON asset.id = d."assetId" LEFT JOIN "Zone" zone ON zone.id = d."zoneId" ORDER BY d.id`;

/**
 * Installs Payload in a folder, starts it, and gives it the devices.
 * @returns null where it cannot be installed: without a network
 */
export async function startPayload(folder: string, superUrl: string, pool: pg.Pool, answers: (url: string) => Promise<boolean>): Promise<Peer | null> {
  const home = join(folder, "payload");
  cpSync("bench/payload", home, { recursive: true });
  const installed = await runChild({ name: "npm", command: "npm", args: ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd: home });
  if (installed.code !== 0) return null;
  const begin = async (mode: "development" | "production") => {
    const port = await freePort();
    const said: string[] = [];
    const child = keepChild({ name: "Payload", command: process.execPath, args: ["server.mjs"], cwd: home, env: { ...process.env, NODE_ENV: mode, DATABASE_URL: superUrl, PORT: String(port) }, onLine: (line) => said.push(line) });
    const base = `http://127.0.0.1:${port}/api/devices`;
    for (let tries = 0; !(await answers(`${base}?limit=1&pagination=false`)); tries += 1) {
      if (tries > 600 || child.hasEnded()) throw new Error(`Payload did not start: ${said.slice(-5).join(" ")}`);
      await pause(100);
    }
    return { child, base };
  };
  // It makes its tables only while somebody develops with it.
  const { child } = await begin("development");
  await child.stop();
  await pool.query(fill);
  await pool.query("VACUUM (ANALYZE) payload.devices");
  return begin("production");
}
