import { nobodys, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { saveNetworks } from "@/lib/applications/save-networks";

const city = await testCity();
const { member } = city.partner;
await savesASection(saveNetworks, {
  city, section: "networks",
  answers: { networkIds: [city.networkId], talksTo: "data.example.org:8883\ntime.example.org" },
  stored: { networkIds: [city.networkId], talksTo: ["data.example.org:8883", "time.example.org"] },
  other: { talksTo: "elsewhere.example.org" },
  refused: (input) => [
    ["a network that does not exist", member, { ...input, networkIds: [city.networkId, nobodys] }, "network_unknown"],
    ["another record's id for a network", member, { ...input, networkIds: [city.west.id] }, "network_unknown"],
    ["no address", member, { ...input, talksTo: "" }, "bad_input"],
    ["an address with a path", member, { ...input, talksTo: "https://example.org/x" }, "bad_input"],
    ["a sentence", member, { ...input, talksTo: "our server" }, "bad_input"],
  ],
});
