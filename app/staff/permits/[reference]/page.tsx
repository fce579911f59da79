import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Ref } from "@/components/show/ref";
import { Tag } from "@/components/show/tag";
import { askAddress } from "@/app/staff/access/ask-address";
import { AskedNotice } from "@/app/staff/access/asked-notice";
import { PermitBody } from "@/app/permit-body";
import { filesOn } from "@/lib/files/queries";
import { permitFile } from "@/lib/permits/queries";
import { permitMoves } from "@/lib/permits/lifecycle";
import { signedIn } from "@/lib/session/current";

const deeds = { suspend: "Suspend it", resume: "Let it run again", revoke: "Revoke it" } as const;

export default async function Permit({ params, searchParams }: PageProps<"/staff/permits/[reference]">) {
  const { reference } = await params;
  const who = await signedIn(`/staff/permits/${reference}`);
  const permit = (await permitFile(who, reference)) ?? notFound();
  const possible = (Object.keys(deeds) as (keyof typeof deeds)[]).filter((deed) => (permitMoves[deed].from as readonly string[]).includes(permit.status) && permit.standing !== "expired");
  return (
    <Page
      title={permit.title}
      width="wide"
      caption={
        <>
          <Ref>{permit.reference}</Ref> · {permit.partner.name}
        </>
      }
      tag={<Tag record="permit" status={permit.standing} />}
      crumbs={[{ to: "/staff/permits", label: "Permits" }, { label: permit.reference }]}
      aside={
        <section className="panel">
          <h2>What can be done</h2>
          {possible.length === 0 && <p>Nothing more: this permit is over.</p>}
          <div className="stack">
            {possible.map((deed) => {
              const each = permit.may[deed];
              return each.may ? (
                <ButtonLink key={deed} to={`/staff/permits/${permit.reference}/${deed}`} kind={deed === "revoke" ? "danger" : "plain"}>
                  {deeds[deed]}
                </ButtonLink>
              ) : (
                <Blocked key={deed} why={each.why} ask={askAddress(each, `/staff/permits/${permit.reference}`)}>
                  {deeds[deed]}
                </Blocked>
              );
            })}
          </div>
          {permit.may.withhold.may && (permit.placesWithheld || possible.length > 0) && (
            <p className="note">
              <a href={`/staff/permits/${permit.reference}/places`}>{permit.placesWithheld ? "Publish where its devices are" : "Do not publish where its devices are"}</a>
            </p>
          )}
          {possible.some((deed) => deed !== "resume" && permit.may[deed].may) && !permit.notices.some(({ state }) => state === "open") && (
            <p className="note">
              <a href={`/staff/permits/${permit.reference}/notice`}>Give notice of what you consider</a>, so that the partner is heard first
            </p>
          )}
          {possible.length > 0 && (
            <p className="note">
              A part of it, or more than it? <a href={`/staff/stops/new?permit=${permit.reference}`}>Choose how far a stop reaches</a>
            </p>
          )}
        </section>
      }
    >
      <AskedNotice asked={(await searchParams).asked} />
      <PermitBody permit={permit} files={await filesOn(who, { permitId: permit.id })} you={who.person.id} isStaff mayCheck={permit.may.check.may} />
    </Page>
  );
}
