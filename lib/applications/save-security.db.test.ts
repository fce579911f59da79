import { testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { saveSecurity } from "@/lib/applications/save-security";

const city = await testCity();
const { member } = city.partner;
const answers = { updates: "Signed updates over the air, within 14 days of a flaw", watches: "Our operations room", reacts: "Within an hour", passwords: "changed", ports: "some_open", exceptions: "The service port, behind a locked door", harm: "Whoever takes one over could count wrongly", breach: "The city, within a day" };
await savesASection(saveSecurity, {
  city, section: "security", answers, stored: answers, other: { reacts: "Within a day" },
  refused: (input) => [
    ["hardly a word on updates", member, { ...input, updates: "Yes." }, "bad_input"],
    ["nobody who watches", member, { ...input, watches: " " }, "bad_input"],
    ["no word on how fast", member, { ...input, reacts: "" }, "bad_input"],
    ["an answer on passwords that is not on the list", member, { ...input, passwords: "maybe" }, "bad_input"],
    ["a point of the plan with hardly a word", member, { ...input, cutOff: "By hand." }, "bad_input"],
    ["a point that is not of the plan", member, { ...input, elsewhere: "Something else is said here" }, "bad_input"],
    ["no answer on ports", member, { ...input, ports: "" }, "bad_input"],
  ],
});
