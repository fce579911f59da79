import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { isoDay } from "@/lib/core/calendar";
import type { Measure } from "./timing";

export interface Result {
  devices: number;
  fillSeconds: number;
  bytes: number;
  measures: Measure[];
}

export const installed = (name: string): string => (JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")) as { version: string }).version;
export const number = (value: number) => value.toLocaleString("en-GB");
export const ms = (value: number) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

export function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "unknown";
  }
}

const titles: Record<Measure["group"], { title: string; floor: string }> = {
  list: { title: "The register: list and map", floor: "the same page and count in SQL by hand" },
  search: { title: "The register: search", floor: "the same page and count in SQL by hand" },
  queue: { title: "The officer's queue", floor: "the same page and counts in SQL by hand" },
  decision: { title: "Decisions, through the door", floor: "the same bare statements in one transaction, triggers and all" },
  page: { title: "Public pages, whole, over HTTP from the production server", floor: "/api/health of the same server" },
};

function table(group: Measure["group"], results: Result[]): string {
  const names = (results[0]?.measures ?? []).filter((measure) => measure.group === group).map(({ what }) => what);
  if (names.length === 0) return "";
  const { title, floor } = titles[group];
  const throughput = group === "page";
  const rows = names.flatMap((what) =>
    results.flatMap((result, index) => {
      const measure = result.measures.find((each) => each.group === group && each.what === what);
      if (!measure) return [];
      const { ours, floor: least } = measure;
      const perSecond = throughput ? ` ${measure.throughput?.ours.toFixed(0)} | ${measure.throughput?.floor.toFixed(0)} |` : "";
      return [`| ${index === 0 ? what : ""} | ${number(result.devices)} | ${ms(ours.p50)} | ${ms(ours.p99)} | ${ms(least.p50)} | ${ms(least.p99)} | ${(ours.p50 / least.p50).toFixed(1)} |${perSecond} ${ours.samples} |`];
    }),
  );
  return [
    `## ${title}`,
    `Milliseconds. Floor: ${floor}.${throughput ? " A second: answers in a second to eight who ask at once." : ""}`,
    `| | devices | p50 | p99 | floor p50 | floor p99 | ratio |${throughput ? " a second | floor a second |" : ""} samples |\n|---|--:|--:|--:|--:|--:|--:|${throughput ? "--:|--:|" : ""}--:|\n${rows.join("\n")}`,
  ].join("\n\n");
}

/** Each aim as a sentence, with the worst figure and whether it was met. */
function aims(results: Result[]): string {
  const last = results.at(-1);
  if (!last) return "";
  const lines: string[] = [];
  const say = (isMet: boolean, sentence: string) => lines.push(`- **${isMet ? "Met" : "Missed"}**: ${sentence}`);
  const worst = (groups: Measure["group"][], figure: (measure: Measure) => number) =>
    last.measures.filter(({ group }) => groups.includes(group)).map((measure) => ({ what: measure.what, figure: figure(measure) })).toSorted((a, b) => b.figure - a.figure);
  const before = results.at(-2);
  if (before) {
    const growth = (measure: Measure) => measure.ours.p50 / (before.measures.find(({ what }) => what === measure.what)?.ours.p50 ?? Number.NaN);
    for (const [groups, of] of [[["list"], "a page of the list or the map"], [["search"], "a search"], [["queue"], "the queue"], [["decision"], "a decision"], [["page"], "a public page"]] as [Measure["group"][], string][]) {
      const grown = worst(groups, growth);
      const over = grown.filter(({ figure }) => figure >= 2);
      if (grown[0]) say(over.length === 0, `the cost of ${of} does not grow with the table: p50 at ${number(last.devices)} devices is less than twice that at ${number(before.devices)}. ${over.length === 0 ? `Most: ${grown[0].what}, ${grown[0].figure.toFixed(1)} times.` : `Over it: ${over.map(({ what, figure }) => `${what} (${figure.toFixed(1)} times)`).join(", ")}.`}`);
    }
  }
  const read = worst(["list", "search", "queue"], ({ ours }) => ours.p99);
  if (read[0]) say(read[0].figure < 100, `whatever is listed, searched or queued, the database's part of it takes less than 100 ms at p99 with ${number(last.devices)} devices. Most: ${read[0].what}, ${ms(read[0].figure)} ms. (A small city costs less: a count stops at 1,000 and a map at 600, which it does not have.)`);
  for (const [group, limit, of] of [["decision", 50, "a decision"], ["page", 100, "a public page, one at a time,"]] as const) {
    const slow = worst([group], ({ ours }) => ours.p99);
    if (slow[0]) say(slow[0].figure < limit, `${of} takes less than ${limit} ms at p99 with ${number(last.devices)} devices. Most: ${slow[0].what}, ${ms(slow[0].figure)} ms.`);
  }
  return lines.join("\n");
}

/** The machine and its Node, as a sentence without its point. */
export const hardware = (): string => `Machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}, ${(totalmem() / 2 ** 30).toFixed(0)} GB; Node ${process.versions.node}`;

/** The machine and what runs on it; `load` as below. */
export const machineOf = (postgres: string, packages: readonly string[], load: { before: number; after: number }): string =>
  `${hardware()}; ${postgres} of shared buffers, on the same machine; ${packages.map((name) => `${name} ${installed(name)}`).join(", ")}. Load of the machine: ${load.before.toFixed(1)} before the run, ${load.after.toFixed(1)} at its end; more than about 2 is other people's work, which slows all figures.`;

/** The whole of RESULTS.md. `load`: how many processes wanted a processor, on average over a minute, before the run and at its end. */
export function reportOf(results: Result[], command: string, postgres: string, load: { before: number; after: number }): string {
  return `${[
    "# What Lamppost costs",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/run.ts\`.`,
    machineOf(postgres, ["next", "react", "prisma", "@prisma/adapter-pg", "pg", "@casl/ability"], load),
    `Sizes: ${results.map(({ devices, fillSeconds, bytes }) => `${number(devices)} devices (${number(Math.round(bytes / 2 ** 20))} MB, filled in ${fillSeconds.toFixed(0)} s)`).join(", ")}. With them grow assets, permits of 20 devices, applications (0.2 a device), the ledger and notices; the city's ten zones, 480 streets, 200 partners and 2,000 people stay.`,
    "## Aims",
    aims(results),
    ...(["list", "search", "queue", "decision", "page"] as const).map((group) => table(group, results)).filter(Boolean),
  ].join("\n\n")}\n`;
}
