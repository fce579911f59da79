import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { invitePerson } from "@/lib/people/invite-person";
import { authOptions, standingSession } from "@/lib/session/auth";
import { endOwnSessions } from "@/lib/session/end-session";
import { hashPassword } from "@/lib/session/password";
import { longest, signIn, signInAsCast } from "@/lib/session/sign-in";
import { newSecret, sealSecret } from "@/lib/session/totp";

const city = await testCity();
const password = "a bicycle under the bridge";
const passwordHash = await hashPassword(password);
const secret = newSecret();
const codeNow = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

async function staff(): Promise<Someone> {
  const person = await city.colleague();
  await db.person.update({ where: { id: person.id }, data: { passwordHash, totpSecret: sealSecret(secret) } });
  return person;
}
async function member(): Promise<Someone> {
  const person = await city.colleague();
  await db.person.update({ where: { id: person.id }, data: { passwordHash } });
  return person;
}
let address = "";
const as = (person: { email: string }, given: { password?: string; code?: string } = {}) => signIn({ email: person.email, password: given.password ?? password, code: given.code ?? "", address, browser: "Test browser" });

beforeEach(() => void (address = randomUUID()));
afterEach(() => void vi.unstubAllEnvs());

describe("signing in", () => {
  it("with password and code: a session that has shown a second factor", async () => {
    const person = await staff();
    const result = await as({ email: ` ${person.email.toUpperCase()} ` }, { code: codeNow() });
    if (typeof result === "string") throw new Error(result);
    const session = await db.session.findUniqueOrThrow({ where: { id: result.sessionId } });
    expect(session).toMatchObject({ personId: person.id, endedAt: null, browser: "Test browser" });
    expect(session.secondFactorAt).toBeInstanceOf(Date);
    expect(session.expiresAt.getTime() - session.createdAt.getTime()).toBeCloseTo(longest.allMs, -4);
  });

  it("with a password alone, where no app was paired: no second factor, and so no grant of staff", async () => {
    const result = await as(await member());
    if (typeof result === "string") throw new Error(result);
    expect((await db.session.findUniqueOrThrow({ where: { id: result.sessionId } })).secondFactorAt).toBeNull();
  });

  it("the same code opens one session only", async () => {
    const person = await staff();
    const code = codeNow();
    const results = await Promise.all(Array.from({ length: 5 }, () => as(person, { code })));
    expect(results.filter((result) => typeof result === "object")).toHaveLength(1);
    expect(await db.session.count({ where: { personId: person.id } })).toBe(1);
  });
});

describe("the answer is the same “no”", () => {
  it.each<[string, () => Promise<[{ email: string }, { password?: string; code?: string }]>]>([
    ["for somebody unknown", async () => [{ email: `${randomUUID()}@x.test` }, {}]],
    ["for a wrong password", async () => [await member(), { password: "not it, not it" }]],
    ["for no password", async () => [await member(), { password: "" }]],
    ["for a right password with a wrong code", async () => [await staff(), { code: "000000" }]],
    ["for a right password without a code", async () => [await staff(), { code: "" }]],
    ["for a wrong password with a right code", async () => [await staff(), { password: "not it, not it", code: codeNow() }]],
    ["for somebody who has not enrolled", async () => {
      await must(invitePerson, city.admin.actor, { name: "Ina Invited", email: "ina@city.test", line: "" });
      return [{ email: "ina@city.test" }, {}];
    }],
    ["for somebody who is not active any more", async () => {
      const person = await member();
      await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
      return [person, {}];
    }],
    ["for what is no address", async () => [{ email: "' OR 1=1 --" }, {}]],
  ])("%s", async (_, make) => {
    const [person, given] = await make();
    const sessions = await db.session.count();
    expect(await as(person, given)).toBe("no");
    expect(await db.session.count()).toBe(sessions);
  });

  it("a wrong password does not spend the code", async () => {
    const person = await staff();
    const code = codeNow();
    await as(person, { password: "not it, not it", code });
    expect(await as(person, { code })).toMatchObject({ sessionId: expect.any(String) });
  });
});

describe("after ten wrong tries", () => {
  it("also the right password has to wait, from whatever address; another person need not", async () => {
    const person = await member();
    for (let n = 0; n < 10; n++) expect(await as(person, { password: `wrong guess ${n}` })).toBe("no");
    expect(await as(person)).toBe("slow_down");
    address = randomUUID();
    expect(await as(person)).toBe("slow_down");
    expect(await as({ email: person.email.toUpperCase() })).toBe("slow_down");
    expect(await as(await member())).toMatchObject({ sessionId: expect.any(String) });
  }, 30_000);

  it("the same for somebody unknown, so that nobody learns who is known", async () => {
    const unknown = { email: `${randomUUID()}@x.test` };
    for (let n = 0; n < 10; n++) await as(unknown);
    expect(await as(unknown)).toBe("slow_down");
  }, 30_000);

  it("guesses at once are counted too", async () => {
    const person = await member();
    const results = await Promise.all(Array.from({ length: 14 }, () => as(person, { password: "wrong guess" })));
    expect(results.filter((result) => result === "no")).toHaveLength(10);
  }, 30_000);

  it("a right sign-in begins the count anew", async () => {
    const person = await member();
    for (let n = 0; n < 9; n++) await as(person, { password: "wrong guess" });
    expect(await as(person)).toMatchObject({ sessionId: expect.any(String) });
    for (let n = 0; n < 9; n++) expect(await as(person, { password: "wrong guess" })).toBe("no");
  }, 30_000);
});

describe("a session", () => {
  async function session(change: { endedAt?: Date; expiresAt?: Date; lastSeenAt?: Date } = {}) {
    const person = await city.colleague();
    const { id } = await db.session.create({ data: { personId: person.id, expiresAt: new Date(Date.now() + longest.allMs), ...change } });
    return { id, person };
  }
  const ago = (ms: number) => new Date(Date.now() - ms);

  it.each<[string, Parameters<typeof session>[0], boolean]>([
    ["stands", {}, true],
    ["stands when it was used within the hour", { lastSeenAt: ago(longest.idleMs - 60_000) }, true],
    ["has gone after an idle hour", { lastSeenAt: ago(longest.idleMs + 1_000) }, false],
    ["has gone after twelve hours in all", { expiresAt: ago(1) }, false],
    ["has gone once ended", { endedAt: ago(1) }, false],
  ])("%s", async (_, change, stands) => {
    const { id, person } = await session(change);
    const standing = await standingSession(id);
    expect(standing?.personId ?? null).toBe(stands ? person.id : null);
  });

  it("ended by its person is gone at once, and only theirs, and not the one they keep", async () => {
    const { id, person } = await session();
    const kept = await db.session.create({ data: { personId: person.id, expiresAt: new Date(Date.now() + 60_000) } });
    const others = await session();
    await endOwnSessions(others.person.id, { id });
    expect(await standingSession(id)).not.toBeNull();
    await endOwnSessions(person.id, { allBut: kept.id });
    expect(await standingSession(id)).toBeNull();
    expect(await standingSession(kept.id)).not.toBeNull();
    expect(await standingSession(others.id)).not.toBeNull();
    await endOwnSessions(person.id, { id: kept.id });
    expect(await standingSession(kept.id)).toBeNull();
  });

  it("of somebody who is no longer active is gone at once", async () => {
    const { id, person } = await session();
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
    expect(await standingSession(id)).toBeNull();
  });

  it("that never was is none", async () => {
    expect(await standingSession(randomUUID())).toBeNull();
  });

  it("is kept awake by being used, once a minute", async () => {
    const { id } = await session({ lastSeenAt: ago(120_000) });
    await standingSession(id);
    const seen = (await db.session.findUniqueOrThrow({ where: { id } })).lastSeenAt;
    expect(Date.now() - seen.getTime()).toBeLessThan(60_000);
    await standingSession(id);
    expect((await db.session.findUniqueOrThrow({ where: { id } })).lastSeenAt).toEqual(seen);
  });
});

describe("the demo's door", () => {
  it("lets anyone be one of the cast, in the demo only", async () => {
    expect(await signInAsCast(city.officer.email, "Test")).toEqual(expect.any(String));
    expect(await signInAsCast("nobody@x.test", "Test")).toBeNull();
    vi.stubEnv("LAMPPOST_MODE", "production");
    expect(await signInAsCast(city.officer.email, "Test")).toBeNull();
    expect(authOptions().providers.map((provider) => provider.options?.id)).toEqual(["password"]);
  });
});
