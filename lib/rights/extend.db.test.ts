import { describe, expect, it } from "vitest";
import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { asked, daysLater, partAsked } from "@/lib/core/test-requests";
import { entryOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { requestTracked } from "@/lib/registry/rights";
import { answerRequest } from "@/lib/rights/answer";
import { extendedDueOn } from "@/lib/rights/lifecycle";
import { extendRequest } from "@/lib/rights/extend";
import { remindOfRequests } from "@/lib/rights/reminders";

const city = await testCity();
const { member } = city.partner;
const make = async () => ({ partId: (await partAsked(city)).id, version: 1, reason: good });

describe("a partner needs longer", async () => {
  it("by two months, once; whoever asked is told why", async () => {
    const request = await asked(city);
    const { told, outcome } = await toldSince(() => must(extendRequest, member.actor, { partId: request.parts[0]?.id, version: 1, reason: good }));
    expect(told).toEqual([["rights-extended", "asker@mail.test"]]);
    const dueOn = extendedDueOn(dayOf(new Date()));
    expect(await db.dataRequestPart.findUniqueOrThrow({ where: { id: request.parts[0]?.id ?? "" } })).toMatchObject({ status: "extended", dueOn, extensionReason: good, extendedById: member.id });
    expect(await entryOf(outcome.entryId)).toMatchObject({ name: "rights.extended", fromStatus: "forwarded", toStatus: "extended", sealed: {} });
    expect(await requestTracked(request.reference)).toMatchObject({ parts: [{ dueOn, extension: { reason: good } }] });
  });

  oneWins(extendRequest, async () => ({ who: [member, city.secondMember], input: await make() }), ["changed_since_read", "extended_already"]);
  sentTwice(extendRequest, async () => ({ who: member, input: await make(), other: await make() }));
  const input = await make();
  const [extended, answered, late] = [await make(), await make(), await partAsked(city)];
  await must(extendRequest, member.actor, extended);
  await must(answerRequest, member.actor, { partId: answered.partId, version: 1, outcome: "nothing_held", words: "We hold nothing by which you could be found." });
  await daysLater(late.requestId, 40);
  refuses(extendRequest, [
    ...(await membersWhoMayNot(city, input)),
    ...withoutReason(member, input),
    ["twice", member, { ...extended, version: 2 }, "extended_already"],
    ["after the answer", member, { ...answered, version: 2 }, "request_answered"],
    ["after the month", member, { ...input, partId: late.id }, "extended_too_late"],
    ["one that somebody changed meanwhile", member, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(extendRequest, member, input);
});

describe("a partner is reminded", () => {
  it("two weeks before, three days before and once it is late, each once; and of what was answered no more", async () => {
    await remindOfRequests(new Date());
    const part = await partAsked(city);
    const told = async () => (await toldSince(() => remindOfRequests(new Date()))).told.filter(([template]) => template === "rights-due").length;
    const members = await db.membership.count({ where: { partnerId: city.partner.id, endedAt: null } });
    const left = Math.round((part.dueOn.getTime() - dayOf(new Date()).getTime()) / 86_400_000);
    expect(await told()).toBe(0);
    for (const days of [left - 14, 11, 4]) {
      await daysLater(part.requestId, days);
      expect(await told()).toBe(members);
      expect(await told()).toBe(0);
    }
    await must(answerRequest, member.actor, { partId: part.id, version: 1, outcome: "done", words: "We sent you the pictures by post." });
    await daysLater(part.requestId, 30);
    expect(await told()).toBe(0);
  });
});
