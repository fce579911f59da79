import type pg from "pg";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { casesInQueue, queueCounts } from "@/lib/applications/queries";
import { db } from "@/lib/core/db";
import type { Who } from "@/lib/session/current";
import { interleaved, type Measure } from "./timing";

/** Somebody of the filled city as a signed-in request would see them. */
export async function whoIs(email: string): Promise<Who> {
  const person = await db.person.findUniqueOrThrow({ where: { email }, select: { id: true, name: true, email: true, line: true } });
  const { held } = await heldBy(db, person.id, { secondFactor: true });
  return { sessionId: "", person, secondFactor: true, held, ability: abilityOf(held), actor: { kind: "person", personId: person.id, secondFactor: true, confirmedAt: new Date() } };
}

const columns = `app.id, app.reference, app.title, app.status, app.tier, app."dueOn", app."submittedAt", partner.name AS partner, holder.id AS "heldById", holder.name AS holder, zone.name AS zone`;
const joined = `"Application" app JOIN "Partner" partner ON partner.id = app."partnerId" LEFT JOIN "Person" holder ON holder.id = app."heldById" LEFT JOIN "Zone" zone ON zone.id = app."zoneId"`;
const open = `app.status IN ('submitted', 'in_review')`;

/** The first page of the queue with its four counts, as the page of an officer asks for them. */
export async function measureQueue(pool: pg.Pool, samples: number, tell: (line: string) => void): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, email] of [["one zone, to tier 3", "person1@city.example"], ["the whole city", "person0@city.example"]] as const) {
    const who = await whoIs(email);
    const reach = who.held.grants[0]?.zoneId ? `app."submittedAt" IS NOT NULL AND app."zoneId" = '${who.held.grants[0].zoneId}'` : `app."submittedAt" IS NOT NULL`;
    const views = [open, `app."heldById" = '${who.person.id}' AND app.status IN ('submitted', 'in_review', 'changes_requested')`, `app."heldById" IS NULL AND app.status = 'submitted'`, `app.status = 'changes_requested'`];
    const byHand = (more: string) => pool.query(`SELECT ${columns} FROM ${joined} WHERE ${reach} AND ${open} ${more} ORDER BY app."dueOn", app.id LIMIT 26`);
    const { more: after = "" } = await casesInQueue(who, { view: "open" });
    const [dueOn, id] = after.split("_");
    const measure = async (what: string, ours: () => Promise<unknown>, floor: () => Promise<unknown>) => {
      measures.push({ group: "queue", what: `queue of ${name}: ${what}`, ...(await interleaved(samples, ours, floor)) });
      tell(`queue of ${name}: ${what}`);
    };
    await measure("first page and counts", () => Promise.all([casesInQueue(who, { view: "open" }), queueCounts(who)]),
      () => Promise.all([byHand(""), ...views.map((view) => pool.query(`SELECT count(*) FROM (SELECT 1 FROM "Application" app WHERE ${reach} AND ${view} LIMIT 101) found`))]));
    await measure("next page", () => casesInQueue(who, { view: "open", after }), () => byHand(`AND (app."dueOn", app.id) > ('${dueOn}', '${id}')`));
    await measure("find a word", () => casesInQueue(who, { view: "open", find: "flood" }), () => byHand(`AND (app.title ILIKE '%flood%' OR partner.name ILIKE '%flood%')`));
  }
  return measures;
}
