import { testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { saveTerms } from "@/lib/applications/save-terms";

const city = await testCity();
const { member } = city.partner;
const answers = { paid: "1,200 euros a year", others: "The shops pay us for the counts", contract: "AL-2026/118" };
await savesASection(saveTerms, {
  city, section: "terms", answers, stored: answers, other: { paid: "Nothing" },
  refused: (input) => [
    ["no word on what is paid", member, { ...input, paid: "" }, "bad_input"],
    ["no word on who else earns", member, { ...input, others: " \n " }, "bad_input"],
    ["a contract number longer than any", member, { ...input, contract: "1".repeat(81) }, "bad_input"],
  ],
});
