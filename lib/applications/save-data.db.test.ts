import { testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { saveData } from "@/lib/applications/save-data";

const city = await testCity();
const { member } = city.partner;
await savesASection(saveData, {
  city, section: "data",
  answers: { collects: "Loudness each minute\n\n  Battery level ", identifies: "anonymous", kept: "One year", shared: "Nobody", basis: "public_task", access: "Two operators", processor: "", storedIn: "Here", transfer: "stays" },
  stored: { collects: ["Loudness each minute", "Battery level"], identifies: "anonymous", kept: "One year", shared: "Nobody", basis: "public_task", access: "Two operators", storedIn: "Here", transfer: "stays" },
  other: { kept: "Two years" },
  refused: (input) => [
    ["nothing that is collected", member, { ...input, collects: " \n " }, "bad_input"],
    ["more than twenty lines", member, { ...input, collects: "Something\n".repeat(21) }, "bad_input"],
    ["a lawful basis that is not on the list", member, { ...input, basis: "because" }, "bad_input"],
    ["a way abroad that is not on the list", member, { ...input, transfer: "by_post" }, "bad_input"],
    ["a level that is not on the list", member, { ...input, identifies: "maybe" }, "bad_input"],
    ["no word on who else gets it", member, { ...input, shared: "" }, "bad_input"],
  ],
});
