import { createReadStream, createWriteStream, existsSync, openAsBlob, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inForce } from "@/lib/access/held";
import { cityArea } from "@/lib/assets/areas";
import { discardImport } from "@/lib/assets/discard-import";
import { problemsOf } from "@/lib/assets/queries";
import { queueImport } from "@/lib/assets/queue-import";
import { guessAssetClass, type AssetClass } from "@/lib/assets/reading/asset-class";
import type { Mapping } from "@/lib/assets/reading/mapping";
import { crsName } from "@/lib/assets/reading/projection";
import { readAssets, writeProblems, type AssetRow, type RowProblem } from "@/lib/assets/reading/read-assets";
import { quoteCell } from "@/lib/assets/reading/row-problem";
import { inspect, type Inspection } from "@/lib/assets/reading/sniff";
import { runNextImport } from "@/lib/assets/running";
import { uploadImport } from "@/lib/assets/upload-import";
import { db, Prisma, type Tx } from "@/lib/core/db";
import { sentence } from "@/lib/core/refusals";
import type { Refusal } from "@/lib/core/result";
import { loadEnvFile, readSettings, SettingsProblem } from "@/lib/core/settings";
import { workAsSystem } from "@/lib/core/wall";
import { Fault, type Actor } from "@/lib/decisions/decision";
import { readCommand, usage, WrongUse, type ImportCommand } from "./assets-import-options";
import { DatabaseProblem, openDatabase } from "./database";

/** Where the command writes what it has to say. */
export interface Told {
  line(words: string): void;
  /** A line that the next one takes the place of; without it progress is told in ordinary lines, now and then. */
  passing?(words: string): void;
}

/** What is known before anything is written: which file, and how it is read. */
interface Plan {
  file: string;
  inspection: Inspection;
  mapping: Partial<Mapping>;
  crs: string;
  swapped: boolean;
  assetClass?: AssetClass;
  agency?: string;
}

interface Counts {
  good: number;
  bad: number;
  added: number;
  changed: number;
  unchanged: number;
}

const figures = new Intl.NumberFormat("en-GB");
const figure = (count: number): string => figures.format(count);
const rows = (count: number): string => `${figure(count)} ${count === 1 ? "row" : "rows"}`;
const problemsShown = 20;

interface Person {
  id: string;
  name: string;
  email: string;
}

/** The import was refused; the message is what the person is told. */
class Refused extends Error {
  override name = "Refused";
}

/** What a person may not see is “not found” to them; at the machine itself it may be told why. */
const refusedBy = (refusal: Refusal, { name }: Person): Refused =>
  new Refused(refusal.refusal === "not_found" ? `The grants of ${name} do not allow this. Nothing was imported. Choose another person with --as EMAIL, or another agency with --agency NAME.` : [...new Set([sentence(refusal), ...(refusal.issues ?? []).map(({ words }) => words)])].join("\n"));

/** The command's whole work, on a database that is open. Answers the code to end with. */
export async function importAssets(words: readonly string[], told: Told): Promise<0 | 1 | 2 | 3> {
  try {
    const command = readCommand(words);
    if (!command) {
      told.line(usage);
      return 0;
    }
    const plan = await look(command);
    if (command.dryRun) {
      tellPlan(plan, told);
      return await rehearse(plan, told);
    }
    const person = await whoImports(command);
    told.line(`For ${person.name} (${person.email})`);
    tellPlan(plan, told);
    return await bring(plan, person, told);
  } catch (problem) {
    if (problem instanceof WrongUse) {
      told.line(problem.message);
      return 2;
    }
    if (problem instanceof Refused) {
      told.line(problem.message);
      return 1;
    }
    throw problem;
  }
}

/** Whoever sits at the machine acts as a person who is named, so that the ledger never says “somebody”. The person's grants decide what may be done. */
async function whoImports({ as }: ImportCommand): Promise<Person> {
  const select = { id: true, name: true, email: true };
  if (as) {
    const person = await db.person.findFirst({ where: { email: as, status: "active" }, select });
    if (!person) throw new WrongUse(`Nobody active has the e-mail address ${as}. Name who imports with --as EMAIL.`);
    return person;
  }
  const holders = await db.person.findMany({
    where: { status: "active", grants: { some: { capability: "assets.manage", agencyId: null, ...inForce(new Date()) } } },
    select,
    orderBy: { email: "asc" },
  });
  const [only, another] = holders;
  if (!only) throw new WrongUse("Nobody may manage the assets of the whole city. Name who imports with --as EMAIL; that person's grants then decide.");
  if (another) throw new WrongUse(`Several people may import. Say who it is:\n${holders.slice(0, 10).map(({ name, email }) => `  --as ${email}  (${name})`).join("\n")}`);
  return only;
}

/* Looking */

async function look(command: ImportCommand): Promise<Plan> {
  const { file } = command;
  if (!existsSync(file)) throw new WrongUse(`There is no file ${file}. Check the name, and the folder you are in.`);
  if (!statSync(file).isFile()) throw new WrongUse(`${file} is not a file. Name a CSV or GeoJSON file.`);
  const inspection = await inspect(() => createReadStream(file), basename(file), await cityArea(db as unknown as Tx));
  if (inspection.problems.length > 0) throw new Refused(inspection.problems.join("\n"));
  const mapping = mappingOf(command, inspection);
  const crs = command.crs ?? inspection.crs.code;
  if (!crs) throw new WrongUse(`${inspection.crs.why} Use --crs EPSG:CODE.`);
  const assetClass = command.assetClass ?? (mapping.class ? undefined : guessAssetClass(basename(file, extname(file))));
  return { file, inspection, mapping, crs, swapped: command.swapped ?? inspection.swapped, ...(assetClass ? { assetClass } : {}), ...(command.agency ? { agency: command.agency } : {}) };
}

/** The guess, with what was said put over it. */
function mappingOf(command: ImportCommand, { mapping: guessed, columns }: Inspection): Partial<Mapping> {
  const said = Object.entries(command.mapping).map(([name, column]) => [name, column && columnNamed(column, columns)] as const);
  const mapping: Partial<Mapping> = { ...guessed };
  // Who names two columns does not want one, and the other way round.
  if (command.mapping.lat || command.mapping.lon) delete mapping.point;
  if (command.mapping.point) {
    delete mapping.lat;
    delete mapping.lon;
  }
  // Who names one agency means the whole file.
  if (command.agency && !command.mapping.owner) delete mapping.owner;
  Object.assign(mapping, Object.fromEntries(said));
  const filled = Object.fromEntries(Object.entries(mapping).filter(([, column]) => column)) as Partial<Mapping>;
  const choose = `The file has: ${columns.join(", ")}.`;
  if (!filled.id) throw new WrongUse(`Say which column holds the number on the plate, with --map id=COLUMN. ${choose}`);
  if (!filled.point && !(filled.lat && filled.lon)) throw new WrongUse(`Say which columns hold the position, with --map lat=COLUMN,lon=COLUMN or --map point=COLUMN. ${choose}`);
  if (!filled.owner && !command.agency) throw new WrongUse(`Say who owns these assets, with --agency NAME, or with --map owner=COLUMN where a column tells. ${choose}`);
  return filled;
}

function columnNamed(wanted: string, columns: readonly string[]): string {
  const alike = columns.filter((column) => column.trim().toLowerCase() === wanted.toLowerCase());
  const found = columns.includes(wanted) ? wanted : alike.length === 1 ? alike[0] : undefined;
  if (!found) throw new WrongUse(`There is no column ${wanted}. The file has: ${columns.join(", ")}.`);
  return found;
}

const wordFor: Record<keyof Mapping, string> = { id: "Number on the plate", lat: "Latitude", lon: "Longitude", point: "Position", class: "Kind", owner: "Owner", place: "Place" };

function tellPlan({ file, inspection, mapping, crs, swapped, assetClass, agency }: Plan, told: Told): void {
  const used = (Object.keys(wordFor) as (keyof Mapping)[]).flatMap((name) => (mapping[name] ? [{ word: wordFor[name], column: mapping[name] }] : []));
  const row = (word: string, value: string) => told.line(`  ${word.padEnd(21)}${value}`);
  told.line(`\n${basename(file)} is ${inspection.format === "csv" ? "CSV" : "GeoJSON"}, and is read so:`);
  for (const { word, column } of used) row(word, `column ${quoteCell(column)}`);
  if (agency) row(wordFor.owner, agency);
  if (assetClass) row(wordFor.class, mapping.class ? `${assetClass}, where the row does not say` : assetClass);
  else if (!mapping.class) row(wordFor.class, "other, since nothing says what they are (use --class)");
  row("Positions in", `${crsName(crs)}${crs === inspection.crs.code ? `. ${inspection.crs.why}` : ""}`);
  if (swapped) row("", "The two halves of each position are turned round.");
  told.line("\nIts first rows:");
  for (const record of inspection.sample.slice(0, 3)) told.line(`  ${used.map(({ column }) => quoteCell(record[column] ?? "")).join("  ")}`);
  told.line("");
}

const readingOf = ({ inspection, mapping, crs, swapped, assetClass }: Plan) => ({
  mapping,
  format: inspection.format,
  encoding: inspection.encoding,
  ...(inspection.delimiter ? { delimiter: inspection.delimiter } : {}),
  crs,
  swapped,
  ...(assetClass ? { defaultClass: assetClass } : {}),
});

/* Importing */

async function bring(plan: Plan, person: Person, told: Told): Promise<0 | 1 | 3> {
  const importId = await upload(plan, person);
  const began = performance.now();
  const ended = await untilEnded(importId, told);
  if (ended.status !== "finished") throw new Refused(ended.lastProblem ?? `The import ended as ${ended.status}.`);
  const counts: Counts = { good: ended.rowsGood, bad: ended.rowsBad, added: ended.added, changed: ended.changed, unchanged: ended.unchanged };
  const seconds = Math.max(0.1, (performance.now() - began) / 1000);
  told.line(`${rows(ended.rowsRead)} in ${seconds.toFixed(1)} s: ${figure(counts.added)} added, ${figure(counts.changed)} changed, ${figure(counts.unchanged)} unchanged, ${figure(counts.bad)} left out.`);
  return tellProblems(plan, counts, () => problemsOf(importId) as AsyncIterable<RowProblem>, told);
}

/** The file as it stands on the disk, opened piece by piece: a large one never lies in memory whole. */
const fileAt = async (path: string): Promise<File> => new File([await openAsBlob(path)], basename(path));

async function upload(plan: Plan, person: Person): Promise<string> {
  // Whoever can run this can read the database's password: the machine's own door stands for the second factor.
  const actor: Actor = { kind: "person", personId: person.id, secondFactor: true, confirmedAt: new Date() };
  const uploaded = await uploadImport(actor, { file: await fileAt(plan.file) });
  if (!uploaded.ok) throw refusedBy(uploaded, person);
  const importId = uploaded.value.subjectId;
  const agency = plan.agency ? await db.agency.findFirst({ where: { name: { equals: plan.agency, mode: "insensitive" } }, select: { id: true } }) : null;
  const queued = await queueImport(actor, {
    importId,
    version: 1,
    run: "import",
    mapping: plan.mapping,
    crs: plan.crs,
    swapped: plan.swapped ? "yes" : "no",
    ...(plan.assetClass ? { assetClass: plan.assetClass } : {}),
    ...(agency ? { agencyId: agency.id } : { agencyName: plan.agency ?? "" }),
  });
  if (queued.ok) return importId;
  await discardImport(actor, { importId, version: 1 });
  throw refusedBy(queued, person);
}

/** Waits until the import has ended, and meanwhile works on it; the worker of a running portal may as well be the one who does. */
async function untilEnded(importId: string, told: Told) {
  const began = performance.now();
  const state = () => db.assetImport.findUniqueOrThrow({ where: { id: importId } });
  const tell = ({ rowsRead }: { rowsRead: number }) => {
    const words = `${rows(rowsRead)} read, ${figure(Math.round(rowsRead / ((performance.now() - began) / 1000)))} rows/s`;
    if (told.passing) told.passing(words);
    else told.line(words);
  };
  const telling = setInterval(() => void state().then(tell, () => undefined), told.passing ? 500 : 5_000);
  try {
    for (;;) {
      const now = await state();
      if (now.status !== "queued" && now.status !== "running") return now;
      if (!(await runNextImport())) await pause(300);
    }
  } finally {
    clearInterval(telling);
    told.passing?.("");
  }
}

/* Rehearsing */

/** Reads every row as an import would, compares it with what is known, and writes nothing. */
async function rehearse(plan: Plan, told: Told): Promise<0 | 1 | 3> {
  const area = await cityArea(db as unknown as Tx);
  const counts: Counts = { good: 0, bad: 0, added: 0, changed: 0, unchanged: 0 };
  const problems: RowProblem[] = [];
  const refuse = (problem: RowProblem) => {
    counts.bad += 1;
    if (problems.length < problemsShown) problems.push(problem);
  };
  let batch: AssetRow[] = [];
  const compare = async () => {
    const known = new Map((await db.asset.findMany({ where: { code: { in: batch.map(({ id }) => id) } }, select: { code: true, agency: { select: { name: true } } } })).map(({ code, agency }) => [code, agency.name]));
    for (const row of batch) {
      const owner = (plan.mapping.owner && row.owner) || plan.agency;
      const other = known.get(row.id);
      if (!owner) refuse({ line: row.line, column: plan.mapping.owner ?? "", reason: "id_blank", words: "This row names no owner. Write the agency that owns the asset." });
      else if (other !== undefined && other.toLowerCase() !== owner.toLowerCase()) refuse({ line: row.line, column: plan.mapping.id ?? "", reason: "id_duplicate", words: `${row.id} is already an asset of ${other}. Give this one another number, or ask them to hand it over.` });
      else {
        counts.good += 1;
        if (other === undefined) counts.added += 1;
      }
    }
    batch = [];
  };
  for await (const reading of readAssets(() => createReadStream(plan.file), { ...readingOf(plan), ...(area ? { area } : {}) })) {
    if ("problem" in reading) refuse(reading.problem);
    else if (batch.push(reading.row) === 1_000) await compare();
  }
  await compare();
  told.line(`${rows(counts.good + counts.bad)} read: ${figure(counts.added)} would be added, ${figure(counts.good - counts.added)} are known already, ${figure(counts.bad)} would be left out. Nothing was written.`);
  return tellProblems(plan, counts, null, told, problems);
}

/* Telling */

async function tellProblems(plan: Plan, counts: Counts, kept: (() => AsyncIterable<RowProblem>) | null, told: Told, first: RowProblem[] = []): Promise<0 | 1 | 3> {
  if (counts.bad === 0) return 0;
  for await (const problem of kept?.() ?? []) {
    first.push(problem);
    if (first.length === problemsShown) break;
  }
  told.line("");
  for (const { line, column, words } of first) told.line(`line ${line}${column ? `, column ${column}` : ""}: ${words}`);
  if (counts.bad > first.length) told.line(`… and ${figure(counts.bad - first.length)} more.`);
  if (kept) await writeProblemFile(plan, kept, told);
  if (counts.good === 0) told.line("\nNo row could be taken, so nothing was changed. Is every column the right one? Say it with --map.");
  return counts.good === 0 ? 1 : 3;
}

async function writeProblemFile({ file, inspection }: Plan, kept: () => AsyncIterable<RowProblem>, told: Told): Promise<void> {
  const path = join(dirname(file), `${basename(file, extname(file))}-problems.csv`);
  try {
    await pipeline(Readable.from(writeProblems(kept(), { columns: inspection.columns, ...(inspection.delimiter ? { delimiter: inspection.delimiter } : {}) })), createWriteStream(path));
    told.line(`\nThe rows left out stand in ${path}, each with what is wrong. Mend them there and import that file.`);
  } catch (problem) {
    told.line(`\n${path} could not be written: ${problem instanceof Error ? problem.message : String(problem)}.`);
  }
}

/* The command */

/** Lines on a terminal, where progress stays on one line; plain lines elsewhere. */
function terminal(): Told {
  const { stdout } = process;
  if (!stdout.isTTY) return { line: (words) => console.log(words) };
  const clear = "\r\u001b[K";
  return { line: (words) => void stdout.write(`${clear}${words}\n`), passing: (words) => void stdout.write(`${clear}${words}`) };
}

async function main(): Promise<number> {
  workAsSystem();
  const told = terminal();
  const words = process.argv.slice(2);
  // What is wrong with the command itself is told before a database is opened for it.
  try {
    if (!readCommand(words)) return await importAssets(words, told);
  } catch (problem) {
    if (!(problem instanceof WrongUse)) throw problem;
    told.line(problem.message);
    return 2;
  }
  loadEnvFile();
  const settings = readSettings(process.env);
  if (settings.databaseUrl === null && !existsSync(join(settings.dataFolder, "postgres", "made"))) {
    throw new DatabaseProblem("There is no register yet to import into. Start Lamppost once with npm start, or set DATABASE_URL.");
  }
  const database = await openDatabase(settings, () => undefined, "join");
  try {
    process.env.DATABASE_URL = database.appUrl;
    return await Promise.race([importAssets(words, told), database.failed]);
  } finally {
    await db.$disconnect();
    await database.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const code = await main().catch((problem: unknown) => {
    const known = problem instanceof DatabaseProblem || problem instanceof SettingsProblem;
    const code = problem instanceof Prisma.PrismaClientKnownRequestError ? problem.code : "";
    if (known) console.error(problem.message);
    else if (code === "P2021") console.error("The database has no tables yet. Run npm run migrate, or start Lamppost with npm start.");
    else if (/^(ECONNREFUSED|ENOTFOUND|P1\d{3})$/.test(code)) console.error("The database does not answer. Check DATABASE_URL, and that it is running.");
    else if (problem instanceof Fault) console.error("The import stopped because of a fault on our side:", problem.cause);
    else console.error(problem);
    return 1;
  });
  process.exit(code);
}
