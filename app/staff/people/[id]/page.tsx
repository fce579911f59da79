import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { may } from "@/lib/access/may";
import { capabilities, staffCapabilities } from "@/lib/access/capabilities";
import { wordDay, dayOf } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { timelineOf } from "@/lib/ledger/queries";
import { personFile, scopesToChoose } from "@/lib/people/queries";
import { assetClassWords } from "@/lib/people/words";
import { signedIn } from "@/lib/session/current";
import { give } from "../actions";

type Grant = NonNullable<Awaited<ReturnType<typeof personFile>>>["grants"][number];

export default async function Person({ params, searchParams }: PageProps<"/staff/people/[id]">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const { invited } = await searchParams;
  const scopes = await scopesToChoose();
  const isSelf = person.id === who.person.id;
  const holdsGiving = who.ability.rulesFor("give", "Grant").some((rule) => !rule.inverted);
  const now = person.grants.filter((grant) => grant.status === "active" || grant.status === "scheduled");
  const past = person.grants.filter((grant) => !now.includes(grant));
  const mayGive = holdsGiving && !isSelf && person.status !== "deactivated";
  return (
    <Page
      title={person.name}
     
      width="wide"
      tag={<Tag record="person" status={person.status} />}
      caption={`${person.line ? `${person.line} · ` : ""}${person.email}`}
      crumbs={[{ to: "/staff/people", label: "People" }, { label: person.name }]}
      aside={
        <section className="panel">
          <h2>Give a permission</h2>
          {mayGive ? (
            <Form act={give} title={person.name} hidden={{ ...formKey(), personId: person.id }}>
              <Select name="capability" label="They may" options={[{ value: "", label: "Choose" }, ...staffCapabilities.map((value) => ({ value, label: capabilities[value].words }))]} />
              <Select name="zoneId" label="In" options={[{ value: "", label: "The whole city" }, ...scopes.zones.map((zone) => ({ value: zone.id, label: zone.name }))]} />
              <Select name="agencyId" label="On assets of" options={[{ value: "", label: "Every agency" }, ...scopes.agencies.map((agency) => ({ value: agency.id, label: agency.name }))]} />
              <Select name="assetClass" label="On" options={[{ value: "", label: "Every kind of asset" }, ...Object.entries(assetClassWords).map(([value, label]) => ({ value, label }))]} />
              <Select name="highestTier" label="Up to risk tier" options={[{ value: "", label: "Every tier" }, ...[1, 2, 3].map((tier) => ({ value: String(tier), label: `Tier ${tier}` }))]} />
              <DateField name="validUntil" legend="Until" hint="Leave it empty for no end." />
              <TextArea name="reason" label="Reason" hint="They read it, and so does the auditor." rows={3} />
              <Buttons>
                <Button>Give it</Button>
              </Buttons>
            </Form>
          ) : (
            <Blocked why={isSelf ? "Nobody gives a permission to themselves. Another administrator can." : person.status === "deactivated" ? "This person is no longer active." : "You hold no grant to give and end people’s grants."}>Give it</Blocked>
          )}
        </section>
      }
    >
      {invited === "yes" && person.status === "invited" && (
        <Notice kind="granted" title="The invitation is on its way.">
          You can give them permissions now; they work once {person.name} has taken the account.
        </Notice>
      )}
      {person.memberships.length > 0 && <p>Belongs to {person.memberships.map((membership) => membership.partner.name).join(", ")}, and so never acts on its cases for the city.</p>}
      <Section title="May now">
        {now.length === 0 ? <Empty title="Holds nothing">{isSelf ? "Another administrator can give you what you need." : "Give what is needed, for as long as it is needed."}</Empty> : <Sentences grants={now} personId={person.id} />}
      </Section>
      {past.length > 0 && (
        <Disclosure summary={past.length === 1 ? "1 grant that is over" : `${past.length} grants that are over`}>
          <Sentences grants={past} personId={person.id} />
        </Disclosure>
      )}
      {!isSelf && person.status !== "deactivated" && may(who.ability, "invite", "Person", person).may && (
        <p className="note">
          Lost the password, the app or the mail? <a href={`/staff/people/${person.id}/anew`}>Send a new link</a>
        </p>
      )}
      <Section title="What happened">
        <HistoryOf entries={await timelineOf([{ type: "Person", id: person.id }, ...person.grants.map((grant) => ({ type: "Grant", id: grant.id }))])} you={who.person.id} />
      </Section>
    </Page>
  );
}

/** Each grant as a sentence, with who gave it, when and why; and the way to end it. */
function Sentences({ grants, personId }: { grants: Grant[]; personId: string }) {
  return (
    <ul className="sentences">
      {grants.map((grant) => (
        <li key={grant.id}>
          <div>
            <p className="says">
              May {grant.words}. {grant.status !== "active" && <Tag record="grant" status={grant.status} />}
            </p>
            {grant.mayEnd && (
              <p className="note">
                <a href={`/staff/people/${personId}/grants/${grant.id}`}>
                  End this<span className="sr-only">: {grant.words}</span>
                </a>
              </p>
            )}
          </div>
          <p className="side">
            {grant.givenBy ? `Given by ${grant.givenBy.name}` : grant.origin === "setup" ? "Given at set-up" : "Held since registering"} on {wordDay(dayOf(grant.createdAt))}: {grant.reason}
            {grant.endedAt && ` Ended by ${grant.endedBy?.name ?? "the portal"} on ${wordDay(dayOf(grant.endedAt))}: ${grant.endReason}`}
          </p>
        </li>
      ))}
    </ul>
  );
}
