import pg from "pg";
const [app, sup] = process.argv.slice(2);
const db_ = process.argv[4] ?? "bench_100000";
const to = (u: string) => { const x = new URL(u); x.pathname = "/" + db_; return x.href; };
const s = new pg.Client({ connectionString: to(sup!) }); await s.connect();
await s.query(`ALTER ROLE lamppost_app SET session_preload_libraries='auto_explain'; ALTER ROLE lamppost_app SET auto_explain.log_min_duration=0; ALTER ROLE lamppost_app SET auto_explain.log_analyze=on;  ALTER ROLE lamppost_app SET auto_explain.log_buffers=off; ALTER ROLE lamppost_app SET client_min_messages=log`).catch(e=>console.log(e.message));
await s.query(`ALTER ROLE lamppost_app SET auto_explain.log_level='notice'`);
process.env.DATABASE_URL = to(app!); process.env.LOG_LEVEL="silent";
const orig = pg.Client.prototype.connect as any;
(pg.Client.prototype as any).connect = function (...a: any[]) { this.on("notice", (n: any) => { if (/duration/.test(n.message)) console.log(n.message.replace(/SELECT .*? FROM/s, (m:string)=> m.length>300? "SELECT … FROM": m)); }); return orig.apply(this, a); };
const { devicesListed, placesListed, plateTyped, devicePage, publicEntries, inForceToday } = await import("@/lib/registry/queries");
const { casesInQueue, queueCounts } = await import("@/lib/applications/queries");
const { heldBy } = await import("@/lib/access/held"); const { abilityOf } = await import("@/lib/access/ability"); const { db } = await import("@/lib/core/db");
const whoIs = async (email: string) => { const p = await db.person.findUniqueOrThrow({ where: { email } }); const held = await heldBy(db as never, p.id, { now: new Date(), secondFactor: true }); return { person: p, held, ability: abilityOf(held) } as never; };
const what = process.argv[5] ?? "list";
const t = async (n: string, f: () => Promise<unknown>) => { console.log("#####", n); const a = performance.now(); const r: any = await f(); console.log("#=", n, (performance.now() - a).toFixed(1), "ms", r?.devices?.length ?? r?.cases?.length ?? r?.length, r?.count ?? r); };
if (what === "list") { await t("warm", () => devicesListed({})); await t("first", () => devicesListed({})); const z = await db.zone.findFirst({where:{code:"AQ"}}); await t("zonepurpose", () => devicesListed({ zone: z!.id, purposes: ["lighting"] })); await t("class", () => devicesListed({ assetClass: "kiosk" })); await t("home", () => inForceToday());  await t("entries", () => publicEntries({take:4}).then(x=>x.length));}
if (what === "find") for (const f of ["nightjar", "lane", "air sensor", "harbour kestrel", "hq 04", "aq 12", "lane terrace", "zzebra", "zq", "z", "9", "plover media 61"]) await t(f, () => devicesListed({ find: f }));
if (what === "plate") { await t("plate", () => plateTyped("AQ 0000")); await t("percent", () => plateTyped("%")); await t("code", async () => devicePage((await db.device.findFirst())!.code).then(x=>x?.code)); }
if (what === "map") { for (const v of [{ west: 0.02, east: 0.22, south: 51.4, north: 51.5 }, { west: 0.05, east: 0.056, south: 51.42, north: 51.426 }, { west: 0.05, east: 0.051, south: 51.42, north: 51.421 }]) for (const f of ["", "nightjar", "zzebra"]) await t("map " + f, () => placesListed({ find: f }, v).then(x=>x.length)); }
if (what === "queue") for (const e of ["person1@city.example", "person0@city.example"]) { const who = await whoIs(e); await t(e, () => casesInQueue(who, { view: "open" })); const { more } = await casesInQueue(who, { view: "open" }); await t(e + "after", () => casesInQueue(who, { view: "open", after: more })); await t(e + "find", () => casesInQueue(who, { view: "open", find: "flood" }));await t(e + "nothing", () => casesInQueue(who, { view: "open", find: "zzebra" })); await t(e + "counts", () => queueCounts(who)); }
await s.query(`ALTER ROLE lamppost_app RESET ALL`);
await s.end(); process.exit(0);
