import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { OwnAppeals } from "@/app/partner/appeals/own-appeals";
import { takeOfferBack } from "../actions";
import { takeBackOnPermit } from "@/app/partner/appeals/actions";
import { appealableUntil, ownAppeals } from "@/lib/appeals/queries";
import { Button, ButtonLink } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { Notice } from "@/components/show/notice";
import { formKey } from "@/lib/forms/form-key";
import { PermitBody } from "@/app/permit-body";
import { Tag } from "@/components/show/tag";
import { Ref } from "@/components/show/ref";
import { filesOn } from "@/lib/files/queries";
import { isInForce } from "@/lib/permits/lifecycle";
import { partnersNamed, ownPermit } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

export default async function Permit({ params }: PageProps<"/partner/permits/[reference]">) {
  const { reference } = await params;
  const who = await signedIn(`/partner/permits/${reference}`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const appeals = await ownAppeals(who, { permitId: permit.id });
  const names = await partnersNamed(permit.offers.map(({ toId }) => toId));
  return (
    <Page title={permit.title} caption={<Ref>{permit.reference}</Ref>} tag={<Tag record="permit" status={permit.standing} />} crumbs={[{ to: "/partner/permits", label: "Permits" }, { label: permit.reference }]} aside={<WhatYouCanDo permit={permit} />}>
      {permit.offers.map((each) => (
        <Notice key={each.id} kind="waiting" title={each.status === "offered" ? `Offered to ${names.get(each.toId) ?? "another partner"}.` : `${names.get(each.toId) ?? "Another partner"} takes it over, once the city has approved that.`}>
          <p>Until then it is yours, with all its duties.</p>
          <Form act={takeOfferBack} title={permit.title} hidden={{ ...formKey(each), offerId: each.id }} of={`offer-${each.number}`}>
            <Button kind="plain">Take the offer back</Button>
          </Form>
        </Notice>
      ))}
      <OwnAppeals appeals={appeals} takeBack={takeBackOnPermit} />
      <PermitBody permit={permit} files={await filesOn(who, { permitId: permit.id })} you={who.person.id} appealBy={(stop) => (stop.state === "standing" && stop.setAsides.length === 0 && !appeals.some(({ stopId, status }) => stopId === stop.id && status !== "withdrawn") ? appealableUntil(stop.ratifiedAt ?? stop.orderedAt) : null)} />
    </Page>
  );
}

/** The ways on from a permit, beside it: they are what one comes for. */
function WhatYouCanDo({ permit }: { permit: NonNullable<Awaited<ReturnType<typeof ownPermit>>> }) {
  const here = `/partner/permits/${permit.reference}`;
  return (
    <section className="stack">
      <h2 className="h3">What you can do</h2>
      {isInForce(permit.standing) && (
        <>
          {permit.followUp ? <ButtonLink to={`/partner/applications/${permit.followUp.reference}`}>Go on with what would replace it</ButtonLink> : <ButtonLink to={`${here}/follow`}>Change or renew this permit</ButtonLink>}
          {!permit.followUp && permit.offers.length === 0 && (
            <p className="note">
              <a href={`${here}/transfer`}>Hand it to another partner</a>
            </p>
          )}
          <p className="note">
            <a href={`${here}/surrender`}>Give this permit back</a>
          </p>
        </>
      )}
      <p className="note">
        <a href={`/partner/applications/${permit.reference}`}>See what was applied for</a>
      </p>
    </section>
  );
}
