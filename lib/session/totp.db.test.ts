import { existsSync, readFileSync } from "node:fs";
import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { db, type Tx } from "@/lib/core/db";
import { testCity } from "@/lib/core/test-city";
import { enrolmentAddress, newSecret, openSecret, sealSecret, stepOf, takeCode } from "@/lib/session/totp";

const vectorsPath = "../shared/data/auth/rfc6238-totp-vectors.json";
interface Vector {
  time: number;
  algorithm: string;
  secret_base32: string;
  totp: string;
}

describe.skipIf(!existsSync(vectorsPath))("the vectors of RFC 6238", () => {
  const vectors = existsSync(vectorsPath) ? (JSON.parse(readFileSync(vectorsPath, "utf8")) as { vectors: Vector[] }).vectors : [];
  // Eight digits modulo a million are the six that authenticator apps show.
  const sha1 = vectors.filter(({ algorithm }) => algorithm === "SHA1").map(({ time, secret_base32, totp }) => [time, secret_base32, totp.slice(-6)] as const);
  it.each(sha1)("at %i", (time, secret, code) => {
    expect(stepOf(secret, code, new Date(time * 1000))).toBe(Math.floor(time / 30));
  });
  it("are several", () => expect(sha1.length).toBeGreaterThan(4));
});

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const codeAt = (seconds: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: seconds * 1000 });

describe("a code", () => {
  const now = 1_111_111_110; // the first second of its step
  it.each([
    [-31, null],
    [-30, -1],
    [-1, -1],
    [0, 0],
    [29, 0],
    [30, 1],
    [59, 1],
    [60, null],
  ])("made %i seconds from now: step %s", (seconds, step) => {
    expect(stepOf(secret, codeAt(now + seconds), new Date(now * 1000))).toBe(step === null ? null : now / 30 + step);
  });

  it.each(["", "12345", "1234567", "abcdef", "12345a", " 12345", "１２３４５６", "000000\n", `${codeAt(now)}0`])("is not %j", (typed) => {
    expect(stepOf(secret, typed, new Date(now * 1000))).toBeNull();
  });

  it("fits no other secret", () => {
    expect(stepOf(newSecret(), codeAt(now), new Date(now * 1000))).toBeNull();
  });
});

describe("a secret", () => {
  it("is kept sealed, and altered it opens nothing", () => {
    const sealed = sealSecret(secret);
    expect(sealed).not.toContain(secret);
    expect(openSecret(sealed)).toBe(secret);
    expect(sealSecret(secret)).not.toBe(sealed);
    const altered = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
    expect(() => openSecret(altered)).toThrow();
    expect(() => openSecret("")).toThrow();
  });

  it("has the address that authenticator apps read", () => {
    expect(enrolmentAddress(secret, "a@city.test")).toMatch(/^otpauth:\/\/totp\/Lamppost:a%40city\.test\?issuer=Lamppost&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30$/);
  });
});

describe("a code is taken once", () => {
  it("of twenty tries at once one succeeds; then only a later step does", async () => {
    const city = await testCity();
    const person = { id: city.officer.id, totpSecret: sealSecret(secret) };
    await db.person.update({ where: { id: person.id }, data: { totpSecret: person.totpSecret } });
    const now = new Date(1_111_111_110_000);
    const tryIt = (code: string, at: Date) => takeCode(db as unknown as Tx, person, code, at);
    const results = await Promise.all(Array.from({ length: 20 }, () => tryIt(codeAt(1_111_111_110), now)));
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await tryIt(codeAt(1_111_111_110), now)).toBe(false);
    // The code before it still lies in the window and is older than the one taken.
    expect(await tryIt(codeAt(1_111_111_080), now)).toBe(false);
    expect(await tryIt(codeAt(1_111_111_140), now)).toBe(true);
    expect(await tryIt("000000", now)).toBe(false);
  });
});
