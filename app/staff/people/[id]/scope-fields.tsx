import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { assetClassWords } from "@/lib/people/words";

interface Named {
  id: string;
  name: string;
}
export interface Scopes {
  zones: Named[];
  agencies: Named[];
  partners?: Named[];
}

/** How far a permission reaches. What is left open it does not limit. */
export function ScopeFields({ scopes, zoneId, agencyId, assetClass, highestTier, partnerId }: { scopes: Scopes; zoneId?: string | null | undefined; agencyId?: string | null | undefined; assetClass?: string | null; highestTier?: number | null; partnerId?: string | null }) {
  const named = (all: Named[]) => all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset>
      <legend>How far it reaches</legend>
      <Select name="zoneId" label="In" value={zoneId ?? ""} options={[{ value: "", label: "The whole city" }, ...named(scopes.zones)]} />
      <Select name="agencyId" label="On assets of" value={agencyId ?? ""} options={[{ value: "", label: "Every agency" }, ...named(scopes.agencies)]} />
      <Select name="assetClass" label="On this kind of asset" value={assetClass ?? ""} options={[{ value: "", label: "Every kind of asset" }, ...Object.entries(assetClassWords).map(([value, label]) => ({ value, label }))]} />
      <Select name="highestTier" label="Up to risk tier" value={highestTier ? String(highestTier) : ""} options={[{ value: "", label: "Every tier" }, ...[1, 2, 3].map((tier) => ({ value: String(tier), label: `Tier ${tier}` }))]} />
      {scopes.partners && <Select name="partnerId" label="For" value={partnerId ?? ""} options={[{ value: "", label: "Every partner" }, ...named(scopes.partners)]} />}
    </fieldset>
  );
}

/** What the use of a permission asks for, besides what the rules of access ask of everyone. */
export function ConditionFields({ courses, needsTraining, needsRecentMinutes }: { courses: string[]; needsTraining?: string | null; needsRecentMinutes?: number | null }) {
  return (
    <fieldset>
      <legend>What its use asks for</legend>
      <p className="hint">The rules of access hold besides. City staff always need a code from their app.</p>
      <Select name="needsTraining" label="A training in force" value={needsTraining ?? ""} options={[{ value: "", label: "None of its own" }, ...courses.map((course) => ({ value: course, label: course }))]} />
      <Field name="needsRecentMinutes" type="number" label="A code from the last minutes" hint="How many minutes. Leave it empty for none of its own." value={needsRecentMinutes ? String(needsRecentMinutes) : ""} width="short" optional />
    </fieldset>
  );
}
