import { testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { saveContact } from "@/lib/applications/save-contact";

const city = await testCity();
const { member } = city.partner;
const answers = { name: "Carl Contact", email: "carl@partner.test", telephone: "+44 555 0171" };
await savesASection(saveContact, {
  city, section: "contact", answers, stored: answers, other: { telephone: "+44 555 0172" },
  refused: (input) => [
    ["no address", member, { ...input, email: "carl" }, "bad_input"],
    ["words for a number", member, { ...input, telephone: "call me" }, "bad_input"],
    ["markup for a number", member, { ...input, telephone: "<b>555</b>" }, "bad_input"],
  ],
});
