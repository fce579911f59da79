import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/core/db";
import { asSuperuser } from "@/lib/core/test-superuser";
import { transaction } from "@/lib/core/transaction";
import { append } from "@/lib/ledger/append";
import { checkReceipt } from "@/lib/ledger/receipt";
import { sealedLedger } from "@/lib/ledger/test-sealed";
import { deliverDue, sender, type Send } from "@/lib/notices/deliver";
import { mailbox } from "@/lib/notices/queries";

const link = "http://localhost:3000/enrol/LINK-CANARY";
const queue = async (count = 1): Promise<string[]> => {
  const made = await db.notice.createManyAndReturn({ data: Array.from({ length: count }, (_, n) => ({ email: `p${n}@x.test`, template: "invitation", data: { name: "Ina", by: "Ada", link, until: "30 November 2026" } })), select: { id: true } });
  return made.map(({ id }) => id);
};
const now = (id: string) => db.notice.findUniqueOrThrow({ where: { id } });
/** As if the time had passed. */
const makeDue = () => asSuperuser(`UPDATE "Notice" SET "dueAt" = now() - interval '1 second'`);

let sent: Parameters<Send>[0][] = [];
const keep: Send = async (mail) => void sent.push(mail);
const broken: Send = async () => {
  throw new Error("the mail server is away");
};

beforeEach(async () => {
  sent = [];
  await asSuperuser(`DELETE FROM "Notice"`);
});
afterEach(() => void vi.unstubAllEnvs());

describe("what is due", () => {
  it("goes out once, in words", async () => {
    const [id = ""] = await queue();
    expect(await deliverDue(keep)).toBe(1);
    expect(await deliverDue(keep)).toBe(0);
    expect(sent).toEqual([{ id, to: "p0@x.test", subject: "Your invitation to Lamppost", text: expect.stringContaining(link) }]);
    expect(await now(id)).toMatchObject({ deliveredAt: expect.any(Date), leaseUntil: null, lastProblem: null, attempts: 1, failedAt: null });
  });

  it("of a decision goes with its receipt, and waits for it; but not for ever", async () => {
    const ledger = sealedLedger();
    const { id: entryId } = await transaction((tx) => append(tx, { name: "test.made", subject: { type: "Thing", id: randomUUID() }, from: null, to: "made", grantId: null, actorKind: "operator", actorId: null, open: {}, sealed: {}, causeId: null }));
    const [id = ""] = await queue();
    await db.notice.update({ where: { id }, data: { entryId } });
    expect(await deliverDue(keep)).toBe(0);
    expect(await now(id)).toMatchObject({ deliveredAt: null, attempts: 0, lastProblem: null });
    await ledger.seal();
    await makeDue();
    expect(await deliverDue(keep)).toBe(1);
    const [mail] = sent;
    expect(mail?.text).toContain(`http://localhost:3000/ledger/entries/${entryId}`);
    expect(mail?.receipt?.name).toBe(`receipt-${entryId}.txt`);
    expect(JSON.parse(checkReceipt(mail?.receipt?.text ?? "", ledger.signers).entry)).toMatchObject({ id: entryId });

    const [late = ""] = await queue();
    await db.notice.update({ where: { id: late }, data: { entryId: randomUUID(), createdAt: new Date(Date.now() - 700_000) } });
    expect(await deliverDue(keep)).toBe(1);
    expect(sent.at(-1)).toMatchObject({ id: late, text: expect.stringContaining("is not ready yet") });
    expect(sent.at(-1)).not.toHaveProperty("receipt");
  });

  it("waits until it is due", async () => {
    const [id = ""] = await queue();
    await db.notice.update({ where: { id }, data: { dueAt: new Date(Date.now() + 60_000) } });
    expect(await deliverDue(keep)).toBe(0);
  });

  it("goes out at most so many at a time, the oldest first", async () => {
    const ids = await queue(3);
    for (const [age, id] of ids.entries()) await db.notice.update({ where: { id }, data: { dueAt: new Date(Date.now() - (3 - age) * 60_000) } });
    expect(await deliverDue(keep, 2)).toBe(2);
    expect(sent.map((mail) => mail.id).sort()).toEqual(ids.slice(0, 2).sort());
  });

  it("of two workers at once each notice goes out once", async () => {
    const ids = await queue(30);
    const slow: Send = async (mail) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      sent.push(mail);
    };
    const counts = await Promise.all([deliverDue(slow, 20), deliverDue(slow, 20), deliverDue(slow, 20)]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
    expect(sent.map((mail) => mail.id).sort()).toEqual([...ids].sort());
  });
});

describe("what cannot be sent", () => {
  it("is tried again ever later, and set aside after eight tries for a person to look at", async () => {
    const [id = ""] = await queue();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt++) {
      const before = Date.now();
      expect(await deliverDue(broken)).toBe(0);
      const notice = await now(id);
      expect(notice).toMatchObject({ attempts: attempt, deliveredAt: null, leaseUntil: null, lastProblem: "the mail server is away" });
      expect(notice.failedAt !== null).toBe(attempt === 8);
      delays.push(Math.round((notice.dueAt.getTime() - before) / 30_000));
      await makeDue();
    }
    expect(delays).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    expect(await deliverDue(keep)).toBe(0);
    expect(sent).toEqual([]);
  });

  it("goes out when the mail server is back", async () => {
    const [id = ""] = await queue();
    await deliverDue(broken);
    expect(await deliverDue(keep)).toBe(0);
    await makeDue();
    expect(await deliverDue(keep)).toBe(1);
    expect(await now(id)).toMatchObject({ attempts: 2, lastProblem: null });
  });

  it("does not hold up the others", async () => {
    const [bad = "", ...ids] = await queue(3);
    const pickyOf = (id: string): Send => async (mail) => (mail.id === id ? broken(mail) : keep(mail));
    expect(await deliverDue(pickyOf(bad))).toBe(2);
    expect(sent.map((mail) => mail.id).sort()).toEqual([...ids].sort());
  });

  it("is told as a problem where no words are known for it", async () => {
    const { id } = await db.notice.create({ data: { email: "a@x.test", template: "unheard-of", data: {} } });
    expect(await deliverDue(keep)).toBe(0);
    expect((await now(id)).lastProblem).toMatch(/no words/);
  });
});

describe("a worker killed in the middle", () => {
  it("loses nothing: its lease runs out and another takes the notice", async () => {
    const [id = ""] = await queue();
    await db.notice.update({ where: { id }, data: { leaseUntil: new Date(Date.now() + 60_000), attempts: 1 } });
    expect(await deliverDue(keep)).toBe(0);
    await db.notice.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
    expect(await deliverDue(keep)).toBe(1);
    expect((await now(id)).attempts).toBe(2);
  });
});

describe("what is kept of a notice", () => {
  it("in the demo: its text, for the mailbox", async () => {
    const [id = ""] = await queue();
    await deliverDue(sender());
    expect((await now(id)).text).toContain(link);
    expect(await mailbox()).toMatchObject([{ id, email: "p0@x.test" }]);
    expect(await mailbox("somebody@else.test")).toEqual([]);
  });

  it("in production: that it went out, not the link in it; and there is no mailbox", async () => {
    vi.stubEnv("LAMPPOST_MODE", "production");
    const [id = ""] = await queue();
    await deliverDue(keep);
    const notice = await now(id);
    expect(notice).toMatchObject({ data: {}, text: null, subject: "Your invitation to Lamppost" });
    expect(JSON.stringify(notice)).not.toContain("CANARY");
    expect(await mailbox()).toBeNull();
  });
});

describe("in production mail leaves by SMTP", () => {
  interface Received {
    from: string;
    to: string[];
    text: string;
  }
  async function mailServer(answer: (error?: Error) => Error | undefined = () => undefined) {
    const received: Received[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData(stream, session, done) {
        const pieces: Buffer[] = [];
        stream.on("data", (piece: Buffer) => pieces.push(piece));
        stream.on("end", () => {
          const problem = answer();
          if (!problem) received.push({ from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "", to: session.envelope.rcptTo.map(({ address }) => address), text: Buffer.concat(pieces).toString("utf8") });
          done(problem);
        });
      },
    });
    server.listen(0, "127.0.0.1");
    await once(server.server, "listening");
    vi.stubEnv("LAMPPOST_MODE", "production");
    vi.stubEnv("SMTP_URL", `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`);
    vi.stubEnv("MAIL_FROM", "Lamppost <permits@city.test>");
    return { received, close: () => new Promise<void>((resolve) => server.close(resolve)) };
  }

  it("from the city's address, with an id of its own that stays the same", async () => {
    const { received, close } = await mailServer();
    const [id = ""] = await queue();
    expect(await deliverDue(sender())).toBe(1);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ from: "permits@city.test", to: ["p0@x.test"] });
    expect(received[0]?.text).toContain("Subject: Your invitation to Lamppost");
    expect(received[0]?.text).toContain(`Message-ID: <${id}@lamppost>`);
    expect(received[0]?.text).toContain("LINK-CANARY");
    await close();
  });

  it("nothing that a person wrote becomes a header or another receiver", async () => {
    const { received, close } = await mailServer();
    await db.notice.create({ data: { email: "one@x.test", template: "partner-verified", data: { partner: "Evil\r\nBcc: two@x.test\r\n\r\nHello", link } } });
    expect(await deliverDue(sender())).toBe(1);
    expect(received[0]?.to).toEqual(["one@x.test"]);
    expect(received[0]?.text.split("\r\n\r\n")[0]).not.toMatch(/^bcc:/im);
    await close();
  });

  it("a server that refuses is a problem to try again", async () => {
    const { received, close } = await mailServer(() => new Error("mailbox full"));
    const [id = ""] = await queue();
    expect(await deliverDue(sender())).toBe(0);
    expect((await now(id)).lastProblem).toMatch(/mailbox full/);
    expect(received).toEqual([]);
    await close();
  });

  it("no server at all is one too", async () => {
    const { close } = await mailServer();
    await close();
    const [id = ""] = await queue();
    expect(await deliverDue(sender())).toBe(0);
    expect((await now(id)).lastProblem).toMatch(/ECONNREFUSED/);
  });
});
