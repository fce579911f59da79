import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { ScopeFields } from "@/app/staff/people/[id]/scope-fields";
import { capabilities, isCapability, staffCapabilities } from "@/lib/access/capabilities";
import type { AssetClass } from "@/lib/access/asset-class-words";
import { formKey } from "@/lib/forms/form-key";
import { reachOf } from "@/lib/people/giving";
import { scopesToChoose, toldOfAsking } from "@/lib/people/queries";
import { assetClassWords, grantSentence, listWords } from "@/lib/people/words";
import { one, type Given } from "../asked";
import { ask } from "../actions";
import { asStaff } from "../as-staff";

export default async function Ask({ searchParams }: PageProps<"/staff/access/ask">) {
  const given = await searchParams;
  const who = await asStaff(`/staff/access/ask?${new URLSearchParams(Object.entries(given).flatMap(([name, value]) => (one(value) ? [[name, one(value) ?? ""]] : [])))}`);
  const scopes = await scopesToChoose();
  const wanted = wantedBy(given, scopes);
  const told = await toldOfAsking(who, reachOf(wanted ?? {}));
  const page = one(given.page) ?? "";
  return (
    <Page title="Ask for a permission" width="text" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Ask" }]} lead={<p>{wanted ? <>You ask to <b>{grantSentence({ ...wanted, capability: wanted.capability })}</b>, for some hours.</> : "For some hours, with the reason. Whoever may give it decides."}</p>}>
      <Form act={ask} title="Ask for a permission" hidden={{ ...formKey(), page, ...(wanted ? wanted.hidden : {}) }}>
        {!wanted && <Select name="capability" label="I need to" options={[{ value: "", label: "Choose" }, ...staffCapabilities.map((value) => ({ value, label: capabilities[value].words }))]} />}
        {!wanted && <ScopeFields scopes={scopes} />}
        <Field name="hours" type="number" label="For how many hours" hint="From the moment it is given. 720 at the most, which is 30 days." width="short" value="8" />
        <TextArea name="reason" label="Why do you need it?" hint="Whoever decides reads it, and so does the auditor." rows={4} />
        <p className="note">{told.length > 0 ? <><b>Told by mail:</b> {listWords(told)}. One of them decides.</> : "Nobody may give this at the moment. Your asking is kept; speak to your access administrator."}</p>
        <Buttons>
          <Button>Ask for it</Button>
          <a href={/^\/(?![/\\])/.test(page) ? page : "/staff/access"}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}

/** What the address asks for; null where it does not say, and the person chooses. What does not fit is left out. */
function wantedBy(given: Given, scopes: Awaited<ReturnType<typeof scopesToChoose>>) {
  const capability = one(given.capability) ?? "";
  if (!isCapability(capability) || capabilities[capability].for !== "staff") return null;
  const allowed = capabilities[capability].scope as readonly string[];
  const named = (all: { id: string; name: string }[], id: string | undefined) => all.find((each) => each.id === id) ?? null;
  const zone = allowed.includes("zone") ? named(scopes.zones, one(given.zone)) : null;
  const agency = allowed.includes("agency") ? named(scopes.agencies, one(given.agency)) : null;
  const assetClass = allowed.includes("assetClass") && Object.hasOwn(assetClassWords, one(given.class) ?? "") ? (one(given.class) as AssetClass) : null;
  const highestTier = allowed.includes("tier") && /^[1-4]$/.test(one(given.tier) ?? "") ? Number(one(given.tier)) : null;
  const hidden: Record<string, string> = { capability, ...(zone ? { zoneId: zone.id } : {}), ...(agency ? { agencyId: agency.id } : {}), ...(assetClass ? { assetClass } : {}), ...(highestTier ? { highestTier: String(highestTier) } : {}) };
  return { capability, zone, agency, zoneId: zone?.id ?? null, agencyId: agency?.id ?? null, assetClass, highestTier, hidden };
}
