import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { cellsOf } from "@/lib/core/map-tile";
import { readSettings } from "@/lib/core/settings";
import { keepChild, stopChildren } from "@/scripts/child-process";
import { freePort } from "@/scripts/database";
import { environmentFor, frontProgram, ownProgram } from "@/scripts/serve";
import { resultMark } from "./measure";
import { statements } from "./bare";
import { spreadOf, type Spread } from "./timing";

export interface RegisterPlan {
  appUrl: string;
  superUrl: string;
  seconds: number;
}

/** How many answers a second, and how long each took, when sixteen ask at once. */
export interface Rate extends Spread {
  perSecond: number;
}

export interface RegisterMeasures {
  /** of each question: the register, the bare handler, and the statement itself */
  asked: { what: string; ours: Rate; bare: Rate; sql: Rate }[];
  /** the first page and one far behind it */
  depth: { first: Rate; deep: Rate };
  page: { what: string; rate: Rate };
  /** tiles of the map by zoom: one asked for after the other, and the statement that counts the devices in the same range of cells */
  tiles: { zoom: number; ours: Rate; sql: Rate; kilobytes: number }[];
  file: { megabytes: number; seconds: number; mostMemory: number };
}

const atOnce = 16;
const tell = (line: string) => console.log(`  ${line}`);

async function rate(seconds: number, work: (turn: number) => Promise<unknown>, asking = atOnce): Promise<Rate> {
  const times: number[] = [];
  let turn = 0;
  // What is asked first is not counted: plans are made, and connections opened.
  const warm = performance.now() + 500;
  const until = warm + seconds * 1_000;
  await Promise.all(
    Array.from({ length: asking }, async () => {
      for (let began = performance.now(); began < until; began = performance.now()) {
        await work((turn += 1));
        if (began > warm) times.push(performance.now() - began);
      }
    }),
  );
  return { ...spreadOf(times), perSecond: times.length / seconds };
}

/** The most memory that a program of ours has held, in megabytes; by what Linux says of it. */
function mostMemoryOf(program: string): number {
  const ids = spawnSync("pgrep", ["-f", program], { encoding: "utf8" }).stdout.split("\n").filter(Boolean);
  return Math.max(...ids.map((id) => {
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }));
}

const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const ask = (url: string, onPiece?: (bytes: number) => void): Promise<void> =>
  new Promise((settle, fail) => {
    get(url, { agent }, (answer) => {
      answer.on("data", (piece: Buffer) => onPiece?.(piece.length));
      answer.once("end", () => (answer.statusCode === 200 ? settle() : fail(new Error(`${url} answered ${answer.statusCode}`))));
      answer.once("error", fail);
    }).once("error", fail);
  });

async function main(): Promise<void> {
  const { appUrl, superUrl, seconds } = JSON.parse(process.env.REGISTER_PLAN ?? "{}") as RegisterPlan;
  const pool = new pg.Pool({ connectionString: superUrl, max: atOnce });
  const folder = mkdtempSync(join(tmpdir(), "lamppost-bench-register-"));
  const [port, pagesPort, barePort] = [await freePort(), await freePort(), await freePort()];
  const settings = readSettings({ LAMPPOST_DATA: folder, PORT: String(port), DATABASE_URL: appUrl, LOG_LEVEL: "warn" });
  const env = environmentFor(settings, appUrl);
  const pages = keepChild({ name: "The server of pages", command: process.execPath, args: ["node_modules/next/dist/bin/next", "start", "-p", String(pagesPort), "-H", "127.0.0.1", "--keepAliveTimeout", "75000"], env, onLine: () => undefined });
  const front = keepChild({ name: "The server", ...frontProgram({ ...env, LAMPPOST_PAGES_PORT: String(pagesPort) }), onLine: (line) => tell(line) });
  // The bare handler asks as the superuser: no wall stands before it.
  keepChild({ name: "The bare handler", ...ownProgram("bench/bare.ts"), env: { ...process.env, DATABASE_URL: superUrl, BARE_PORT: String(barePort) }, onLine: (line) => tell(line) });
  const base = `http://127.0.0.1:${port}`;
  const bare = `http://127.0.0.1:${barePort}`;
  for (const url of [`${base}/api/health`, `${bare}/detail?v=x`]) for (let tries = 0; !(await ask(url).then(() => true, () => false)); tries += 1) {
    if (tries > 300) throw new Error(`${url} did not answer`);
    await pause(100);
  }

  const { rows: devices } = await pool.query<{ id: string; code: string; lon: number; lat: number }>(`SELECT id, code, lon, lat FROM "Device" TABLESAMPLE SYSTEM (2) LIMIT 20000`);
  const some = (turn: number) => devices[(turn * 7919) % devices.length] ?? devices[0];
  const purposes = ["lighting", "safety", "research", "information"];
  const words = ["lane", "nightjar", "harbour", "kestrel", "camera", "terrace"];
  /** A box about a device that holds some five hundred. */
  const { rows: [spread] } = await pool.query<{ per: number }>(`SELECT count(*)::float8 / ((max(lon) - min(lon)) * (max(lat) - min(lat))) AS per FROM "Device"`);
  const half = Math.sqrt(500 / (spread?.per ?? 1)) / 2;
  const box = (turn: number) => {
    const { lon = 0, lat = 0 } = some(turn) ?? {};
    return [lon - half, lat - half, lon + half, lat + half].map((each) => each.toFixed(6));
  };
  const items = `${base}/api/ogc/collections/devices/items`;
  const by = (...values: string[]) => values.map((value) => `v=${encodeURIComponent(value)}`).join("&");
  const questions: { what: string; ours(turn: number): string; values(turn: number): string[]; statement: string }[] = [
    { what: "list: twenty of one purpose, from anywhere in it", ours: (turn) => `${items}?limit=20&purpose=${purposes[turn % 4]}&after=${some(turn)?.id}`, values: (turn) => [purposes[turn % 4] ?? "", some(turn)?.id ?? ""], statement: "list" },
    { what: "search: one word", ours: (turn) => `${items}?limit=20&q=${words[turn % 6]}&after=${some(turn)?.id}`, values: (turn) => [`%${words[turn % 6]}%`], statement: "search" },
    { what: "box: some 500 devices", ours: (turn) => `${items}?limit=1000&bbox=${box(turn).join(",")}`, values: box, statement: "bbox" },
    { what: "one device", ours: (turn) => `${items}/${some(turn)?.code}`, values: (turn) => [some(turn)?.code ?? ""], statement: "detail" },
  ];
  const asked: RegisterMeasures["asked"] = [];
  for (const { what, ours, values, statement } of questions) {
    asked.push({
      what,
      ours: await rate(seconds, (turn) => ask(ours(turn))),
      bare: await rate(seconds, (turn) => ask(`${bare}/${statement}?${by(...values(turn))}`)),
      sql: await rate(seconds, (turn) => pool.query(statements[statement] ?? "", values(turn))),
    });
    tell(what);
  }
  const { rows: [last] } = await pool.query<{ id: string }>(`SELECT id FROM "Device" ORDER BY id LIMIT 1 OFFSET 1000`);
  const depth = { first: await rate(seconds, (turn) => ask(`${items}?limit=20&datetime=2020-01-01/${2050 + (turn % 5_000)}-01-01`)), deep: await rate(seconds, (turn) => ask(`${items}?limit=20&datetime=2020-01-01/${2050 + (turn % 5_000)}-01-01&after=${last?.id}`)) };
  const page = { what: "a device’s page, kept", rate: await rate(seconds, () => ask(`${base}/devices/${devices[0]?.code}`)) };
  tell("depth, and a page");

  const tiles: RegisterMeasures["tiles"] = [];
  for (const zoom of [10, 12, 13, 14, 15, 16, 18]) {
    const tile = (turn: number) => {
      const { lon = 0, lat = 0 } = some(turn) ?? {};
      const angle = (lat * Math.PI) / 180;
      return { z: zoom, x: Math.floor(((lon + 180) / 360) * 2 ** zoom), y: Math.floor(((1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2) * 2 ** zoom) };
    };
    let [all, many] = [0, 0];
    // The turn is no question of the map's: it makes each address another, so that none is answered from what is kept.
    const ours = await rate(seconds / 2, (turn) => { const { z, x, y } = tile(turn); many += 1; return ask(`${base}/tiles/devices/${z}/${x}/${y}?turn=${turn}`, (piece) => (all += piece)); }, 1);
    const sql = await rate(seconds / 2, (turn) => { const { from, to } = cellsOf(tile(turn)); return pool.query(`SELECT count(*) FROM "Device" WHERE cell >= $1 AND cell < $2 AND NOT "placeWithheld"`, [from, to]); }, 1);
    tiles.push({ zoom, ours, sql, kilobytes: all / many / 1_000 });
  }
  tell("tiles of the map");

  let bytes = 0;
  const began = performance.now();
  await ask(`${base}/devices.geojson?past=yes`, (piece) => (bytes += piece));
  const file = { megabytes: bytes / 1e6, seconds: (performance.now() - began) / 1_000, mostMemory: mostMemoryOf("scripts/front/run.ts") };
  tell("the whole register as a file");
  const found: RegisterMeasures = { asked, depth, page, tiles, file };
  console.log(resultMark + JSON.stringify(found));
  agent.destroy();
  await pool.end();
  await Promise.all([front.stop(), pages.stop()]);
  await stopChildren();
  rmSync(folder, { recursive: true, force: true });
}

await main();
process.exit(0);
