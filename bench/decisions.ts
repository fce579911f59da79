import { randomUUID } from "node:crypto";
import pg from "pg";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { newReference } from "@/lib/core/ids";
import { sentence } from "@/lib/core/refusals";
import { termsHash, termsAt } from "@/lib/partners/terms";
import { submitApplication } from "@/lib/applications/submit";
import type { Actor, Decision } from "@/lib/decisions/decision";
import { approveApplication } from "@/lib/permits/approve";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { whoIs } from "./queue";
import { interleaved, turnsFor, type Measure } from "./timing";

const devicesEach = 20;
const until = isoDay(addDays(dayOf(new Date()), 400));
const reason = "Measured: the poles bear the weight and no person can be identified.";

interface Case {
  applicationId: string;
  reference: string;
  assets: { id: string; code: string; place: string; zoneId: string; agencyId: string; lat: number; lon: number }[];
  submissionId: string;
  permitId: string;
}

/** Drafts that are ready to be sent, each with twenty free places of one zone; written past the door, since only the deciding is measured. */
async function makeDrafts(superUrl: string, count: number): Promise<{ partnerId: string; drafts: Case[] }> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    const partnerId = (await client.query<{ id: string }>(`SELECT id FROM "Partner" ORDER BY id LIMIT 1`)).rows[0]?.id ?? "";
    const now = termsAt(new Date());
    await client.query(`INSERT INTO "TermsSignature" (id, "partnerId", "termsVersion", "termsHash", "signedById", capacity, "signedAt") SELECT gen_random_uuid(), $1, $2, $3, id, 'Director', now() FROM "Person" ORDER BY id LIMIT 1`, [partnerId, now.version, termsHash(now)]);
    const { rows } = await client.query<Case["assets"][number]>(
      `SELECT id, code, place, "zoneId", "agencyId", lat, lon FROM "Asset" a WHERE NOT EXISTS (SELECT FROM "SlotHold" WHERE "assetId" = a.id) ORDER BY id LIMIT ${count * devicesEach}`,
    );
    if (rows.length < count * devicesEach) throw new Error(`${rows.length} free assets, ${count * devicesEach} wanted`);
    const drafts = Array.from({ length: count }, (_, index): Case => ({ applicationId: randomUUID(), reference: newReference(), assets: rows.slice(index * devicesEach, (index + 1) * devicesEach), submissionId: randomUUID(), permitId: randomUUID() }));
    for (const draft of drafts) {
      const sections = {
        purpose: { title: "Air sensors, measured", purpose: "air_and_weather", why: "To know the air in every street of the quarter.", until },
        devices: { devices: draft.assets.map((_, index) => ({ name: "Air sensor", make: "Kestrel", model: "K2", serial: `B${index}` })) },
        sites: { assetIds: draft.assets.map(({ id }) => id) },
        networks: { networkIds: [], talksTo: ["data.example.org:8883"] },
        data: { collects: ["particles in the air"], identifies: "no", kept: "30 days", shared: "Nobody" },
        security: { updates: "Over the air, within two weeks of a flaw", watches: "Our operations room", reacts: "Within an hour", passwords: "changed", ports: "closed", exceptions: "" },
        contact: { name: "Person 1000", email: "person1000@city.example", telephone: "+44 555 0170" },
        terms: { paid: "Nothing", others: "Nobody", contract: "" },
      };
      await client.query(`INSERT INTO "Application" (id, reference, "partnerId", title, draft, "updatedAt") VALUES ($1, $2, $3, 'Air sensors, measured', $4, now())`, [draft.applicationId, draft.reference, partnerId, sections]);
    }
    return { partnerId, drafts };
  } finally {
    await client.end();
  }
}

async function must<I>(decide: Decision<I>, actor: Actor, input: unknown): Promise<string> {
  const result = await decide(actor, input);
  if (!result.ok) throw new Error(`${decide.name} was refused: ${sentence(result)} ${JSON.stringify(result.about)}`);
  return result.value.entryId;
}

/** What the four decisions write, as bare statements in one transaction, with the app's own rights and every trigger. */
class ByHand {
  constructor(private readonly pool: pg.Pool, private readonly partnerId: string, private readonly actorId: string) {}

  private async inOne(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query("BEGIN");
      await work(client);
      await client.query("COMMIT");
    } finally {
      client.release();
    }
  }

  private async entry(client: pg.PoolClient, name: string, type: string, id: string, from: string | null, to: string): Promise<void> {
    await client.query(`INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "fromStatus", "toStatus", "actorKind", "actorId", open) VALUES ($1, $2, $3, $4, $5, $6, 'person', $7, $8)`, [randomUUID(), name, type, id, from, to, this.actorId, { reason }]);
  }

  private async notices(client: pg.PoolClient, template: string): Promise<void> {
    await client.query(`INSERT INTO "Notice" (id, "personId", email, template, data) SELECT gen_random_uuid(), "personId", 'person@city.example', $2, '{}' FROM "Membership" WHERE "partnerId" = $1`, [this.partnerId, template]);
  }

  submit = (draft: Case) =>
    this.inOne(async (client) => {
      await client.query(`INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId") SELECT gen_random_uuid(), asset, 1, $2 FROM unnest($1::uuid[]) asset`, [draft.assets.map(({ id }) => id), draft.applicationId]);
      await client.query(`INSERT INTO "Submission" (id, "applicationId", number, content, "contentHash", "sentById") SELECT $1, id, 1, draft, 'hash', $3 FROM "Application" WHERE id = $2`, [draft.submissionId, draft.applicationId, this.actorId]);
      await client.query(`UPDATE "Application" SET status = 'submitted', "submittedAt" = now(), "dueOn" = current_date + 15, tier = 1, "agencyId" = $2, "zoneId" = $3, version = version + 1 WHERE id = $1`, [draft.applicationId, draft.assets[0]?.agencyId, draft.assets[0]?.zoneId]);
      await this.entry(client, "application.submitted", "Application", draft.applicationId, "draft", "submitted");
      await this.notices(client, "application-sent");
    });

  approve = (draft: Case) =>
    this.inOne(async (client) => {
      await client.query(`UPDATE "Application" SET status = 'approved', version = version + 1 WHERE id = $1`, [draft.applicationId]);
      await client.query(`INSERT INTO "Permit" (id, reference, "applicationId", "submissionId", "partnerId", title, status, "startsOn", "expiresOn", reason, "decidedById", "decidedAt", tier) VALUES ($1, $2, $3, $4, $5, 'Air sensors, measured', 'active', current_date, $6, $7, $8, now(), 1)`,
        [draft.permitId, draft.reference, draft.applicationId, draft.submissionId, this.partnerId, until, reason, this.actorId]);
      await client.query(
        `INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", "zoneId", name, make, model, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, "permitStatus", "startsOn", "expiresOn", words)
         SELECT gen_random_uuid(), upper(substr(md5(random()::text), 1, 9)), $1, $2, id, "zoneId", 'Air sensor', 'Kestrel', 'K2', 'air_and_weather', 'To know the air in every street.', ARRAY['particles in the air'], 'no', '30 days', 'Nobody', lat, lon, 'active', current_date, $3, lower(concat_ws(' ', 'air sensor', code, place, 'tern sensing 0 kestrel k2'))
         FROM "Asset" WHERE id = ANY ($4::uuid[])`, [draft.permitId, this.partnerId, until, draft.assets.map(({ id }) => id)]);
      await client.query(`UPDATE "SlotHold" SET status = 'consumed' WHERE "applicationId" = $1`, [draft.applicationId]);
      await this.entry(client, "application.approved", "Application", draft.applicationId, "submitted", "approved");
      await this.entry(client, "permit.granted", "Permit", draft.permitId, null, "active");
      await this.notices(client, "application-approved");
    });

  suspend = (draft: Case) =>
    this.inOne(async (client) => {
      await client.query(`UPDATE "Permit" SET status = 'suspended', "suspendedUntil" = $2, version = version + 1 WHERE id = $1`, [draft.permitId, until]);
      await this.entry(client, "permit.suspended", "Permit", draft.permitId, "active", "suspended");
      await this.notices(client, "permit-suspended");
    });

  revoke = (draft: Case) =>
    this.inOne(async (client) => {
      await client.query(`UPDATE "Permit" SET status = 'revoked', "suspendedUntil" = NULL, version = version + 1 WHERE id = $1`, [draft.permitId]);
      await client.query(`UPDATE "Device" SET status = 'deauthorised', version = version + 1 WHERE "permitId" = $1`, [draft.permitId]);
      await client.query(`UPDATE "SlotHold" SET status = 'released' WHERE "applicationId" = $1`, [draft.applicationId]);
      await this.entry(client, "permit.revoked", "Permit", draft.permitId, "suspended", "revoked");
      await this.notices(client, "permit-revoked");
    });
}

/** One deployment of twenty devices after another is sent, approved, suspended and revoked: half through the door, half by hand. */
export async function measureDecisions(pool: pg.Pool, superUrl: string, samples: number, tell: (line: string) => void): Promise<Measure[]> {
  const turns = turnsFor(samples);
  const { partnerId, drafts } = await makeDrafts(superUrl, turns * 2);
  const member = (await whoIs("person1000@city.example")).actor;
  const officer = await whoIs("person0@city.example");
  const byHand = new ByHand(pool, partnerId, officer.person.id);
  const ofDoor = (turn: number): Case => drafts[turn] ?? never();
  const ofHand = (turn: number): Case => drafts[turns + turn] ?? never();
  const measures: Measure[] = [];
  const measure = async (what: string, ours: (draft: Case) => Promise<unknown>, floor: (draft: Case) => Promise<void>) => {
    measures.push({ group: "decision", what, ...(await interleaved(samples, (turn) => ours(ofDoor(turn)), (turn) => floor(ofHand(turn)), Infinity)) });
    tell(what);
  };
  await measure("submit an application", ({ applicationId }) => must(submitApplication, member, { applicationId, version: 1, isTrue: "yes" }), byHand.submit);
  await measure("approve it: 20 devices", ({ applicationId }) => must(approveApplication, officer.actor, { applicationId, version: 2, until, reason, conditions: "" }), byHand.approve);
  const { rows } = await pool.query<{ id: string; applicationId: string }>(`SELECT id, "applicationId" FROM "Permit" WHERE "applicationId" = ANY ($1::uuid[])`, [drafts.map(({ applicationId }) => applicationId)]);
  const permitOf = new Map(rows.map((row) => [row.applicationId, row.id]));
  const permit = ({ applicationId }: Case) => permitOf.get(applicationId) ?? never();
  await measure("suspend the permit", (draft) => must(suspendPermit, officer.actor, { permitId: permit(draft), version: 1, until, reason, without: "danger" }), byHand.suspend);
  await measure("revoke the permit", (draft) => must(revokePermit, officer.actor, { permitId: permit(draft), version: 2, confirm: "yes", reason, without: "danger" }), byHand.revoke);
  return measures;
}

function never(): never {
  throw new Error("there is no such case");
}
