import { inDays, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { savePurpose } from "@/lib/applications/save-purpose";

const city = await testCity();
const answers = { title: "Listening to the street", purpose: "traffic_and_parking", why: "The city wants to know how loud it is here.", until: inDays(90) };
await savesASection(savePurpose, {
  city, section: "purpose", answers, stored: answers, other: { title: "Listening to the harbour" },
  refused: (input) => [
    ["a name of three letters", city.partner.member, { ...input, title: "abc" }, "bad_input"],
    ["a purpose that is not on the list", city.partner.member, { ...input, purpose: "fun" }, "bad_input"],
    ["hardly a reason", city.partner.member, { ...input, why: "We want it." }, "bad_input"],
    ["30 February", city.partner.member, { ...input, until: "2027-02-30" }, "bad_input"],
  ],
});
