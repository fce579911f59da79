import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { RolledBack, transaction } from "@/lib/core/transaction";

const [a, b] = [await db.agency.create({ data: { name: "A" } }), await db.agency.create({ data: { name: "B" } })];
const names = async () => (await db.agency.findMany({ orderBy: { name: "asc" }, select: { name: true } })).map(({ name }) => name);

describe("a transaction", () => {
  it("is undone whole when it is rolled back, and carries out why", async () => {
    const undone: unknown = await transaction(async (tx) => {
      await tx.agency.create({ data: { name: "C" } });
      throw new RolledBack({ because: "of a test" });
    }).catch((problem: unknown) => problem);
    expect(undone).toBeInstanceOf(RolledBack);
    expect((undone as RolledBack<unknown>).because).toEqual({ because: "of a test" });
    expect(await names()).toEqual(["A", "B"]);
  });

  it("is not tried again for a fault of its own", async () => {
    let tries = 0;
    await expect(transaction(async () => { tries++; throw new Error("a bug"); })).rejects.toThrow("a bug");
    expect(tries).toBe(1);
  });

  it.each([
    ["by Prisma's own statements", (id: string) => (tx: Parameters<Parameters<typeof transaction>[0]>[0]) => tx.agency.update({ where: { id }, data: { createdAt: new Date() } })],
    ["by a statement written by hand", (id: string) => (tx: Parameters<Parameters<typeof transaction>[0]>[0]) => tx.$queryRaw`SELECT id FROM "Agency" WHERE id = ${id}::uuid FOR UPDATE`],
  ])("that waits for another which waits for it is tried again: %s", async (_, lock) => {
    let tries = 0;
    let arrived = 0;
    let go = () => {};
    const bothHoldOne = new Promise<void>((resolve) => (go = resolve));
    const both = (first: string, second: string) =>
      transaction(async (tx) => {
        tries++;
        await lock(first)(tx);
        if (++arrived === 2) go();
        await bothHoldOne;
        await lock(second)(tx);
        return "done";
      });
    expect(await Promise.all([both(a.id, b.id), both(b.id, a.id)])).toEqual(["done", "done"]);
    // Who gave way begins anew, and may come before the other has what it waits for: then it gives way once more.
    expect(tries).toBeGreaterThan(2);
  });
});
