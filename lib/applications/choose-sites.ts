import "server-only";
import { decision } from "@/lib/decisions/decision";
import { refused } from "@/lib/core/result";
import { draftOf, findApplication, saveSection } from "@/lib/applications/draft";
import { chooseSitesInput, mostDevices } from "@/lib/applications/schema";

/**
 * A member chooses places. `shown` are those on the page that was sent: what was ticked there is chosen, what was not is let go,
 * and what was on other pages stays.
 */
export const chooseSites = decision({
  name: "application.saved",
  input: chooseSitesInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record }) {
    const before = (draftOf(record).sites?.assetIds as string[] | undefined) ?? [];
    const shown = new Set(input.shown);
    const assetIds = [...new Set([...before.filter((assetId) => !shown.has(assetId) || input.assetIds.includes(assetId)), ...input.assetIds])];
    if (assetIds.length > mostDevices) return refused("bad_input", { field: "assetIds", about: { words: `At most ${mostDevices} places in one application. Split it.` } });
    const known = await tx.asset.count({ where: { id: { in: assetIds } } });
    if (known !== assetIds.length) return refused("asset_unknown", { field: "assetIds", about: { asset: "one you chose" } });
    return saveSection(tx, record, input.version, "sites", { assetIds });
  },
});
