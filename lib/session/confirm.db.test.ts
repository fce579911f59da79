import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { afterEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/core/db";
import { testCity } from "@/lib/core/test-city";
import { confirmAsCast, confirmIsMe } from "@/lib/session/confirm";
import { newSecret, sealSecret } from "@/lib/session/totp";

const city = await testCity();
const secret = newSecret();
const codeAt = (steps = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

/** A signed-in person with an app, who has not proved for long that it is them. */
async function someone({ app = true, ended = false } = {}) {
  const person = await city.colleague();
  if (app) await db.person.update({ where: { id: person.id }, data: { totpSecret: sealSecret(secret) } });
  const { id } = await db.session.create({ data: { personId: person.id, expiresAt: new Date(Date.now() + 60_000), ...(ended ? { endedAt: new Date() } : {}) } });
  return { id: person.id, sessionId: id, try: (code: string, address: string = randomUUID()) => confirmIsMe(id, person.id, code, address), confirmedAt: async () => (await db.session.findUniqueOrThrow({ where: { id } })).confirmedAt };
}

afterEach(() => void vi.unstubAllEnvs());

describe("proving that it is me", () => {
  it("with the code of the moment: the session says so from then on", async () => {
    const person = await someone();
    const proof = await person.try(` ${codeAt().slice(0, 3)} ${codeAt().slice(3)} `);
    expect(proof).toBeInstanceOf(Date);
    expect(await person.confirmedAt()).toEqual(proof);
  });

  it("one code proves it once, however often it is sent at the same moment", async () => {
    const person = await someone();
    const code = codeAt();
    const results = await Promise.all(Array.from({ length: 5 }, () => person.try(code)));
    expect(results.filter((result) => result instanceof Date)).toHaveLength(1);
    expect(await person.try(code)).toBe("no");
  });

  it.each(["000000", "", "abc", "12345678"])("not with %j", async (code) => {
    const person = await someone();
    expect(await person.try(code)).toBe("no");
    expect(await person.confirmedAt()).toBeNull();
  });

  it("not without an app, nor in a session that has ended, nor in somebody else's", async () => {
    expect(await (await someone({ app: false })).try(codeAt())).toBe("no");
    const ended = await someone({ ended: true });
    expect(await ended.try(codeAt())).toBe("no");
    expect(await ended.confirmedAt()).toBeNull();
    const [one, other] = [await someone(), await someone()];
    expect(await confirmIsMe(other.sessionId, one.id, codeAt(), "")).toBe("no");
    expect(await other.confirmedAt()).toBeNull();
  });

  it("after ten wrong codes in a quarter of an hour not even with the right one", async () => {
    const person = await someone();
    for (let tries = 0; tries < 10; tries++) expect(await person.try("000000")).toBe("no");
    expect(await person.try(codeAt())).toBe("slow_down");
    expect(await (await someone()).try(codeAt())).toBeInstanceOf(Date);
  });
});

describe("the cast of the demo", () => {
  it("confirms without an app in the demo, and has no such door in production", async () => {
    const person = await someone({ app: false });
    vi.stubEnv("LAMPPOST_MODE", "production");
    expect(await confirmAsCast(person.sessionId, person.id)).toBe("no");
    expect(await person.confirmedAt()).toBeNull();
    vi.stubEnv("LAMPPOST_MODE", "demo");
    expect(await confirmAsCast(person.sessionId, person.id)).toBeInstanceOf(Date);
  });
});
