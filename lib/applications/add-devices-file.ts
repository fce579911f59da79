import "server-only";
import { parse } from "csv-parse/sync";
import { refused, type Refusal } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { draftOf, findApplication, saveDevices } from "@/lib/applications/draft";
import { devicesOf, type DeviceRow } from "@/lib/applications/rules";
import { addDevicesFileInput, deviceRow, mostDevices } from "@/lib/applications/schema";

/**
 * A member adds devices from a CSV file with the columns name, make, model, and if wanted serial and firmware. All rows are good or none is taken;
 * every bad cell is told with its line and column.
 */
export const addDevicesFile = decision({
  name: "application.saved",
  input: addDevicesFileInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record }) {
    const rows = await readDevices(input.file);
    if (!Array.isArray(rows)) return rows;
    const devices = [...devicesOf(draftOf(record)), ...rows];
    if (devices.length > mostDevices) return unreadable([`With this file there would be ${devices.length} devices; one application holds at most ${mostDevices}. Split it.`]);
    return saveDevices(tx, record, input.version, devices);
  },
});

const unreadable = (words: string[]): Refusal => ({
  ...refused("file_unreadable", { field: "file", about: { words: words[0] ?? "" } }),
  issues: words.map((line) => ({ field: "file", words: line })),
});

async function readDevices(file: File): Promise<DeviceRow[] | Refusal> {
  const text = new TextDecoder("utf-8").decode(await file.arrayBuffer()).replace(/^\uFEFF/, "");
  const delimiter = (text.split("\n", 1)[0]?.match(/;/g)?.length ?? 0) > (text.split("\n", 1)[0]?.match(/,/g)?.length ?? 0) ? ";" : ",";
  let records: Record<string, string>[];
  try {
    records = parse(text, { columns: (head: string[]) => head.map((cell) => cell.trim().toLowerCase()), delimiter, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (problem) {
    return unreadable([`This is not a CSV file we can read: ${problem instanceof Error ? problem.message.slice(0, 120) : "it is broken"}. Save it as CSV and choose it again.`]);
  }
  if (records.length === 0) return unreadable(["The file has no rows under its header. Its columns are: name, make, model, serial, firmware."]);
  const missing = ["name", "make", "model"].filter((column) => !Object.hasOwn(records[0] ?? {}, column));
  if (missing.length > 0) return unreadable([`The header lacks ${missing.map((column) => `“${column}”`).join(" and ")}. Its columns are: name, make, model, serial, firmware.`]);
  const problems: string[] = [];
  const rows = records.map((record, index) => {
    const read = deviceRow.safeParse({ name: record.name ?? "", make: record.make ?? "", model: record.model ?? "", serial: record.serial ?? "", firmware: record.firmware ?? "" });
    if (read.success) return read.data;
    for (const issue of read.error.issues) problems.push(`Row ${index + 2}, column “${String(issue.path[0])}”: ${issue.message}`);
    return { name: "", make: "", model: "", serial: "" };
  });
  return problems.length > 0 ? unreadable([...problems.slice(0, 50), ...(problems.length > 50 ? [`And ${problems.length - 50} more.`] : [])]) : rows;
}
