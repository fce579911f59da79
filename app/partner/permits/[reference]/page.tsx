import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { OwnAppeals } from "@/app/partner/appeals/own-appeals";
import { takeBackOnPermit } from "@/app/partner/appeals/actions";
import { appealableUntil, ownAppeals } from "@/lib/appeals/queries";
import { PermitBody } from "@/app/permit-body";
import { Tag } from "@/components/show/tag";
import { Ref } from "@/components/show/ref";
import { filesOn } from "@/lib/files/queries";
import { isInForce } from "@/lib/permits/lifecycle";
import { ownPermit } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

export default async function Permit({ params }: PageProps<"/partner/permits/[reference]">) {
  const { reference } = await params;
  const who = await signedIn(`/partner/permits/${reference}`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const appeals = await ownAppeals(who, { permitId: permit.id });
  return (
    <Page title={permit.title} caption={<Ref>{permit.reference}</Ref>} tag={<Tag record="permit" status={permit.standing} />} crumbs={[{ to: "/partner/permits", label: "Permits" }, { label: permit.reference }]}>
      <OwnAppeals appeals={appeals} takeBack={takeBackOnPermit} />
      <PermitBody permit={permit} files={await filesOn(who, { permitId: permit.id })} you={who.person.id} appealBy={(stop) => (stop.state === "standing" && stop.setAsides.length === 0 && !appeals.some(({ stopId, status }) => stopId === stop.id && status !== "withdrawn") ? appealableUntil(stop.ratifiedAt ?? stop.orderedAt) : null)} />
      <p>
        <a href={`/partner/applications/${permit.reference}`}>See what was applied for</a>
        {isInForce(permit.standing) && (
          <>
            , or <a href={`/partner/permits/${permit.reference}/surrender`}>give this permit back</a>
          </>
        )}
      </p>
    </Page>
  );
}
