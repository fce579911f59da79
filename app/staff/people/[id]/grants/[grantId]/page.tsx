import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Summary } from "@/components/show/summary";
import { Deeds } from "@/app/staff/access/deeds";
import { wordInstant } from "@/lib/core/calendar";
import { grantFile } from "@/lib/people/queries";
import { capabilityWords, ratificationWords } from "@/lib/people/words";
import { signedIn } from "@/lib/session/current";
import { GrantWords, whenWords } from "../../held-grants";
import { Chain } from "./chain";

export default async function Grant({ params }: PageProps<"/staff/people/[id]/grants/[grantId]">) {
  const { id, grantId } = await params;
  const who = await signedIn(`/staff/people/${id}/grants/${grantId}`);
  const { person, grant, chain, deeds } = (await grantFile(who, id, grantId)) ?? notFound();
  const here = `/staff/people/${id}`;
  const needs = [grant.needsTraining && `the training “${grant.needsTraining}”`, grant.needsRecentMinutes && `a code from the last ${grant.needsRecentMinutes} minutes`].filter(Boolean);
  return (
    <Page title="This permission" width="wide" caption={person.name} crumbs={[{ to: "/staff/people", label: "People" }, { to: here, label: person.name }, { label: "Permission" }]} lead={<p>{grant.endedAt || grant.status === "expired" ? "They could" : "They may"} <GrantWords grant={grant} />.</p>} aside={<Chain chain={chain} />}>
      <Summary
        rows={[
          { term: "Holds", value: whenWords(grant) },
          { term: "Given by", value: grant.givenBy ? `${grant.givenBy.name}${grant.secondBy ? `, and ${grant.secondBy.name} agreed` : ""}, ${wordInstant(grant.createdAt)}` : grant.origin === "emergency" ? `Taken by themselves in an emergency, ${wordInstant(grant.createdAt)}` : `Set up, ${wordInstant(grant.createdAt)}` },
          { term: "Reason", value: grant.reason },
          { term: "Its use asks for", value: needs.length > 0 ? needs.join(" and ") : "what the rules of access ask for" },
          ...(grant.ratification ? [{ term: "Looked at", value: `${ratificationWords[grant.ratification.outcome]}, says ${grant.ratification.by.name}: ${grant.ratification.reason}` }] : []),
          ...(grant.endedAt ? [{ term: "Ended", value: `${wordInstant(grant.endedAt)} by ${grant.endedBy?.name ?? "the portal"}: ${grant.endReason}` }] : []),
          ...(grant.supersedesId ? [{ term: "Takes the place of", value: <a href={`${here}/grants/${grant.supersedesId}`}>A wider one</a> }] : []),
          ...(grant.supersededBy ? [{ term: "Its place was taken by", value: <a href={`${here}/grants/${grant.supersededBy.id}`}>A narrower one</a> }] : []),
          { term: "Who else holds it", value: <a href={`/staff/access/capabilities/${grant.capability}`}>{`Everyone who may ${capabilityWords(grant.capability)}`}</a> },
        ]}
      />
      {grant.mayEnd && (
        <div className="buttons">
          {grant.origin !== "emergency" && person.id !== who.person.id && <ButtonLink kind="plain" to={`${here}/grants/${grant.id}/narrow`}>Make it narrower</ButtonLink>}
          <ButtonLink kind="plain" to={`${here}/grants/${grant.id}/end`}>End it</ButtonLink>
        </div>
      )}
      <Section title="What was done with it">{deeds.length === 0 ? <Empty title="Nothing yet">A permission that nobody uses may not be needed. The next review asks.</Empty> : <Deeds deeds={deeds} />}</Section>
    </Page>
  );
}
