import { notFound, redirect } from "next/navigation";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { addDays, isoDay } from "@/lib/core/calendar";
import { partnersToChoose, personFile, scopesToChoose } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { narrow } from "../../../../actions";
import { PersonDeed } from "../../../deed-page";
import { ConditionFields, ScopeFields } from "../../../scope-fields";

export default async function NarrowGrant({ params }: PageProps<"/staff/people/[id]/grants/[grantId]/narrow">) {
  const { id, grantId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const grant = person.grants.find((each) => each.id === grantId) ?? notFound();
  if (!grant.mayEnd || grant.origin === "emergency" || person.id === who.person.id) redirect(`/staff/people/${id}/grants/${grantId}`);
  const [scopes, partners] = await Promise.all([scopesToChoose(), partnersToChoose(who)]);
  const until = grant.validUntil ? isoDay(addDays(grant.validUntil, -1)) : undefined;
  return (
    <PersonDeed person={person} title="Make this permission narrower" short="Narrow" act={narrow} record={grant} hidden={{ grantId, ...(grant.needsStrength ? { needsStrength: String(grant.needsStrength) } : {}) }} button="Put the narrower one in its place" lead={<p>{person.name} may {grant.words}. That ends, and a narrower permission takes its place in the same moment. To reduce needs no second person.</p>}>
      <ScopeFields scopes={{ ...scopes, partners }} zoneId={grant.zoneId} agencyId={grant.agencyId} assetClass={grant.assetClass} highestTier={grant.highestTier} partnerId={grant.partnerId} />
      <DateField name="validUntil" legend="Until" hint={until ? "That day is included. Not later than now." : "Leave it empty for no end."} {...(until ? { value: until } : {})} />
      {grant.needsTraining && !person.held.policy.courses.includes(grant.needsTraining) ? <Field name="needsTraining" label="A training in force" value={grant.needsTraining} /> : <ConditionFields courses={person.held.policy.courses} needsTraining={grant.needsTraining} needsRecentMinutes={grant.needsRecentMinutes} />}
    </PersonDeed>
  );
}
