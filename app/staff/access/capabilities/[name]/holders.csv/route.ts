import { csvLine, csvOf, notForYou } from "@/app/staff/access/csv";
import { isCapability, type Capability } from "@/lib/access/capabilities";
import { holdersOf, holds } from "@/lib/people/queries";
import { currentPerson, type Who } from "@/lib/session/current";

/** Who holds a capability now, as a file. */
export async function GET(_: Request, { params }: { params: Promise<{ name: string }> }) {
  const [who, { name }] = [await currentPerson(), await params];
  if (!who || !isCapability(name) || !holds(who, "examine", "Grant")) return notForYou();
  return csvOf(`${name}.csv`, pieces(who, name));
}

async function* pieces(who: Who, name: Capability) {
  yield `\uFEFF${csvLine(["person", "line", "zone", "agency", "kind of asset", "highest tier", "partner", "from", "until", "given by", "second person", "reason", "status"])}`;
  let after: string | undefined;
  do {
    const { grants, more } = await holdersOf(who, name, after);
    yield grants.map((g) => csvLine([g.person.name, g.person.line, g.zone?.name ?? "", g.agency?.name ?? "", g.assetClass ?? "", g.highestTier ?? "", g.partner?.name ?? "", g.validFrom.toISOString(), g.validUntil?.toISOString() ?? "", g.givenBy?.name ?? "", g.secondBy?.name ?? "", g.reason, g.status])).join("");
    after = more;
  } while (after);
}
