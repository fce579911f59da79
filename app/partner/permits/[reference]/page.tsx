import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { OwnAppeals } from "@/app/partner/appeals/own-appeals";
import { takeOfferBack } from "../actions";
import { takeBackOnPermit } from "@/app/partner/appeals/actions";
import { appealableUntil, ownAppeals } from "@/lib/appeals/queries";
import { Button } from "@/components/form/button";
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
    <Page title={permit.title} caption={<Ref>{permit.reference}</Ref>} tag={<Tag record="permit" status={permit.standing} />} crumbs={[{ to: "/partner/permits", label: "Permits" }, { label: permit.reference }]}>
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
      <p>
        <a href={`/partner/applications/${permit.reference}`}>See what was applied for</a>
        {isInForce(permit.standing) && (
          <>
            {permit.followUp ? (
              <>
                , <a href={`/partner/applications/${permit.followUp.reference}`}>go on with what would replace it</a>
              </>
            ) : (
              <>
                , <a href={`/partner/permits/${permit.reference}/follow`}>change or renew this permit</a>, <a href={`/partner/permits/${permit.reference}/transfer`}>hand it to another partner</a>
              </>
            )}
            , or <a href={`/partner/permits/${permit.reference}/surrender`}>give this permit back</a>
          </>
        )}
      </p>
    </Page>
  );
}
