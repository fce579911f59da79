import { isoDay } from "@/lib/core/calendar";
import type { CaseworkMeasures } from "./casework";
import { sizeOf } from "./fill";
import { commit, machineOf, ms, number } from "./report";

const whole = (value: number) => number(Math.round(value));
const say = (isMet: boolean, sentence: string) => `- **${isMet ? "Met" : "Missed"}**: ${sentence}`;

/** bench/CASEWORK.md: the aims with their figures, and everything measured beside what the same costs by hand. */
export function caseworkReportOf(of: { devices: number; perPermit: number }, { fillSeconds, bytes, measures }: { fillSeconds: number; bytes: number; measures: CaseworkMeasures }, command: string, postgres: string, load: { before: number; after: number }): string {
  const { read, preview, withdrawn } = measures;
  const size = sizeOf(of.devices, of.perPermit);
  const rate = withdrawn.permits / withdrawn.seconds;
  const slots = read.find(({ what }) => what.startsWith("places"));
  const rows = [...read, { what: `what a stop over an area would do: ${whole(preview.devices)} devices under ${whole(preview.permits)} permits`, ours: preview.ours, floor: preview.floor }];
  return [
    "# What the daily work costs",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/casework.ts\`.`,
    machineOf(postgres, ["prisma", "@prisma/adapter-pg", "pg"], load),
    `A city of ${whole(size.devices)} devices, ${whole(size.permits)} permits, ${whole(size.assets)} assets and ${whole(size.applications)} applications, ${whole(bytes / 2 ** 20)} MB, filled in ${whole(fillSeconds)} s.`,
    "## Aims",
    [
      say(preview.ours.p99 < 1_000, `what a stop over an area with some 50,000 devices would do is told in less than a second: ${ms(preview.ours.p50)} ms at p50, ${ms(preview.ours.p99)} at p99, for ${whole(preview.devices)} devices.`),
      say(rate >= 2_000, `at least 2,000 permits a second in one revocation of some 10,000, each with its own entry: ${whole(rate)} a second (${whole(withdrawn.permits)} permits with ${whole(withdrawn.devices)} devices in ${withdrawn.seconds.toFixed(1)} s, ${whole(withdrawn.entries)} entries).`),
      ...(slots ? [say(slots.ours.p99 < 100, `places on a map are found in less than 100 ms: ${ms(slots.ours.p50)} ms at p50, ${ms(slots.ours.p99)} at p99.`)] : []),
    ].join("\n"),
    "## Reading",
    "Milliseconds, in turns with the least that reading the same rows costs by one statement by hand, which shows no reasons, no names and no permissions.",
    [["", "p50", "p99", "by hand p50", "by hand p99"], ["---", "--:", "--:", "--:", "--:"], ...rows.map(({ what, ours, floor }) => [what, ms(ours.p50), ms(ours.p99), ms(floor.p50), ms(floor.p99)])].map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    "## Withdrawing rights over an area",
    `One decision in one transaction: the stop, what it reaches, ${whole(withdrawn.permits)} permits and ${whole(withdrawn.devices)} devices changed, their places freed, ${whole(withdrawn.entries)} sealed entries, the notices, and the guards of the database over each changed row: ${withdrawn.seconds.toFixed(1)} s. The same permits and devices changed by two statements by hand, with the guards off and nothing else: ${withdrawn.floorSeconds.toFixed(1)} s.`,
  ].join("\n\n") + "\n";
}
