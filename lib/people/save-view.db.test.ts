import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { saveView } from "@/lib/people/save-view";

const city = await testCity();
const { officer, secondOfficer } = city;
const input = { personId: officer.id, name: "Mine in the west", view: "mine", find: "", tier: "3", zone: city.west.id };

describe("a person keeps a search of the queue", () => {
  it("under a name; under the same name it takes the other's place", async () => {
    const { entryId } = await must(saveView, officer.actor, input);
    await must(saveView, officer.actor, { ...input, tier: "" });
    expect(await db.savedView.findMany({ where: { personId: officer.id } })).toMatchObject([{ name: "Mine in the west", search: { view: "mine", zone: city.west.id } }]);
    expect(await entriesOf(entryId)).toMatchObject([{ name: "view.saved", subjectType: "Person", subjectId: officer.id }]);
  });

  it("up to twenty", async () => {
    const person = await city.colleague();
    for (let n = 0; n < 20; n += 1) await must(saveView, person.actor, { ...input, personId: person.id, name: `View ${n}` });
    expect(await saveView(person.actor, { ...input, personId: person.id, name: "One too many" })).toMatchObject({ refusal: "views_too_many" });
    await must(saveView, person.actor, { ...input, personId: person.id, name: "View 7" });
  });
});

refuses(saveView, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["somebody else", secondOfficer, input, "hidden"],
  ["an administrator", city.admin, input, "not_allowed"],
  ["for nobody", officer, { ...input, personId: nobodys }, "not_found"],
  ["without a name", officer, { ...input, name: " " }, "bad_input"],
]);
refusesGarbage(saveView, officer, input);
