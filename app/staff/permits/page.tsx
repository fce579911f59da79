import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { RiskTier } from "@/components/show/risk-tier";
import { Tag } from "@/components/show/tag";
import { addressWith } from "@/app/(public)/devices/search";
import { wordDay } from "@/lib/core/calendar";
import { permitsSeenBy } from "@/lib/permits/queries";
import { permitDeeds } from "@/lib/bulk/schema";
import { Pick, PickForm } from "../bulk/pick";
import { signedIn } from "@/lib/session/current";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function Permits({ searchParams }: PageProps<"/staff/permits">) {
  const who = await signedIn("/staff/permits");
  const given = await searchParams;
  const { permits, more } = await permitsSeenBy(who, { find: one(given.find), status: one(given.status), before: one(given.before) });
  const isDecider = (["suspend", "revoke"] as const).some((action) => who.ability.rulesFor(action, "Permit").some((rule) => !rule.inverted));
  return (
    <Page title="Permits" width="wide" lead={<p><a href="/staff/stops">See what is stopped</a>, or stop something. <a href="/staff/obligations">See which conditions were not shown to be kept</a>.</p>}>
      <FilterForm action="/staff/permits">
        <Field name="find" type="search" label="Find a permit" value={one(given.find) ?? ""} width="medium" />
        <Select name="status" label="Status" value={one(given.status) ?? ""} options={[{ value: "", label: "Any" }, { value: "active", label: "Active" }, { value: "scheduled", label: "Starts later" }, { value: "restricted", label: "Restricted" }, { value: "suspended", label: "Suspended" }, { value: "revoked", label: "Revoked" }, { value: "voided", label: "Void from the start" }]} />
        <Button kind="plain">Filter</Button>
      </FilterForm>
      {permits.length === 0 ? (
        <Empty title="No permit matches">Within your grants there is none like this. <a href="/staff/permits">Show all you may see</a></Empty>
      ) : (
        <Register
          queue
          caption="Permits, newest first"
          hideCaption
          columns={[{ head: "Permit" }, { head: "Status" }, { head: "Risk" }, { head: "Devices", numeric: true }, { head: "Where" }, { head: "Until" }]}
          rows={permits.map((permit) => ({
            key: permit.id,
            cells: [
              <span key="p">
                {isDecider && <Pick reference={permit.reference} title={permit.title} />}
                <a href={`/staff/permits/${permit.reference}`}>{permit.title}</a>
                <small>
                  <Ref>{permit.reference}</Ref> · {permit.partner.name}
                </small>
              </span>,
              <Tag key="t" record="permit" status={permit.standing} />,
              <RiskTier key="r" tier={permit.tier as 1 | 2 | 3 | 4} />,
              permit._count.devices,
              permit.zone?.name ?? "Several parts",
              wordDay(permit.expiresOn),
            ],
          }))}
        />
      )}
      {permits.length > 0 && (
        <p className="note">
          <a href={addressWith("/staff/permits.csv", given, { before: undefined })}>Download these permits as a file (CSV)</a>, with what you may see of each.
        </p>
      )}
      {isDecider && permits.length > 0 && <PickForm deeds={permitDeeds} search={{ find: one(given.find), standing: one(given.status) }} />}
      <Pages {...(one(given.before) ? { newer: addressWith("/staff/permits", given, { before: undefined }) } : {})} {...(more ? { older: addressWith("/staff/permits", given, { before: more }) } : {})} words={permits.length === 1 ? "1 permit" : `${permits.length} permits`} />
    </Page>
  );
}
