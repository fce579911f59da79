import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
import { startPayload } from "./payload";
import { startProxy } from "./proxy";
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
  /** of each question: the register, with few asking at once too, the bare handler, the statement itself, Payload CMS, and the register through nginx; null of what could not be installed */
  asked: { what: string; ours: Rate; calm: Rate; bare: Rate; sql: Rate; peer: Rate | null; proxied: Rate | null }[];
  /** the first page and one far behind it; of the peer by its own number of a page */
  depth: { first: Rate; deep: Rate; peer: { first: Rate; deep: Rate } | null };
  page: { what: string; rate: Rate };
  /** tiles of the map by zoom: one asked for after the other, and the statement that counts the devices in the same range of cells */
  tiles: { zoom: number; ours: Rate; sql: Rate; kilobytes: number }[];
  /** the whole register, and what the process that wrote it held in memory before and at most */
  file: { megabytes: number; seconds: number; memoryBefore: number; mostMemory: number };
}

const atOnce = 16;
/** As many as the machine has hands for: what takes longer than this then waits for nobody else. */
const calmly = 2;
/** Through nginx everybody asks for one of so many things, which it keeps for two seconds. */
const popular = 20;
const tell = (line: string) => console.log(`  ${line}`);

async function rate(seconds: number, work: (turn: number) => Promise<unknown>, asking = atOnce): Promise<Rate> {
  const times: number[] = [];
  let turn = 0;
  // What is asked first is not counted: plans are made, and connections opened.
  const warm = performance.now() + 500;
  const until = warm + seconds * 1_000;
  await Promise.all(
    Array.from({ length: asking }, async () => {
      // Where one answer takes longer than all of this, it is waited for.
      for (let began = performance.now(); began < until || times.length === 0; began = performance.now()) {
        await work((turn += 1));
        if (began > warm) times.push(performance.now() - began);
      }
    }),
  );
  return { ...spreadOf(times), perSecond: times.length / Math.max(seconds, (performance.now() - warm) / 1_000) };
}

const processesOf = (program: string): string[] => spawnSync("pgrep", ["-f", program], { encoding: "utf8" }).stdout.split("\n").filter(Boolean);
/** The most memory in megabytes that a program of ours has held since `forgetMost`; by what Linux says of its processes. */
const mostMemoryOf = (program: string): number =>
  Math.max(...processesOf(program).map((id) => {
    try {
      return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }));
function forgetMost(program: string): void {
  for (const id of processesOf(program)) {
    try {
      // What it held at most begins anew at what it holds now.
      writeFileSync(`/proc/${id}/clear_refs`, "5");
    } catch {
      // It has ended meanwhile, or belongs to somebody else.
    }
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
const answers = (url: string): Promise<boolean> => ask(url).then(() => true, () => false);
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
  for (const url of [`${base}/api/health`, `${bare}/detail?v=x`]) for (let tries = 0; !(await answers(url)); tries += 1) {
    if (tries > 300) throw new Error(`${url} did not answer`);
    await pause(100);
  }

  tell("Payload CMS is being installed and given the devices");
  const peer = await startPayload(folder, superUrl, pool, answers);
  const proxy = await startProxy(folder, base);
  if (proxy) for (let tries = 0; !(await answers(`${proxy}/api/health`)); tries += 1) {
    if (tries > 100) throw new Error("nginx did not answer");
    await pause(100);
  }
  tell(`${peer ? "Payload answers" : "Payload CMS could not be installed"}; ${proxy ? "nginx answers" : "nginx is not installed"}`);

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
  /** What Payload is asked for the same: without counting all that fit, and without looking for what they relate to. */
  const where = (limit: number, ...conditions: string[]) => `${conditions.map((each, index) => `where[and][${index}]${each}`).join("&")}&limit=${limit}&sort=-id&pagination=false&depth=0`;
  /** Its ids are the numbers of the devices, of which ours hold the last fifteen digits. */
  const before = (turn: number) => `[id][less_than]=${Number.parseInt((some(turn)?.id ?? "").replaceAll("-", "").slice(-15), 16) + 1}`;
  const questions: { what: string; ours(turn: number): string; values(turn: number): string[]; statement: string; peer(turn: number): string }[] = [
    { what: "list: twenty of one purpose, from anywhere in it", ours: (turn) => `${items}?limit=20&purpose=${purposes[turn % 4]}&after=${some(turn)?.id}`, values: (turn) => [purposes[turn % 4] ?? "", some(turn)?.id ?? ""], statement: "list", peer: (turn) => where(20, `[purpose][equals]=${purposes[turn % 4]}`, before(turn)) },
    { what: "search: one word", ours: (turn) => `${items}?limit=20&q=${words[turn % 6]}&after=${some(turn)?.id}`, values: (turn) => [`%${words[turn % 6]}%`, some(turn)?.id ?? ""], statement: "search", peer: (turn) => where(20, `[words][like]=${words[turn % 6]}`, before(turn)) },
    { what: "box: some 500 devices", ours: (turn) => `${items}?limit=1000&bbox=${box(turn).join(",")}`, values: box, statement: "bbox", peer: (turn) => { const [west, south, east, north] = box(turn); return where(1_000, `[lon][greater_than_equal]=${west}`, `[lon][less_than_equal]=${east}`, `[lat][greater_than_equal]=${south}`, `[lat][less_than_equal]=${north}`); } },
    { what: "one device", ours: (turn) => `${items}/${some(turn)?.code}`, values: (turn) => [some(turn)?.code ?? ""], statement: "detail", peer: (turn) => where(1, `[code][equals]=${some(turn)?.code}`) },
  ];
  const asked: RegisterMeasures["asked"] = [];
  for (const { what, ours, values, statement, peer: asPeer } of questions) {
    asked.push({
      what,
      ours: await rate(seconds, (turn) => ask(ours(turn))),
      calm: await rate(seconds, (turn) => ask(ours(turn)), calmly),
      bare: await rate(seconds, (turn) => ask(`${bare}/${statement}?${by(...values(turn))}`)),
      sql: await rate(seconds, (turn) => pool.query(statements[statement] ?? "", values(turn))),
      peer: peer && (await rate(seconds, (turn) => ask(`${peer.base}?${asPeer(turn)}`))),
      proxied: proxy === null ? null : await rate(seconds, (turn) => ask(ours(turn % popular).replace(base, proxy))),
    });
    tell(what);
  }
  const { rows: [last] } = await pool.query<{ id: string }>(`SELECT id FROM "Device" ORDER BY id LIMIT 1 OFFSET 1000`);
  // Each question another one by its last year, so that none is answered from what is kept.
  const pageAfter = (turn: number, after = "") => ask(`${items}?limit=20&datetime=2020-01-01/${2050 + (turn % 5_000)}-01-01${after}`);
  const peersPage = (page: number) => (peer ? ask(`${peer.base}?limit=20&page=${page}&sort=-id&depth=0`) : Promise.resolve());
  const depth: RegisterMeasures["depth"] = {
    first: await rate(seconds, (turn) => pageAfter(turn)),
    deep: await rate(seconds, (turn) => pageAfter(turn, `&after=${last?.id}`)),
    peer: peer && { first: await rate(seconds, () => peersPage(1)), deep: await rate(seconds, (turn) => peersPage(2_000 + (turn % 50))) },
  };
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
  const frontFile = "scripts/front/run.ts";
  forgetMost(frontFile);
  const memoryBefore = mostMemoryOf(frontFile);
  const began = performance.now();
  await ask(`${base}/devices.geojson?past=yes`, (piece) => (bytes += piece));
  const file = { megabytes: bytes / 1e6, seconds: (performance.now() - began) / 1_000, memoryBefore, mostMemory: mostMemoryOf(frontFile) };
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
