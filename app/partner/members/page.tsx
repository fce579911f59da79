import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { may } from "@/lib/access/may";
import { formKey } from "@/lib/forms/form-key";
import { grantSentence } from "@/lib/people/words";
import { ownPartners } from "@/lib/partners/queries";
import { signedIn } from "@/lib/session/current";
import { endOf, invite } from "./actions";

export default async function Members({ searchParams }: PageProps<"/partner/members">) {
  const who = await signedIn("/partner/members");
  const partners = await ownPartners(who);
  const { invited } = await searchParams;
  return (
    <Page title="Members" lead={<p>Everyone signs in as themselves. What each may do here, you say; the city does not.</p>}>
      {partners.length === 0 && <Empty title="You act for no partner">A member of a partner can invite you.</Empty>}
      {partners.map((partner) => {
        const mayInvite = may(who.ability, "invite", "Partner", partner).may;
        return (
          <Section key={partner.id} title={partner.name} tag={<Tag record="partner" status={partner.status} />}>
            {invited === "yes" && <p role="status">The invitation is on its way by mail.</p>}
            <Register
              caption={`Members of ${partner.name}`}
              hideCaption
              columns={[{ head: "Person" }, { head: "May" }, { head: "Account" }]}
              rows={partner.memberships.map(({ person }) => ({
                key: person.id,
                cells: [
                  <span key="n">
                    {person.name}
                    {person.id === who.person.id && " (you)"}
                    <small>{person.email}</small>
                  </span>,
                  <ul key="g" className="plain">
                    {person.grants
                      .filter((grant) => grant.partnerId === partner.id)
                      .map((grant) => (
                        <li key={grant.id}>
                          {grantSentence({ ...grant, partner: null })}
                          {mayInvite && person.id !== who.person.id && (
                            <Form act={endOf} title="Members" hidden={{ ...formKey(grant), grantId: grant.id, reason: `Ended by ${who.person.name} for ${partner.name}` }}>
                              <Button kind="link">
                                End this<span className="sr-only">: {person.name}, {grantSentence({ ...grant, partner: null })}</span>
                              </Button>
                            </Form>
                          )}
                        </li>
                      ))}
                    {person.grants.length === 0 && <li>Nothing any more</li>}
                  </ul>,
                  <Tag key="t" record="person" status={person.status} />,
                ],
              }))}
            />
            {mayInvite && (
              <div className="text">
                <h3>Invite a colleague</h3>
                <Form act={invite} title="Members" hidden={{ ...formKey(), partnerId: partner.id }} initial={{ mayInvite: "no" }}>
                  <Field name="name" label="Name" autoComplete="off" />
                  <Field name="email" type="email" label="Work e-mail address" autoComplete="off" />
                  <Choices name="mayInvite" kind="radio" legend="May they invite others too?" value="no" options={[{ value: "no", label: "No, only apply and follow permits" }, { value: "yes", label: "Yes" }]} />
                  <Buttons>
                    <Button>Invite</Button>
                  </Buttons>
                </Form>
              </div>
            )}
          </Section>
        );
      })}
    </Page>
  );
}
