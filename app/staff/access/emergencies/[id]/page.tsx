import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { GrantWords } from "@/app/staff/people/[id]/held-grants";
import { wordInstant } from "@/lib/core/calendar";
import { emergencyFile } from "@/lib/people/queries";
import { ratificationWords } from "@/lib/people/words";
import { Deeds } from "../../deeds";
import { RatifyForm } from "./ratify-form";
import { asStaff } from "../../as-staff";

export default async function Emergency({ params }: PageProps<"/staff/access/emergencies/[id]">) {
  const { id } = await params;
  const who = await asStaff(`/staff/access/emergencies/${id}`);
  const grant = (await emergencyFile(who, id)) ?? notFound();
  const isMine = grant.person.id === who.person.id;
  return (
    <Page
      title={isMine ? "You took a permission in an emergency" : `${grant.person.name} took a permission in an emergency`}
      width="wide"
      tag={<Tag record="grant" status={grant.phase} />}
      crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/emergencies", label: "Emergencies" }, { label: grant.person.name }]}
      lead={<p>To <GrantWords grant={grant} />.</p>}
      aside={
        !grant.ratification && (
          <section className="panel" aria-labelledby="ratify">
            <h2 id="ratify">{grant.phase === "lapsed" ? "Look at it afterwards" : "Was it right?"}</h2>
            {grant.mayRatify ? <RatifyForm grantId={grant.id} isLate={grant.phase === "lapsed"} who={grant.person.name} /> : <Blocked why={grant.because === "to_oneself" ? "You took it yourself, so another person must say whether it was right. Everyone who gives permissions was told." : "You hold no grant to give permissions that reaches this."}>Record this</Blocked>}
          </section>
        )
      }
    >
      <Summary
        rows={[
          { term: "Reason given", value: grant.reason },
          { term: "Taken", value: wordInstant(grant.createdAt) },
          { term: grant.phase === "unratified" || grant.phase === "ratified" ? "Holds until" : "Held until", value: wordInstant(grant.endedAt ?? grant.validUntil ?? grant.createdAt) },
          ...(grant.ratifyBy ? [{ term: grant.phase === "unratified" ? "To be ratified by" : "Was to be ratified by", value: wordInstant(grant.ratifyBy) }] : []),
          ...(grant.ratification ? [{ term: "Another person’s word", value: `${ratificationWords[grant.ratification.outcome]}. ${grant.ratification.by.name}, ${wordInstant(grant.ratification.at)}: ${grant.ratification.reason}` }] : []),
        ]}
      />
      <Section title="What was done with it">{grant.deeds.length === 0 ? <Empty title="Nothing was decided with it">Whatever is, stands here from the ledger.</Empty> : <Deeds deeds={grant.deeds} />}</Section>
    </Page>
  );
}
