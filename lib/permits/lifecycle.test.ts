import { describe, expect, it } from "vitest";
import { move } from "@/lib/core/lifecycle";
import type { PermitStatus } from "@/lib/core/prisma-client/client";
import { permitMoveBetween, permitMoves, permitStatusOn } from "@/lib/permits/lifecycle";

const all: PermitStatus[] = ["scheduled", "active", "restricted", "suspended", "revoked", "expired", "superseded", "surrendered", "voided"];
const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

describe("which status may follow which", () => {
  it.each<[keyof typeof permitMoves, Partial<Record<PermitStatus, PermitStatus>>]>([
    ["suspend", { scheduled: "suspended", active: "suspended", restricted: "suspended" }],
    ["restrict", { scheduled: "restricted", active: "restricted" }],
    ["ease", { suspended: "restricted" }],
    ["resume", { restricted: "active", suspended: "active" }],
    ["void", { scheduled: "voided", active: "voided", restricted: "voided", suspended: "voided", revoked: "voided" }],
    ["surrender", { scheduled: "surrendered", active: "surrendered", restricted: "surrendered", suspended: "surrendered" }],
    ["reinstate", { revoked: "active", voided: "active" }],
    ["revoke", { scheduled: "revoked", active: "revoked", restricted: "revoked", suspended: "revoked" }],
  ])("%s", (name, allowed) => {
    for (const status of all) {
      const next = move(permitMoves, status, name);
      if (allowed[status]) expect(next).toEqual({ ok: true, value: allowed[status] });
      else expect(next).toEqual({ ok: false, refusal: "not_from_here", about: { status } });
    }
  });
});

describe("what a permit from 10 to 20 March amounts to", () => {
  it.each<[PermitStatus, string, PermitStatus]>([
    ["scheduled", "2027-03-09", "scheduled"],
    ["scheduled", "2027-03-10", "active"],
    ["scheduled", "2027-03-20", "active"],
    ["scheduled", "2027-03-21", "expired"],
    ["active", "2027-03-09", "scheduled"],
    ["active", "2027-03-10", "active"],
    ["active", "2027-03-20", "active"],
    ["active", "2027-03-21", "expired"],
    ["restricted", "2027-03-20", "restricted"],
    ["restricted", "2027-03-21", "expired"],
    ["suspended", "2027-03-15", "suspended"],
    ["suspended", "2027-03-21", "expired"],
    ["revoked", "2027-03-15", "revoked"],
    ["revoked", "2027-03-21", "revoked"],
    ["surrendered", "2027-03-21", "surrendered"],
    ["superseded", "2027-03-21", "superseded"],
    ["voided", "2027-03-09", "voided"],
    ["expired", "2027-03-09", "expired"],
  ])("%s on %s is %s", (status, today, amounts) => {
    expect(permitStatusOn({ status, startsOn: day("2027-03-10"), expiresOn: day("2027-03-20") }, day(today))).toBe(amounts);
  });
});

describe("what the ledger calls a permit's move", () => {
  const named: Record<string, string> = {
    "scheduled restricted": "permit.restricted", "active restricted": "permit.restricted",
    "scheduled suspended": "permit.suspended", "active suspended": "permit.suspended", "restricted suspended": "permit.suspended",
    "suspended restricted": "permit.eased", "suspended active": "permit.resumed", "suspended scheduled": "permit.resumed", "restricted active": "permit.resumed", "restricted scheduled": "permit.resumed",
    "scheduled revoked": "permit.revoked", "active revoked": "permit.revoked", "restricted revoked": "permit.revoked", "suspended revoked": "permit.revoked",
    "scheduled voided": "permit.voided", "active voided": "permit.voided", "restricted voided": "permit.voided", "suspended voided": "permit.voided", "revoked voided": "permit.voided",
    "scheduled surrendered": "permit.surrendered", "active surrendered": "permit.surrendered", "restricted surrendered": "permit.surrendered", "suspended surrendered": "permit.surrendered",
    "scheduled superseded": "permit.superseded", "active superseded": "permit.superseded", "restricted superseded": "permit.superseded", "suspended superseded": "permit.superseded",
    "revoked active": "permit.reinstated", "revoked scheduled": "permit.reinstated", "revoked restricted": "permit.reinstated", "revoked suspended": "permit.reinstated",
    "voided active": "permit.reinstated", "voided scheduled": "permit.reinstated", "voided restricted": "permit.reinstated", "voided suspended": "permit.reinstated",
  };
  it.each(all.flatMap((from) => all.map((to) => [from, to] as const)))("from %s to %s", (from, to) => {
    const name = named[`${from} ${to}`];
    if (name) expect(permitMoveBetween(from, to)).toBe(name);
    else expect(() => permitMoveBetween(from, to)).toThrow(`no move leads a permit from ${from} to ${to}`);
  });
});
