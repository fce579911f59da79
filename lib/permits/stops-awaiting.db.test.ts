import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { stopped, withdrawn } from "@/lib/core/test-stops";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { stopsAwaiting } from "@/lib/permits/standing";

const city = await testCity();
const { officer, partner, otherPartner } = city;

it("whoever asks for a place is told which stops would take their devices in, and approved they are taken in by just those", async () => {
  const [pole, cabinet, far] = [await city.asset(), await city.asset({ assetClass: "cabinet" }), await city.asset({ zoneId: city.east.id })];
  const assetIds = [pole, cabinet, far];
  // A stop has to reach something when it is ordered.
  for (const of of [partner, otherPartner]) await city.application("approved", { assetIds: await Promise.all([city.asset(), city.asset({ assetClass: "cabinet" }), city.asset({ zoneId: city.east.id })]), of });
  await city.application("approved", { assetIds });
  const stops = {
    pole: await stopped(officer, { assetId: pole }),
    cabinets: await stopped(officer, { assetClass: "cabinet", partnerId: partner.id }, { effect: "restrict" }),
    cabinetsOfOthers: await stopped(officer, { assetClass: "cabinet", partnerId: otherPartner.id }),
    model: await stopped(officer, { make: "Tern", model: "TC-2", zoneId: city.east.id }),
    network: await stopped(officer, { networkId: city.networkId, zoneId: city.east.id }),
    lifted: await stopped(officer, { zoneId: city.west.id }),
    forGood: await withdrawn(officer, { assetId: far, partnerId: otherPartner.id }).catch(() => null),
  };
  await must(liftStop, officer.actor, { stopId: stops.lifted.id, version: stops.lifted.version, reason: good });
  const of = { partnerId: partner.id, networkId: city.networkId };
  const numbers = (found: { index: number; number: number }[]) => assetIds.map((_, index) => found.filter((each) => each.index === index).map(({ number }) => number));
  const ahead = await stopsAwaiting(of, assetIds.map((assetId) => ({ assetId, make: "Tern", model: "TC-2" })), new Date());
  expect(numbers(ahead)).toEqual([[stops.pole.number], [stops.cabinets.number], [stops.model.number, stops.network.number]]);
  expect(ahead[1]).toMatchObject({ effect: "restrict", reason: stops.cabinets.reason });
  // Of a place alone: what stops whatever hangs there. Of another model, another network, another partner: what fits them.
  expect(numbers(await stopsAwaiting({ ...of, networkId: null }, assetIds.map((assetId) => ({ assetId })), new Date()))).toEqual([[stops.pole.number], [stops.cabinets.number], []]);
  expect(numbers(await stopsAwaiting({ ...of, networkId: null }, assetIds.map((assetId) => ({ assetId, make: "Tern", model: "TC-3" })), new Date()))).toEqual([[stops.pole.number], [stops.cabinets.number], []]);
  expect(numbers(await stopsAwaiting({ partnerId: otherPartner.id, networkId: null }, assetIds.map((assetId) => ({ assetId })), new Date()))).toEqual([[stops.pole.number], [stops.cabinetsOfOthers.number], []]);
  expect(await stopsAwaiting(of, [], new Date())).toEqual([]);

  const { permitId } = await city.application("approved", { assetIds });
  const devices = await db.device.findMany({ where: { permitId }, include: { stops: { include: { stop: { select: { number: true } } } } } });
  expect(assetIds.map((id) => devices.filter(({ assetId }) => assetId === id).flatMap(({ stops: reached }) => reached.map(({ stop }) => stop.number).toSorted((a, b) => a - b)))).toEqual(numbers(ahead));
});
