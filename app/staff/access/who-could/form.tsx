import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { DateField } from "@/components/form/date-field";
import { Select } from "@/components/form/select";
import { capabilities, staffCapabilities } from "@/lib/access/capabilities";
import { isoDay } from "@/lib/core/calendar";
import { assetClassWords } from "@/lib/people/words";
import { one, type Given } from "../asked";

interface Named {
  id: string;
  name: string;
}

/** What, where and on which day: asked by the address. */
export function WhoCouldForm({ given, day, scopes }: { given: Given; day: Date; scopes: { zones: Named[]; agencies: Named[]; partners: Named[] } }) {
  const choice = (name: string, label: string, any: string, options: { value: string; label: string }[]) => <Select name={name} label={label} value={one(given[name]) ?? ""} options={[{ value: "", label: any }, ...options]} />;
  const named = (all: Named[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <section className="panel" aria-labelledby="who">
      <h2 id="who">Who could…?</h2>
      <form action="/staff/access/who-could" method="get">
        {choice("capability", "Act", "Choose", staffCapabilities.map((value) => ({ value, label: capabilities[value].words })))}
        {choice("zoneId", "In", "Anywhere", named(scopes.zones))}
        {choice("agencyId", "On assets of", "Any agency", named(scopes.agencies))}
        {choice("assetClass", "On this kind of asset", "Any kind of asset", Object.entries(assetClassWords).map(([value, label]) => ({ value, label })))}
        {choice("highestTier", "Risk tier of the case", "Any tier", [1, 2, 3, 4].map((tier) => ({ value: String(tier), label: `Tier ${tier}` })))}
        {choice("partnerId", "Of partner", "Any partner", named(scopes.partners))}
        <DateField name="on" legend="On the day" value={isoDay(day)} />
        <Buttons>
          <Button kind="plain">Show</Button>
        </Buttons>
      </form>
    </section>
  );
}
