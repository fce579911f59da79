import assert from "node:assert";
const u = new URL(process.argv[2]!); u.pathname = "/bench_1000"; process.env.DATABASE_URL = u.href; process.env.LOG_LEVEL = "warn";
const { db } = await import("@/lib/core/db"); const { dayOf } = await import("@/lib/core/calendar");
const { devicesListed, placesListed, wholeRegister, publicEntries, inForceToday, plateTyped } = await import("@/lib/registry/queries");
const { casesInQueue, queueCounts, views } = await import("@/lib/applications/queries"); const { whoIs } = await import("@/bench/queue"); const { authorizedWhere } = await import("@/lib/access/authorized-where");
const today = dayOf(new Date()); const inF = { permitStatus: { in: ["active", "restricted", "suspended"] as never }, startsOn: { lte: today }, expiresOn: { gte: today } };
const zone = (await db.zone.findFirstOrThrow()).id;
const cases: [object, object][] = [[{}, inF], [{ past: true }, {}], [{ zone }, { ...inF, zoneId: zone }], [{ zone, purposes: ["lighting", "safety"] }, { ...inF, zoneId: zone, purpose: { in: ["lighting", "safety"] } }], [{ identifies: ["yes", "anonymous"] }, { ...inF, identifies: { in: ["yes", "anonymous"] } }], [{ assetClass: "cabinet" }, { ...inF, asset: { assetClass: "cabinet" } }], [{ assetClass: "duct" }, { id: { in: [] } }], [{ find: "Harbour kestrel" }, { AND: [inF, { words: { contains: "harbour" } }, { words: { contains: "kestrel" } }] }], [{ find: "lane" }, { ...inF, words: { contains: "lane" } }], [{ find: "%" }, { id: { in: [] } }], [{ find: "zq" }, { id: { in: [] } }], [{ find: "o'x\\" }, { id: { in: [] } }], [{ view: { west: 0.05, east: 0.1, south: 51.4, north: 51.5 } }, { ...inF, lon: { gte: 0.05, lte: 0.1 }, lat: { gte: 51.4, lte: 51.5 } }]];
for (const [search, where] of cases) {
  const want = (await db.device.findMany({ where, orderBy: { id: "desc" }, select: { id: true } })).map((d) => d.id);
  const got: string[] = []; let before: string | undefined; let n = 0;
  do { const r = await devicesListed({ ...search, before }); got.push(...r.devices.map((d) => d.id)); before = r.more; assert.equal(r.count, Math.min(want.length, 1001), JSON.stringify(search)); n++; } while (before);
  assert.deepEqual(got, want, JSON.stringify(search));
  const whole: string[] = []; for await (const part of wholeRegister(search)) whole.push(...part.map((d) => d.id)); assert.deepEqual(whole, want);
  console.log("ok", JSON.stringify(search), want.length, n);
}
console.log((await devicesListed({ find: "aq" })).count, (await devicesListed({ find: "k2" })).count, (await placesListed({}, { west: 0, east: 1, south: 51, north: 52 }))[0], await plateTyped("aq 0000"), await plateTyped("%"));
console.log(await inForceToday(), (await publicEntries({})).map((e) => e.devices).join(","));
for (const email of ["person0@city.example", "person1@city.example", "person77@city.example"]) { const who = await whoIs(email); const counts = await queueCounts(who);
  for (const view of views) { const st = { open: ["submitted", "in_review"], mine: ["submitted", "in_review", "changes_requested"], nobody: ["submitted"], waiting: ["changes_requested"] }[view];
    const want = (await db.application.findMany({ where: { AND: [authorizedWhere(who.ability, "examine", "Application"), { status: { in: st as never } }, view === "mine" ? { heldById: who.person.id } : view === "nobody" ? { heldById: null } : {}] }, orderBy: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "asc" }], select: { id: true } })).map((x) => x.id);
    const got: string[] = []; let after: string | undefined; do { const r = await casesInQueue(who, { view, after }); got.push(...r.cases.map((x) => x.id)); after = r.more; } while (after);
    assert.deepEqual(got, want); assert.equal(counts[view], Math.min(want.length, 101)); console.log("ok", email, view, want.length); } }
process.exit(0);
