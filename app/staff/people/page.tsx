import { Button, ButtonLink } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { addressWith } from "@/app/(public)/devices/search";
import { may } from "@/lib/access/may";
import { peopleSeenBy } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function People({ searchParams }: PageProps<"/staff/people">) {
  const who = await signedIn("/staff/people");
  const given = await searchParams;
  const { people, more } = await peopleSeenBy(who, { ...(one(given.find) ? { find: one(given.find) ?? "" } : {}), after: one(given.after) });
  const mayInvite = may(who.ability, "invite", "Person", { id: "" }).may;
  return (
    <Page title="People" width="wide" lead={<p>Everyone holds their own permissions. There are no roles and no shared accounts.</p>}>
      {mayInvite && (
        <p>
          <ButtonLink to="/staff/people/invite">Invite someone</ButtonLink>
        </p>
      )}
      <FilterForm action="/staff/people">
        <Field name="find" type="search" label="Name or e-mail address" value={one(given.find) ?? ""} width="medium" />
        <Button kind="plain">Find</Button>
      </FilterForm>
      {people.length === 0 ? (
        <Empty title="Nobody matches">
          <a href="/staff/people">Show everyone you may see</a>
        </Empty>
      ) : (
        <Register
          queue
          caption="People, by name"
          hideCaption
          columns={[{ head: "Person" }, { head: "Account" }, { head: "Belongs to" }, { head: "Grants", numeric: true }]}
          rows={people.map((person) => ({
            key: person.id,
            cells: [
              <span key="p">
                <a href={`/staff/people/${person.id}`}>{person.name}</a>
                <small>{person.line || person.email}</small>
              </span>,
              <Tag key="t" record="person" status={person.status} />,
              person.memberships.map((membership) => membership.partner.name).join(", ") || "The city",
              person.grants.length,
            ],
          }))}
        />
      )}
      <Pages {...(one(given.after) ? { newer: addressWith("/staff/people", given, { after: undefined }) } : {})} {...(more ? { older: addressWith("/staff/people", given, { after: more }) } : {})} words={people.length === 1 ? "1 person" : `${people.length} people`} />
    </Page>
  );
}
