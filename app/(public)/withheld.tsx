import { languageNow } from "@/app/languages/language";
import { withheldByZone } from "@/lib/registry/queries";

/** How many devices are in force whose place is not published, by part of the city: what a list or a map leaves out, it says. Of one part only, where one is looked at. */
export async function Withheld({ zone }: { zone?: string | undefined }) {
  const [zones, { words, to }] = await Promise.all([withheldByZone(), languageNow()]);
  const shown = zones.filter(({ id }) => !zone || id === zone);
  const count = shown.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return null;
  return (
    <div className="note" id="withheld">
      <p>{words.withheld.says(count, (link) => <a href={to("/privacy#withheld")}>{link}</a>)}</p>
      <ul>
        {shown.map((each) => (
          <li key={each.id ?? ""}>{words.withheld.inZone(each.name ?? words.withheld.elsewhere, each.count)}</li>
        ))}
      </ul>
    </div>
  );
}
