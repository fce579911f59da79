import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { dropView } from "@/lib/people/drop-view";
import { saveView } from "@/lib/people/save-view";

const city = await testCity();
const { officer, secondOfficer } = city;
let count = 0;
async function saved(person = officer) {
  const name = `View ${++count}`;
  await must(saveView, person.actor, { personId: person.id, name, view: "mine", find: "", tier: "", zone: "" });
  return { personId: person.id, viewId: (await db.savedView.findFirstOrThrow({ where: { personId: person.id, name } })).id };
}

it("a person keeps a search no more", async () => {
  const input = await saved();
  const { entryId } = await must(dropView, officer.actor, input);
  expect(await db.savedView.findUnique({ where: { id: input.viewId } })).toBeNull();
  expect(await entriesOf(entryId)).toMatchObject([{ name: "view.dropped", subjectType: "Person", subjectId: officer.id }]);
});

const input = await saved();
refuses(dropView, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["somebody else", secondOfficer, input, "hidden"],
  ["somebody else's, as one's own", secondOfficer, { ...input, personId: secondOfficer.id }, "already_ended"],
  ["an administrator", city.admin, input, "not_allowed"],
  ["one that is not there", officer, { ...input, viewId: nobodys }, "already_ended"],
]);
refusesGarbage(dropView, officer, input);
oneWins(dropView, async () => ({ who: [officer, officer], input: await saved() }), ["already_ended"]);
