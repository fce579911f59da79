import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { isId, newDeviceCode, newId, newReference, newTicket, newToken, readReference, readTicket } from "@/lib/core/ids";

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const some = Array.from({ length: 300 }, newReference);

describe("a reference", () => {
  it("has one written form, which is read as itself", () => {
    for (const reference of some) {
      expect(reference).toMatch(/^LP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readReference(reference)).toBe(reference);
    }
    expect(new Set(some).size).toBe(300);
  });

  it.each([
    ["in small letters", (reference: string) => reference.toLowerCase()],
    ["without its dashes", (reference: string) => reference.replaceAll("-", "")],
    ["without LP", (reference: string) => reference.slice(3)],
    ["with blanks", (reference: string) => ` ${reference.replaceAll("-", " ")} `],
    ["with o for 0 and l for 1, as people type", (reference: string) => `LP-${reference.slice(3).replaceAll("0", "o").replaceAll("1", "l")}`],
  ])("is known %s", (_, typed) => {
    for (const reference of some) expect(readReference(typed(reference))).toBe(reference);
  });

  it("notices one wrong character", () => {
    let checked = 0;
    let noticed = 0;
    for (const reference of some.slice(0, 40)) {
      for (const at of [3, 4, 5, 6, 8, 9, 10, 11]) {
        for (const letter of letters) {
          if (letter === reference[at]) continue;
          checked++;
          if (readReference(reference.slice(0, at) + letter + reference.slice(at + 1)) === null) noticed++;
        }
      }
    }
    // 32 letters counted modulo 31: of each letter one other has the same weight.
    expect(noticed / checked).toBeGreaterThan(0.99);
  });

  it("is not read from any other text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const read = readReference(text);
        expect(read === null || readReference(read) === read).toBe(true);
      }),
      { seed: 1, numRuns: 1_000 },
    );
    for (const text of ["", "LP", "LP-", "LP-0000-000", "LP-0000-00000", "../../etc", "💡".repeat(8)]) expect(readReference(text)).toBeNull();
  });
});

describe("what somebody without an account is given", () => {
  const tickets = Array.from({ length: 300 }, newTicket);

  it("has one written form, however it is typed", () => {
    for (const ticket of tickets) {
      expect(ticket).toMatch(/^C-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      for (const typed of [ticket, ticket.toLowerCase(), ticket.replaceAll("-", ""), ticket.slice(2), ` ${ticket.replaceAll("-", " ")} `, `C-${ticket.slice(2).replaceAll("0", "o").replaceAll("1", "l")}`]) expect(readTicket(typed), typed).toBe(ticket);
    }
    expect(new Set(tickets).size).toBe(300);
  });

  it("notices a wrong character, and is read from no other text", () => {
    for (const ticket of tickets) expect(readTicket(ticket.slice(0, 7) + (ticket[7] === "7" ? "8" : "7") + ticket.slice(8)), ticket).toBeNull();
    for (const text of ["", "C", "C-0000-0000-000", "LP-0000-0000", "../../etc/passwd", "💡".repeat(12), "9".repeat(500)]) expect(readTicket(text)).toBeNull();
  });
});

describe("a device's code", () => {
  it("is seven letters that can be read out", () => {
    for (let n = 0; n < 300; n++) expect(newDeviceCode()).toMatch(/^[0-9A-HJKMNP-TV-Z]{7}$/);
  });
});

describe("a token", () => {
  it("is 256 bits in letters that a mail program leaves alone", () => {
    const tokens = Array.from({ length: 300 }, newToken);
    for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(new Set(tokens).size).toBe(300);
  });
});

describe("an id", () => {
  it.each([
    ["01890000-0000-7000-8000-000000000000", true],
    ["01890000-0000-7000-8000-00000000000G", false],
    ["01890000-0000-7000-8000-000000000000 OR 1=1", false],
    ["\n01890000-0000-7000-8000-000000000000", false],
    ["01890000-0000-7000-8000-000000000000\n", false],
    ["01890000000070008000000000000000", false],
    ["", false],
  ])("%j: %s", (text, is) => expect(isId(text)).toBe(is));
});

describe("an id", () => {
  it("sorts by the time it was made, as a version 7 UUID does", () => {
    const made = [1_700_000_000_000, 1_800_000_000_000, 1_900_000_000_000].map((at) => {
      vi.spyOn(Date, "now").mockReturnValueOnce(at);
      return newId();
    });
    expect(made.toSorted()).toEqual(made);
    for (const id of Array.from({ length: 300 }, newId)) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
