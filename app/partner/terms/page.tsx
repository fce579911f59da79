import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Articles } from "@/components/show/articles";
import { may } from "@/lib/access/may";
import { dayOf, readDay, wordDay } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { ownPartners, signaturesOf } from "@/lib/partners/queries";
import { termsAt } from "@/lib/partners/terms";
import { signedIn } from "@/lib/session/current";
import { sign } from "./actions";

/** The city's terms as they apply today, and who signed them for each organisation a member acts for. */
export default async function OwnTerms({ searchParams }: PageProps<"/partner/terms">) {
  const who = await signedIn("/partner/terms");
  const [partners, { signed }] = [await ownPartners(who), await searchParams];
  const signatures = await signaturesOf(who, partners.map(({ id }) => id));
  const current = termsAt(new Date());
  const from = readDay(current.from);
  return (
    <Page title="The city’s terms" width="text" crumbs={[{ to: "/partner", label: "Applications" }, { label: "The city’s terms" }]} lead={<p>On these terms the city lets you put things on what is everybody’s. Somebody who may sign for your organisation signs them once; an application can be sent after that.</p>}>
      {signed === "yes" && (
        <Notice kind="granted" title="Signed.">
          You can <a href="/partner">go on with your applications</a>.
        </Notice>
      )}
      <Section title={`Version ${current.version}${from ? `, since ${wordDay(from)}` : ""}`}>
        <Articles articles={current.articles.map(({ heading, words, clause }) => ({ heading, words, from: `Guideline ${clause}` }))} />
      </Section>
      {partners.length === 0 && <Empty title="You act for no partner">A member of a partner can invite you.</Empty>}
      {partners.map((partner) => {
        const signature = signatures.find(({ partnerId, termsVersion }) => partnerId === partner.id && termsVersion === current.version);
        const signatories = partner.memberships.filter(({ person }) => person.grants.some((grant) => grant.partnerId === partner.id && grant.capability === "members.invite")).map(({ person }) => person.name);
        return (
          <Section key={partner.id} title={partner.name}>
            {signature ? (
              <p>
                Signed by {signature.name}, {signature.capacity}, on {wordDay(dayOf(signature.signedAt))}.
              </p>
            ) : may(who.ability, "sign", "Partner", partner).may ? (
              <Form act={sign} title={`The city’s terms, ${partner.name}`} hidden={{ ...formKey(), partnerId: partner.id, termsVersion: String(current.version) }} of={partners.length > 1 ? partner.id : undefined}>
                <Field name="capacity" label="As what do you sign?" hint="Your position. For example: managing director." width="medium" />
                <Choices name="mayBind" kind="checkbox" legend="Your signature" options={[{ value: "yes", label: `I may sign for ${partner.name}, and it accepts version ${current.version} of the terms` }]} />
                <Buttons>
                  <Button>Sign as {who.person.name}</Button>
                </Buttons>
              </Form>
            ) : (
              <p>
                Nobody has signed this version for {partner.name} yet. {signatories.length > 0 ? `${new Intl.ListFormat("en-GB", { type: "disjunction" }).format(signatories)} may.` : "Somebody who may invite members may."}
              </p>
            )}
          </Section>
        );
      })}
    </Page>
  );
}
