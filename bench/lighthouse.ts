import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isoDay } from "@/lib/core/calendar";
import { findBrowser } from "@/scripts/browser";
import { keepChild, runChild } from "@/scripts/child-process";
import { freePort } from "@/scripts/database";
import { ownProgram } from "@/scripts/serve";
import { commit, hardware } from "./report";

/** What Lighthouse says of a page on its mobile setting: scores of 100, and of what they are made milliseconds and the shift of the layout. */
interface Found {
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  contentful: number;
  largest: number;
  blocked: number;
  shift: number;
  kilobytes: number;
  /** how fast Lighthouse finds the machine at that moment */
  machine: number;
}

interface Report {
  categories: Record<string, { score: number }>;
  audits: Record<string, { numericValue?: number }>;
  environment: { benchmarkIndex: number };
}

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The least that a page can be: what Lighthouse takes off it is the machine's. */
const emptyPage = `<!doctype html><html lang="en"><head><title>Empty</title><meta name="viewport" content="width=device-width"><meta name="description" content="Nothing"></head><body><main><h1>Nothing</h1></main></body></html>`;

/**
 * The demo city's public pages as Lighthouse sees them, each several times.
 * @param folder for what is installed, and for the city
 * @returns the report, bench/LIGHTHOUSE.md
 * @throws where Lighthouse cannot be installed: without a network
 */
export async function lighthouseReport(folder: string, times: number, command: string): Promise<string> {
  const home = join(folder, "lighthouse");
  cpSync("bench/lighthouse", home, { recursive: true });
  // Not `npm ci`: to that the lock of these packages is never whole.
  const installed = await runChild({ name: "npm", command: "npm", args: ["install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd: home });
  if (installed.code !== 0) throw new Error(`Lighthouse could not be installed: ${installed.lines.slice(-3).join(" ")}`);
  const browser = await findBrowser(console.log);

  const port = await freePort();
  const base = `http://localhost:${port}`;
  const city = keepChild({ name: "The city", ...ownProgram("scripts/start.ts"), env: { ...process.env, NODE_ENV: "production", LAMPPOST_DATA: join(folder, "city"), PORT: String(port) }, onLine: () => undefined });
  const items = `${base}/api/ogc/collections/devices/items?limit=1`;
  for (let tries = 0; !(await fetch(items).then(({ ok }) => ok, () => false)); tries += 1) {
    if (tries > 3_000 || city.hasEnded()) throw new Error("the city did not start");
    await pause(200);
  }
  const { features: [device] } = (await (await fetch(items)).json()) as { features: { id: string; properties: { plate: string } }[] };
  const empty = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(emptyPage));
  empty.listen(0, "127.0.0.1");
  await once(empty, "listening");
  const pages: [what: string, address: string][] = [
    ["an empty page", `http://127.0.0.1:${(empty.address() as AddressInfo).port}/`],
    ["home", `${base}/`],
    ["home, in Spanish", `${base}/es`],
    ["search", `${base}/devices?find=lane`],
    ["device", `${base}/devices/${device?.id}`],
    ["pole", `${base}/assets/${encodeURIComponent(device?.properties.plate ?? "")}`],
  ];

  const found: [string, Found][] = [];
  for (const [what, address] of pages) {
    const each: Found[] = [];
    for (let time = 0; time < times; time += 1) {
      const output = join(folder, "page.json");
      const { code, lines } = await runChild({
        name: "Lighthouse",
        command: process.execPath,
        args: [join(home, "node_modules/lighthouse/cli/index.js"), address, "--quiet", "--output=json", `--output-path=${output}`, `--chrome-flags=--headless=new --disable-gpu --disable-dev-shm-usage${process.getuid?.() === 0 ? " --no-sandbox" : ""}`],
        env: { ...process.env, CHROME_PATH: browser },
      });
      if (code !== 0) throw new Error(`Lighthouse could not read ${address}: ${lines.slice(-3).join(" ")}`);
      const { categories, audits, environment } = JSON.parse(readFileSync(output, "utf8")) as Report;
      const score = (name: string) => Math.round((categories[name]?.score ?? Number.NaN) * 100);
      const value = (name: string) => audits[name]?.numericValue ?? Number.NaN;
      each.push({
        performance: score("performance"), accessibility: score("accessibility"), bestPractices: score("best-practices"), seo: score("seo"),
        contentful: value("first-contentful-paint"), largest: value("largest-contentful-paint"), blocked: value("total-blocking-time"), shift: value("cumulative-layout-shift"),
        kilobytes: value("total-byte-weight") / 1_000, machine: environment.benchmarkIndex,
      });
    }
    const middles = Object.fromEntries((Object.keys(each[0] ?? {}) as (keyof Found)[]).map((key) => [key, middle(each.map((one) => one[key]))])) as unknown as Found;
    found.push([what, middles]);
    console.log(`  ${what}: ${each.map(({ performance }) => performance).join(", ")}`);
  }
  empty.close();
  await city.stop();

  const ours = found.slice(1).map(([, each]) => each);
  const say = (isMet: boolean, sentence: string) => `- **${isMet ? "Met" : "Missed"}**: ${sentence}`;
  return [
    "# What Lighthouse says of the public pages",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/lighthouse.ts\`.`,
    `${hardware()}. Lighthouse 12.8.2 on its mobile setting, which takes everything the page does for four times as long; the middle of ${times} readings of each page of the demo city, which runs on the same machine. An empty page is read in the same way: what is taken off that is the machine’s.`,
    "## Aims",
    [
      say(ours.every(({ accessibility, bestPractices, seo }) => Math.min(accessibility, bestPractices, seo) === 100), "100 in accessibility, best practices and search engines."),
      say(ours.every(({ performance }) => performance >= 95), `at least 95 in performance: ${found.slice(1).map(([what, { performance }]) => `${performance} (${what})`).join(", ")}; ${found[0]?.[1].performance} for an empty page.`),
    ].join("\n"),
    "## By page",
    "Milliseconds to the first and to the largest thing that is seen, milliseconds for which the page did not answer, how far its layout moved, and kilobytes over the wire.",
    [
      ["", "performance", "accessibility", "best practices", "SEO", "first", "largest", "blocked", "moved", "kB", "speed of the machine"],
      ["---", ...Array.from({ length: 10 }, () => "--:")],
      ...found.map(([what, { performance, accessibility, bestPractices, seo, contentful, largest, blocked, shift, kilobytes, machine }]) => [what, ...[performance, accessibility, bestPractices, seo, Math.round(contentful), Math.round(largest), Math.round(blocked)].map(String), shift.toFixed(3), kilobytes.toFixed(0), machine.toFixed(0)]),
    ].map((row) => `| ${row.join(" | ")} |`).join("\n"),
  ].join("\n\n") + "\n";
}
