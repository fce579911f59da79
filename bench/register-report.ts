import { isoDay } from "@/lib/core/calendar";
import type { Rate, RegisterMeasures } from "./register";
import { sizeOf } from "./fill";
import { commit, machineOf, ms, number } from "./report";

const whole = (value: number) => number(Math.round(value));
const say = (isMet: boolean, sentence: string) => `- **${isMet ? "Met" : "Missed"}**: ${sentence}`;
const percent = (part: number) => `${Math.round(part * 100)} %`;

/** bench/REGISTER.md: the aims with their figures, and each question beside the bare handler and the bare statement. */
export function registerReportOf(of: { devices: number; perPermit: number }, { fillSeconds, bytes, measures }: { fillSeconds: number; bytes: number; measures: RegisterMeasures }, command: string, postgres: string, load: { before: number; after: number }): string {
  const { asked, depth, page, tiles, file } = measures;
  const slowestTile = Math.max(...tiles.map(({ ours }) => ours.p99));
  const size = sizeOf(of.devices, of.perPermit);
  const [slowest, slowestCalm] = (["ours", "calm"] as const).map((how) => Math.max(...asked.slice(0, 3).map((each) => each[how].p99))) as [number, number];
  const times = (part: number) => `${part.toFixed(1)} times`;
  /** How many times as fast as the peer, of each question; null where there was no peer, or nothing to hold against it. */
  const againstPeer = (how: "ours" | "proxied") => asked.map((each) => (each.peer && each[how] ? each[how].perSecond / each.peer.perSecond : null)).filter((each) => each !== null);
  const sayAgainst = (how: "ours" | "proxied", aim: number, words: string) => {
    const found = againstPeer(how);
    return found.length === 0 ? `- **Not measured**: ${words}.` : say(found.every((each) => each >= aim), `${words}: ${found.map((each, index) => `${times(each)} (${asked[index]?.what.split(":")[0]})`).join(", ")}.`);
  };
  const cells = (rate: Rate) => [whole(rate.perSecond), ms(rate.p50), ms(rate.p99)];
  return [
    "# What the register costs",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/register.ts\`.`,
    machineOf(postgres, ["next", "pg"], load),
    `A city of ${whole(size.devices)} devices, ${whole(size.permits)} permits and ${whole(size.assets)} assets, ${whole(bytes / 2 ** 20)} MB, filled in ${whole(fillSeconds)} s. Sixteen ask at once, each time something else, so that nothing is answered from what is kept; the asking runs on the same two cores.`,
    "## Aims",
    [
      say(asked.every(({ ours, bare }) => ours.perSecond >= 0.8 * bare.perSecond), `at least 80 % of a bare handler of Node over the driver: ${asked.map(({ what, ours, bare }) => `${percent(ours.perSecond / bare.perSecond)} (${what})`).join(", ")}.`),
      sayAgainst("ours", 5, "at least five times as many as Payload CMS with the same rows, nothing kept"),
      sayAgainst("proxied", 10, "ten times and more through nginx as docs/operate.md sets it up, where many ask for the same"),
      say(slowestCalm < 50, `list, search and box in less than 50 ms at p99: ${ms(slowestCalm)} ms for the slowest of them while each asker has a hand of the machine to itself; ${ms(slowest)} ms when sixteen ask as fast as they can, most of which is waiting for the others.`),
      say(depth.deep.perSecond > 0.8 * depth.first.perSecond, `depth costs nothing: ${whole(depth.first.perSecond)} first pages a second, ${whole(depth.deep.perSecond)} of those at the far end${depth.peer ? ` (Payload, which counts all for its pages by number: ${depth.peer.first.perSecond.toFixed(1)}, and ${depth.peer.deep.perSecond.toFixed(1)} from page 2,000 on)` : ""}.`),
      say(page.rate.perSecond >= 5_000, `at least 5,000 kept pages a second: ${whole(page.rate.perSecond)}, at p99 ${ms(page.rate.p99)} ms.`),
      say(slowestTile < 20, `a tile of the map in less than 20 ms: at most ${ms(slowestTile)} ms at p99, from the whole city to a street.`),
      say(file.megabytes / file.seconds >= 50 && file.mostMemory < 200, `the whole register as GeoJSON at 50 MB a second in less than 200 MB: ${whole(file.megabytes)} MB in ${file.seconds.toFixed(1)} s, ${whole(file.megabytes / file.seconds)} MB a second; the process that wrote it, and had answered all of the above, held ${whole(file.memoryBefore)} MB before and at most ${whole(file.mostMemory)} MB meanwhile.`),
    ].join("\n"),
    "## Asked by machines",
    "Answers a second, and milliseconds at p50 and p99. The bare handler asks one statement by hand and writes its rows as JSON, without a wall, without how each stands now, and without limits; the statement is also asked alone. Payload CMS (`bench/payload`) holds the same rows as one flat collection in the same database, and answers through its own REST handler over Node’s server, without Next, without counting all that fit and without relations. Through nginx everybody asks for one of the same twenty things, which it keeps for two seconds.",
    ...asked.map(({ what, ours, calm, bare, sql, peer, proxied }) => {
      const rows: [string, Rate | null][] = [["the register, through OGC API Features", ours], ["the same, two at once", calm], ["a bare handler", bare], ["the statement alone", sql], ["Payload CMS", peer], ["the register through nginx", proxied]];
      return [[what, "a second", "p50", "p99"], ["---", "--:", "--:", "--:"], ...rows.map(([who, rate]) => [who, ...(rate ? cells(rate) : ["not measured", "", ""])])].map((row) => `| ${row.join(" | ")} |`).join("\n");
    }),
    "## Tiles of the map",
    "Milliseconds for one tile after the other, each another one, and its size; beside the statement that only counts the devices in the same range of cells. Tiles with many devices are added up from a count of the city that is held in memory.",
    [["zoom", "a second", "p50", "p99", "kB", "SQL, a second", "p50", "p99"], ["--:", ...Array.from({ length: 7 }, () => "--:")], ...tiles.map(({ zoom, ours, sql, kilobytes }) => [String(zoom), ...cells(ours), kilobytes.toFixed(1), ...cells(sql)])].map((row) => `| ${row.join(" | ")} |`).join("\n"),
  ].join("\n\n") + "\n";
}
