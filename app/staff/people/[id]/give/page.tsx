import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { isTemplate } from "@/lib/people/templates";
import { needsSecond, partnersToChoose, personFile, scopesToChoose } from "@/lib/people/queries";
import { staffCapabilities } from "@/lib/access/capabilities";
import { one } from "@/app/staff/access/asked";
import { dayOf } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";
import { GiveForm } from "./give-form";
import { TemplateParts, TemplatePicker } from "./template-picker";

export default async function Give({ params, searchParams }: PageProps<"/staff/people/[id]/give">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}/give`);
  const person = (await personFile(who, id)) ?? notFound();
  const given = await searchParams;
  const template = isTemplate(one(given.template) ?? "") ? (one(given.template) as Parameters<typeof TemplateParts>[0]["template"]) : null;
  const [scopes, partners, far] = await Promise.all([scopesToChoose(), partnersToChoose(who), Promise.all(staffCapabilities.map(async (capability) => ((await needsSecond(who, capability)) ? [capability] : [])))]);
  const here = `/staff/people/${id}`;
  return (
    <Page
      title="Give a permission"
      width="wide"
      caption={person.name}
      crumbs={[{ to: "/staff/people", label: "People" }, { to: here, label: person.name }, { label: "Give" }]}
      lead={<p>To {person.name}, by name: what they may do, where, until when and why. It works from their next click, and a mail tells them.</p>}
      aside={
        <section className="panel" aria-labelledby="job">
          <h2 id="job">Start from a usual job</h2>
          <TemplatePicker to={`${here}/give`} template={template ?? ""} agencies={scopes.agencies} agency={one(given.agencyId) ?? ""} />
        </section>
      }
    >
      {template && <TemplateParts template={template} given={given} person={person} />}
      {person.may.give ? (
        <GiveForm person={person} given={given} template={template} scopes={{ ...scopes, partners }} courses={who.held.policy.courses} far={far.flat()} today={dayOf(new Date())} />
      ) : (
        <Blocked why={person.id === who.person.id ? "Nobody gives a permission to themselves. Another administrator can." : person.status === "deactivated" ? "This account is closed." : "You hold no grant to give and end people’s grants."}>Give it</Blocked>
      )}
    </Page>
  );
}
